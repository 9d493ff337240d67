"""Forms of the sheet of a leak."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from ..models import Incident

_DAY = {"type": "date"}
_ROWS = {"rows": 3}


class PeopleField(forms.CharField):
    """Numbers of the register, as somebody types them: with commas, spaces, or one a line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"required": False, "widget": forms.Textarea(attrs={"rows": 2})}
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[int]:
        text = super().clean(value)
        return sorted({int(number) for number in re.findall(r"[0-9]{1,12}", text)})


class StartForm(forms.Form):
    """How it began: when it was known, from which file or mailing, which people."""

    known_at = forms.DateTimeField(
        label="いつ知りましたか",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    overview = forms.CharField(
        label="なにがありましたか",
        widget=forms.Textarea(attrs=_ROWS),
        help_text="分かっていることだけで始められます。あとで何度でも書き足せます。",
    )
    source = forms.ChoiceField(label="もとになったファイルや発送", required=False)
    people = PeopleField(
        label="関わる人の番号",
        help_text="台帳のページの番号です。ファイルや発送を選んだときは、書かなくても入ります。",
    )

    def __init__(self, *args: Any, origins: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "（どれでもない・分からない）"), *origins]  # type: ignore[attr-defined]


class IncidentForm(forms.ModelForm):  # type: ignore[type-arg]
    """The nine items of the report, what decides the deadlines, and the reports made."""

    people = PeopleField(label="関わる人を足す（台帳の番号）")
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Incident
        fields = [
            "known_at",
            "overview",
            "data_items",
            "people_count",
            "cause",
            "secondary_damage",
            "response_to_people",
            "publication",
            "prevention",
            "other",
            "sensitive",
            "money_loss",
            "malicious",
            "first_reported_on",
            "final_reported_on",
            "closed_at",
        ]
        widgets = {
            **{
                name: forms.Textarea(attrs=_ROWS)
                for name in (
                    "overview",
                    "data_items",
                    "cause",
                    "secondary_damage",
                    "response_to_people",
                    "publication",
                    "prevention",
                    "other",
                )
            },
            **{
                name: forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
                for name in ("known_at", "closed_at")
            },
            **{
                name: forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
                for name in ("first_reported_on", "final_reported_on")
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def clean_version(self) -> int:
        self.instance.version = self.cleaned_data["version"]
        return self.instance.version


class ToldForm(forms.Form):
    """The day on which people were told."""

    on = forms.DateField(label="知らせた日", widget=forms.DateInput(attrs=_DAY))
