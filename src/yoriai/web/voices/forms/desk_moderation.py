"""Forms of moderation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..models import Conversation, Reason, Statement
from ..rules import moderation as rules
from .desk_conversations import check_readings

_NOTE_HELP = "出した人が受付番号で読みます。"


class _SeenForm(forms.Form):
    """How many steps the voice had when the page was made."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def _numbered(conversation: Conversation, number: int | None) -> Statement | None:
    if number is None:
        return None
    statement = conversation.statements.filter(number=number).first()
    if statement is None:
        raise ValidationError(f"{number}番の意見はありません。")
    return statement


class WordingForm(forms.Form):
    """A sentence to vote on, in up to three wordings."""

    text = forms.CharField(
        label="投票に出す文",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一つの文に一つのこと。言い方は直しても、意味は変えません。",
    )
    easy = forms.CharField(
        label="やさしい日本語",
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="読みは {漢字|かんじ} のように書きます。空でもかまいません。",
    )
    english = forms.CharField(
        label="英語", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_easy(self) -> str:
        check_readings(self.cleaned_data["easy"])
        return self.cleaned_data["easy"]


class AcceptForm(_SeenForm, WordingForm):
    """The voice goes to the vote in this wording."""


class MergeForm(_SeenForm):
    """A statement already says it."""

    number = forms.IntegerField(label="まとめる先の意見の番号", min_value=0)
    note = forms.CharField(
        label="まとめた理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2}), help_text=_NOTE_HELP
    )

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conversation = conversation

    def clean_number(self) -> Statement | None:
        return _numbered(self.conversation, self.cleaned_data["number"])


class HoldForm(_SeenForm):
    """The voice is not published, for a reason of the published list."""

    reason = forms.ChoiceField(
        label="見合わせる理由",
        choices=[(reason.value, reason.label) for reason in rules.HOLDING],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="説明",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_NOTE_HELP,
    )

    def clean_reason(self) -> Reason:
        return Reason(self.cleaned_data["reason"])


class SplitForm(_SeenForm):
    """Several opinions in one voice, one a line."""

    texts = forms.CharField(
        label="分けた意見",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="一行に一つずつ。それぞれが投票に出る意見になり、元の声とのつながりを残します。",
    )

    def clean_texts(self) -> list[str]:
        texts = [line.strip() for line in self.cleaned_data["texts"].splitlines() if line.strip()]
        if len(texts) < 2:
            raise ValidationError("二つ以上に分けてください。一つだけなら「公開する」を使います。")
        if len(texts) > 20 or any(len(text) > 1000 for text in texts):
            raise ValidationError("20個まで、一つ1000字までにしてください。")
        return texts


class ReopenForm(_SeenForm):
    """Take a decision back."""


class CampaignForm(forms.Form):
    """Voices that are one text, and the sentence they become."""

    voices = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(label="投票に出す文", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    number = forms.IntegerField(label="まとめる先の意見の番号", min_value=0, required=False)

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conversation = conversation

    def clean_number(self) -> Statement | None:
        return _numbered(self.conversation, self.cleaned_data["number"])

    def clean_voices(self) -> list[int]:
        numbers = self.cleaned_data["voices"].split(",")
        if not all(number.isascii() and number.isdigit() for number in numbers) or len(numbers) > 1000:
            raise ValidationError("声の番号を読み取れませんでした。")
        return [int(number) for number in numbers]
