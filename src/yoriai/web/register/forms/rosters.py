"""Forms for importing lists."""

from __future__ import annotations

from typing import Any

from django import forms

from ..models import AffiliationKind
from ..rules.rosters import columns

_GROUPS = (("person", "人"), ("organisation", "団体"), ("role", "団体での役割"))


class ListForm(forms.Form):
    """A file of the centre's own."""

    file = forms.FileField(
        label="名簿のファイル",
        help_text="Excel（.xlsx）かCSV。CSVはUTF-8でもShift_JISでもかまいません。10MB、5,000行まで。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class RoleForm(forms.Form):
    """What people of the list are where no column tells it."""

    role = forms.ChoiceField(
        label="役職の列がない人の、団体での役割",
        choices=AffiliationKind.choices,
        initial=AffiliationKind.MEMBER,
        help_text="人と団体が同じ行にあるときに使います。",
    )


class SheetForm(forms.Form):
    """One sheet: whether it is taken, where its headers stand, what each column holds."""

    take = forms.BooleanField(label="このシートを取り込む", required=False)
    header = forms.IntegerField(
        label="見出しの行", min_value=0, help_text="見出しがなければ0。", widget=forms.NumberInput
    )

    def __init__(
        self, *args: Any, titles: list[str], samples: list[list[str]], may: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.titles, self.samples = titles, samples
        choices = [("", "取り込まない")] + [
            (words, [(key, columns.COLUMNS[key].label) for key in may if key.startswith(f"{kind}.")])
            for kind, words in _GROUPS
        ]
        for place, title in enumerate(titles):
            self.fields[f"c{place}"] = forms.ChoiceField(label=title, choices=choices, required=False)

    @property
    def matches(self) -> list[tuple[Any, list[str]]]:
        """Every column's field with samples of what stands in it."""
        return [(self[f"c{place}"], self.samples[place]) for place in range(len(self.titles))]

    @property
    def keys(self) -> list[str]:
        """What was chosen for every column."""
        return [self.cleaned_data[f"c{place}"] for place in range(len(self.titles))]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("take"):
            return data
        keys = [key for place in range(len(self.titles)) if (key := data.get(f"c{place}"))]
        if not set(keys) & {"person.name", "person.family_name", "organisation.name"}:
            raise forms.ValidationError("氏名か団体名の列を、えらんでください。")
        twice = sorted({key for key in keys if keys.count(key) > 1} - columns.MANY)
        if twice:
            names = "、".join(columns.COLUMNS[key].label for key in twice)
            raise forms.ValidationError(f"{names}の列が、いくつもあります。一つにしてください。")
        return data
