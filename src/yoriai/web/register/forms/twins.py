"""Forms of comparing and merging."""

from __future__ import annotations

from typing import Any

from django import forms

from ..rules.merging import Difference, Entry, field_of

WORDS = {"kept": "残す登録のまま", "gone": "もう一方のものにする", "both": "両方をつなげて残す"}


class MergeForm(forms.Form):
    """For each differing column which text stays."""

    def __init__(self, *args: Any, differences: list[Difference], kept: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for difference in differences:
            label = field_of(kept, difference.name).verbose_name
            self.fields[difference.name] = forms.ChoiceField(
                label=str(label),
                choices=[(side, WORDS[side]) for side in difference.sides],
                initial=difference.side,
                required=False,
                widget=forms.RadioSelect,
            )
