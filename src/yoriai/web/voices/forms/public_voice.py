"""The form of giving a voice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..rules.public_voice import MAXIMUM, says_something, tidy


class VoiceField(forms.CharField):
    """Text as somebody typed it; a line's end counts as one character, as it does in the browser."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class VoiceForm(forms.Form):
    """What somebody wants to say."""

    text = VoiceField(
        label=_("あなたの声"),
        max_length=MAXIMUM,
        help_text=_("一つの声に、一つの意見を書いてください。1000文字まで書けます。"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("声を書いてから送ってください。"),
            "max_length": _("1000文字までにしてください。いまは%(show_value)d文字です。"),
        },
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not says_something(text):
            raise forms.ValidationError(_("声を書いてから送ってください。"))
        return text
