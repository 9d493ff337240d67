"""What is asked before a file is made."""

from __future__ import annotations

from typing import Any

from django import forms

FORMATS = {"csv": "CSV（Excelで開けます）", "xlsx": "Excel", "json": "JSON"}


class ExportForm(forms.Form):
    """Purpose and format; the purpose is kept with the download."""

    purpose = forms.CharField(
        label="使いみち", max_length=200, help_text="例：10月の運営会議の資料にするため"
    )
    file_format = forms.ChoiceField(label="形式", choices=list(FORMATS.items()), required=False)

    def __init__(self, *args: Any, formats: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if formats:
            self.fields["file_format"].choices = [(key, FORMATS[key]) for key in formats]  # type: ignore[attr-defined]
        else:
            del self.fields["file_format"]

    def clean_file_format(self) -> str:
        return self.cleaned_data["file_format"] or "csv"
