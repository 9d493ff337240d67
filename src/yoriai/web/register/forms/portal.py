"""Forms of the portal's import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..queries import portal as queries
from ..rules import portal, portal_file
from ..rules.portal_file import BadFile, Record

#: 認定 that end within so many months are shown.
MONTHS = ((3, "3か月"), (6, "6か月"), (9, "9か月"), (12, "1年"))


class PortalForm(forms.Form):
    """A file, and which of its corporations the centre wants."""

    file = forms.FileField(
        label="ファイル",
        help_text="NPOポータルの「行政入力情報」のzip（gyousei_000.zip など）。"
        "中のCSVだけでもかまいません。100MBまで。",
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.csv"}),
    )
    scope = forms.ChoiceField(label="どの法人を取り込みますか", widget=forms.RadioSelect)
    authorities = forms.CharField(
        label="所轄庁（「選んだ所轄庁」のとき。1行に1つ）",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    months = forms.TypedChoiceField(
        label="認定がまもなく終わる法人",
        help_text="この期間のうちに認定が終わる法人を知らせます。",
        choices=MONTHS,
        coerce=int,
        initial=6,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(f"prefecture:{name}", f"{name}の法人") for name in queries.prefectures()]
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*own, ("authorities", "選んだ所轄庁の法人"), ("all", "全国の法人")]
        field.initial = field.choices[0][0]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > portal_file.LARGEST_UPLOAD:
            raise ValidationError(
                f"「{file.name}」は大きすぎます（{portal_file.LARGEST_UPLOAD // 1024**2}MBまで）。"
                "CSVのままのときは、zipにすると小さくなります。"
            )
        if not file.name.lower().endswith((".zip", ".csv")):
            raise ValidationError(
                f"「{file.name}」はzipでもCSVでもありません。"
                "ポータルから落としたままのファイルを選んでください。"
            )
        try:
            table, _size = portal_file.open_table(file.file)
            records = portal_file.records(portal_file.physical_lines(table))
            portal.read_header(next(records, Record(1, [])))
        except BadFile as problem:
            raise ValidationError(f"「{file.name}」: {problem}") from problem
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("scope") == "authorities" and not self._named():
            self.add_error("authorities", "所轄庁の名前を、1行に1つずつ書いてください（例：岡山県）。")
        return cleaned

    def options(self) -> dict[str, Any]:
        """What the import needs to know beside the file."""
        scope = self.cleaned_data["scope"]
        return {
            "months": self.cleaned_data["months"],
            "prefecture": scope.partition(":")[2],
            "authorities": self._named() if scope == "authorities" else [],
        }

    def _named(self) -> list[str]:
        lines = self.cleaned_data.get("authorities", "").splitlines()
        return sorted({line.strip() for line in lines if line.strip()})
