"""The form for Polis files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from yoriai.web.accounts.rules import Viewer
from yoriai.web.register import queries as register

from ..models import Conversation
from ..rules import desk as rules
from ..rules.polis_format import PolisProblem
from ..rules.polis_upload import LARGEST, polis_files
from .desk_conversations import responsible_field


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files at once."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        single = super().clean
        files = data if isinstance(data, (list, tuple)) else [data]
        return [single(file, initial) for file in files]


class PolisForm(forms.Form):
    """Files of one Polis conversation, and what they do not tell."""

    files = _FilesField(  # type: ignore[assignment]
        label="ファイル",
        help_text="comments.csv、votes.csv、participants-votes.csv、summary.csv、stats-history.csv、"
        "またはそれらを入れたzip。votes.csv か participants-votes.csv のどちらかは要ります。",
    )
    slug = forms.SlugField(
        label="アドレス", max_length=40, help_text="ページのアドレスになります。英小文字、数字、ハイフン。"
    )
    municipalities = forms.ModelMultipleChoiceField(
        label="関わる市町村",
        queryset=register.municipalities(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    publish = forms.BooleanField(
        label="取り込んだらすぐ公開する",
        required=False,
        help_text="選ばないと下書きになり、仕事場で確かめてから公開できます。",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"] = responsible_field(viewer)
        self.order_fields(["files", "slug", "responsible", "municipalities", "publish"])

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"].lower()
        if slug in rules.RESERVED or Conversation.objects.filter(slug=slug).exists():
            raise ValidationError("このアドレスは使えません。別の言葉にしてください。")
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("publish") and cleaned.get("responsible") and not cleaned["responsible"].given_name:
            self.add_error("responsible", "すぐ公開するときは、姓と名のそろった人を選んでください。")
        return cleaned

    def clean_files(self) -> dict[str, bytes]:
        uploads: list[UploadedFile[Any]] = self.cleaned_data["files"]
        if sum(upload.size or 0 for upload in uploads) > LARGEST:
            raise ValidationError(f"ファイルが大きすぎます。合わせて{LARGEST // 1024**2}MBまでです。")
        try:
            return polis_files([(upload.name or "", upload.read()) for upload in uploads])
        except PolisProblem as problem:
            raise ValidationError(str(problem)) from problem
