"""Forms of accounts."""

from __future__ import annotations

from django import forms

from .roles import Post, Team


class AssignmentForm(forms.Form):
    """A post for somebody, from a day on."""

    post = forms.ChoiceField(label="役割", choices=Post.choices)
    team = forms.ChoiceField(label="チーム", choices=[("", "なし"), *Team.choices], required=False)
    since = forms.DateField(label="いつから", widget=forms.DateInput(attrs={"type": "date"}))
