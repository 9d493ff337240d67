"""The scribe's form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..models import AskedAttribute, Channel
from ..rules import ballot as rules

CHANNELS = [(Channel.PAPER.value, Channel.PAPER.label), (Channel.PHONE.value, Channel.PHONE.label)]


class EntryForm(forms.Form):
    """One slip or call: what was said, votes from the ballot, answers by single keys."""

    text = forms.CharField(
        label="声",
        max_length=1000,
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 3, "autofocus": True, "data-enter": "send", "autocomplete": "off"}
        ),
        help_text="書いてあるとおりに入力します。Enterで保存、Shift+Enterで改行。",
    )
    ballot = forms.CharField(
        label="投票用紙",
        max_length=4000,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-enter": "send"}),
        help_text="番号と a（賛成）・d（反対）・p（パス）。例：3 a 5 d 7 p",
    )
    answers = forms.CharField(
        label="本人について",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-enter": "send"}),
        help_text="表のキーを続けて打ちます。書かれていなければ空のまま。",
    )
    channel = forms.ChoiceField(label="届いた方法", choices=CHANNELS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, attributes: list[AskedAttribute], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attributes = attributes
        if not attributes:
            del self.fields["answers"]

    def clean_channel(self) -> Channel:
        return Channel(self.cleaned_data["channel"])

    def clean_ballot(self) -> dict[int, int]:
        try:
            return rules.ballot(self.cleaned_data["ballot"])
        except rules.Unreadable as problem:
            raise ValidationError(str(problem)) from problem

    def clean_answers(self) -> dict[AskedAttribute, str]:
        try:
            return rules.answers(self.cleaned_data["answers"], self.attributes)
        except rules.Unreadable as problem:
            raise ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("text") and not cleaned.get("ballot"):
            self.add_error("text", "声か投票のどちらかを入力してください。")
        return cleaned
