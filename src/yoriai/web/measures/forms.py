"""The period that a figure is asked for."""

from __future__ import annotations

from typing import Any

from django import forms


class PeriodForm(forms.Form):
    """Two days, both included."""

    since = forms.DateField(label="いつから", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="いつまで", widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        days = super().clean() or {}
        if days.get("since") and days.get("until") and days["since"] > days["until"]:
            raise forms.ValidationError(
                "「いつから」が「いつまで」より後になっています。入れ替えてください。"
            )
        return days
