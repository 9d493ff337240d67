"""Forms of mailings: what to send, and how a paper is printed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from ..models import ConsentPurpose, SendingKind
from ..queries.mailings import Order
from ..rules import labels, mailings, recipients

_HELP = "使える差し込み：" + "、".join(
    f"{{{name}}}（{words}）" for name, words in mailings.PLACEHOLDERS.items()
)


class SendForm(forms.Form):
    """What is sent to a list. `deed` is made when the form is opened, so that pressing twice sends once."""

    kind = forms.ChoiceField(label="送り方", choices=SendingKind.choices, widget=forms.RadioSelect)
    purpose = forms.ChoiceField(
        label="目的", choices=ConsentPurpose.choices, help_text="この目的に同意している人にだけ送ります。"
    )
    subject = forms.CharField(
        label="件名",
        max_length=200,
        required=False,
        help_text="手紙とメールに使います。ラベルでは控えになります。",
    )
    body = forms.CharField(
        label="本文",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_HELP,
    )
    to_representative = forms.BooleanField(label="団体ではなく、いまの代表者あてにする", required=False)
    households = forms.BooleanField(label="同じ住所の人には、1通にまとめる（手紙とラベル）", required=False)
    deed = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, list_kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["to_representative" if list_kind == "person" else "households"]
        if list_kind == "organisation":
            allowed = [
                choice for choice in ConsentPurpose.choices if choice[0] in recipients.FOR_ORGANISATIONS
            ]
            self.fields["purpose"].choices = allowed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if mailings.needs_text(cleaned.get("kind", "")):
            for name, words in (("subject", "件名"), ("body", "本文")):
                if not cleaned.get(name, "").strip() and name not in self.errors:
                    self.add_error(name, f"{words}を書いてください。")
        for name in ("subject", "body"):
            unknown = mailings.unknown_placeholders(cleaned.get(name, ""))
            if unknown:
                self.add_error(name, f"使えない差し込みがあります：{'、'.join(unknown)}")
        return cleaned

    @property
    def order(self) -> Order:
        """The order as the rules know it."""
        return Order(**{key: value for key, value in self.cleaned_data.items() if key != "deed"})


class PrintForm(forms.Form):
    """From which label on, and how far the printer is nudged."""

    right = forms.DecimalField(
        label="右へずらす（mm）", min_value=-10, max_value=10, decimal_places=1, initial=0, required=False
    )
    down = forms.DecimalField(
        label="下へずらす（mm）", min_value=-10, max_value=10, decimal_places=1, initial=0, required=False
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sheet = labels.SHEETS.get(SendingKind(kind))
        if sheet is None:
            self.fields.clear()
            return
        start = forms.IntegerField(
            label="何枚目のラベルから",
            min_value=1,
            max_value=sheet.count,
            initial=1,
            help_text=f"使いかけの用紙では、左上から右へ数えた番号（1から{sheet.count}）。",
        )
        self.fields = {"start": start, **self.fields}

    @property
    def how(self) -> labels.Print:
        """The way of printing as the rules know it."""
        tenths = {key: int((self.cleaned_data.get(key) or 0) * 10) for key in ("right", "down")}
        return labels.Print(start=self.cleaned_data.get("start") or 1, **tenths)
