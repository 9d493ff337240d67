"""What is asked before a file is made."""

from __future__ import annotations

from django import forms

from .actions import FORMATS


class ExportForm(forms.Form):
    """Purpose and format; the purpose is kept with the download."""

    purpose = forms.CharField(
        label="使いみち", max_length=200, help_text="例：10月の運営会議の資料にするため"
    )
    file_format = forms.ChoiceField(label="形式", choices=list(FORMATS.items()), required=False)

    def clean_file_format(self) -> str:
        return self.cleaned_data["file_format"] or "csv"
