"""Forms of coming in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..models import AskedAttribute
from ..rules import codes
from ..rules.public_conversation import choice_in_language, in_language


class CodeForm(forms.Form):
    """A code that somebody types from paper: for taking part, or of a receipt."""

    code = forms.CharField(
        label=_("コード"),
        max_length=40,
        help_text=_("8文字です。小さい文字でも、あいだの線がなくても大丈夫です。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "size": 12}),
        error_messages={"required": _("コードを入れてください。")},
    )

    def clean_code(self) -> str:
        code = codes.normalise(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(self.wrong())
        return code

    def refuse(self) -> None:
        """Say of a code that looks right that it is not known."""
        self.add_error("code", self.wrong())

    @staticmethod
    def wrong() -> Any:
        return _("このコードは見つかりませんでした。打ちまちがいがないか、もう一度見てください。")


class AboutMeForm(forms.Form):
    """What somebody may tell about themselves; every question can be left open."""

    def __init__(self, data: Any = None, *, attributes: list[AskedAttribute], known: dict[int, str]) -> None:
        super().__init__(data)
        language = get_language() or "ja"
        self.attributes = attributes
        for row in attributes:
            choices = [(choice["value"], choice_in_language(choice, language)) for choice in row.choices]
            self.fields[row.key] = forms.ChoiceField(
                label=in_language(row, "label", language),
                choices=[*choices, ("", _("答えない"))],
                initial=known.get(row.pk, ""),
                required=False,
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[AskedAttribute, str]:
        """What was answered; empty where nothing was."""
        return {row: self.cleaned_data[row.key] for row in self.attributes}
