"""Forms for tables of voices."""

from __future__ import annotations

from typing import Any

from django import forms

from ..rules.voices_csv import Asked, Columns


class TableForm(forms.Form):
    """A CSV file."""

    file = forms.FileField(
        label="CSVファイル",
        help_text="UTF-8（BOMありなし）かShift_JIS（CP932）。一行に声が一つ。"
        "「声」「参加者」「日時」と、たずねていることの列があれば自動で見つけます。",
    )


class ColumnsForm(forms.Form):
    """Which column holds what."""

    header = forms.BooleanField(label="1行目は列の名前です", required=False)
    text = forms.TypedChoiceField(label="声の列", coerce=int)
    person = forms.TypedChoiceField(label="同じ人を見分ける列", coerce=int, required=False, empty_value=None)
    time = forms.TypedChoiceField(label="届いた日時の列", coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, names: list[str], asked: list[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(str(place), name) for place, name in enumerate(names)]
        optional = [("", "なし"), *columns]
        self.asked = asked
        for one in asked:
            self.fields[f"answer_{one.key}"] = forms.TypedChoiceField(
                label=f"「{one.label}」の列", coerce=int, required=False, empty_value=None
            )
        for name, field in self.fields.items():
            if name != "header":
                field.choices = columns if name == "text" else optional  # type: ignore[attr-defined]

    @property
    def columns(self) -> Columns:
        """What was chosen."""
        data = self.cleaned_data
        answers = {one.key: data[f"answer_{one.key}"] for one in self.asked}
        return Columns(
            text=data["text"],
            header=data["header"],
            person=data["person"],
            time=data["time"],
            answers={key: place for key, place in answers.items() if place is not None},
        )


def chosen(columns: Columns) -> dict[str, Any]:
    """The form's first values for columns that were guessed or chosen before."""
    values: dict[str, Any] = {
        "header": columns.header,
        "text": columns.text,
        "person": columns.person,
        "time": columns.time,
    }
    return values | {f"answer_{key}": place for key, place in columns.answers.items()}
