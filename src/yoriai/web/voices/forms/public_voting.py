"""The form of a vote: what the three buttons send."""

from __future__ import annotations

from django import forms

from ..rules.public_voting import AGREE, DISAGREE, PASS

VALUES = {"agree": AGREE, "disagree": DISAGREE, "pass": PASS}


class VoteForm(forms.Form):
    """A statement by its number, and what is said to it."""

    statement = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    value = forms.TypedChoiceField(choices=[(name, name) for name in VALUES], coerce=VALUES.__getitem__)
