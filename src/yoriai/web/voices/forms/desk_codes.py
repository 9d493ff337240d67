"""Forms for access codes and the named list."""

from __future__ import annotations

from django import forms

from ..actions.desk_codes import MOST


class IssueForm(forms.Form):
    """How many codes; the page's own mark keeps a reload from issuing again."""

    count = forms.IntegerField(
        label="枚数", min_value=1, max_value=MOST, help_text=f"一度に{MOST}枚まで。A4の紙1枚に12枚入ります。"
    )
    batch = forms.CharField(widget=forms.HiddenInput, max_length=60)
