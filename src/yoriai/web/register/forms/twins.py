"""Forms of comparing and merging."""

from __future__ import annotations

from typing import Any

from django import forms

from ..rules.merging import Difference, Entry, Side, field_of
from ..rules.showing import text

WORDS = {"kept": "残す登録のまま", "gone": "まとめる登録のもの", "both": "両方をつなげて残す"}
#: More of a long text is not repeated beside its button.
SHOWN = 60


class MergeForm(forms.Form):
    """For each differing column which text stays."""

    def __init__(
        self, *args: Any, differences: list[Difference], kept: Entry, gone: Entry, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for difference in differences:
            label = field_of(kept, difference.name).verbose_name
            self.fields[difference.name] = forms.ChoiceField(
                label=str(label),
                choices=[(side, _words(side, difference, kept, gone)) for side in difference.sides],
                initial=difference.side,
                required=False,
                widget=forms.RadioSelect,
            )


def _words(side: Side, difference: Difference, kept: Entry, gone: Entry) -> str:
    """The choice, with what it would leave in the columns."""
    if side == "both":
        return WORDS[side]
    row = kept if side == "kept" else gone
    said = "、".join(text(row, column) or "（空）" for column in difference.columns)
    return f"{WORDS[side]}：{said[:SHOWN]}{'…' if len(said) > SHOWN else ''}"
