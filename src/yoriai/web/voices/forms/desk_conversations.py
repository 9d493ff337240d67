"""Forms for conversations, and for what is asked of participants."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from yoriai.web.accounts.rules import Viewer
from yoriai.web.register import queries as register
from yoriai.web.register.models import Person

from ..models import AskedAttribute, Conversation
from ..queries import desk as queries
from ..rules import desk as rules

_READING = re.compile(r"\{[^{}|<>\n]+\|[ぁ-ゖァ-ヺー・ ]+\}")
_EASY_HELP = (
    "短い文で、むずかしい言葉を言いかえます。読みは {漢字|かんじ} のように書くと、ふりがなになります。"
    "空のままなら日本語の文を出します。"
)


def check_readings(text: str) -> None:
    """Raises ValidationError where a reading is not written as {漢字|かんじ}."""
    if re.search(r"[{}|]", _READING.sub("", text)):
        raise ValidationError(
            "読みの書き方を確かめてください。{漢字|かんじ} のように、読みはかなで書きます。"
        )


class ConversationForm(forms.ModelForm):  # type: ignore[type-arg]
    """A conversation: wording in three languages, places, period, access, who answers for it."""

    class Meta:
        model = Conversation
        fields = [
            "question_ja",
            "question_easy",
            "question_en",
            "background_ja",
            "background_easy",
            "background_en",
            "municipalities",
            "access",
            "opens_at",
            "closes_at",
            "responsible",
            "slug",
            "minimum_showings",
            "slate_size",
        ]
        help_texts = {
            "question_ja": "一つの文で、一つのことをたずねます。"
            "例：このまちで、安心して年をとるために何が要りますか。",
            "question_easy": _EASY_HELP,
            "background_ja": "なぜたずねるのか、答えが何に使われるのかを書きます。",
            "background_easy": _EASY_HELP,
            "access": "コードと名簿は、つくったあとにこの場の仕事場から発行・登録します。",
            "slug": "ページのアドレスになります。英小文字、数字、ハイフン。公開したあとは変えられません。",
            "minimum_showings": "新しい意見も少ない意見も、この人数に見せるまでは順位で後回しにしません。",
            "slate_size": "まとめに載せる意見の数です。少数の声の分が足りないときは、自動で増えます。",
        }
        widgets = {
            "background_ja": forms.Textarea(attrs={"rows": 5}),
            "background_easy": forms.Textarea(attrs={"rows": 5}),
            "background_en": forms.Textarea(attrs={"rows": 5}),
            "municipalities": forms.CheckboxSelectMultiple(),
            "access": forms.RadioSelect(),
            "opens_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "closes_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"] = responsible_field(viewer)
        if self.instance.published_at:
            self.fields["slug"].disabled = True

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"].lower()
        if slug in rules.RESERVED:
            raise ValidationError("この言葉はアドレスに使えません。別の言葉にしてください。")
        return slug

    def clean_question_easy(self) -> str:
        check_readings(self.cleaned_data["question_easy"])
        return self.cleaned_data["question_easy"]

    def clean_background_easy(self) -> str:
        check_readings(self.cleaned_data["background_easy"])
        return self.cleaned_data["background_easy"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "終わりは、始まりより後にしてください。")
        if cleaned.get("slate_size") == 0:
            self.add_error("slate_size", "1以上にしてください。")
        return cleaned


def responsible_field(viewer: Viewer) -> forms.ModelChoiceField[Person]:
    """A person of the register who answers for a conversation."""
    return forms.ModelChoiceField(
        label="責任者",
        queryset=queries.possibly_responsible(viewer),
        initial=register.person_of(viewer),
        help_text="台帳にある人から選びます。この人の名前を参加者に公開します。",
    )


class ChoicesForm(forms.ModelForm):  # type: ignore[type-arg]
    """The wording of one asked attribute and its choices, one a line."""

    lines = forms.CharField(
        label="選択肢",
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="一行に一つ。「記号｜日本語｜やさしい日本語｜英語」の順に、縦棒（|）で区切ります。"
        "記号は英数字で、あとから変えないでください。やさしい日本語と英語は空でもかまいません。",
    )

    class Meta:
        model = AskedAttribute
        fields = ["label_ja", "label_easy", "label_en"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["lines"] = "\n".join(
            " ｜ ".join([row["value"], row["ja"], row.get("easy", ""), row.get("en", "")])
            for row in self.instance.choices
        )

    def clean_lines(self) -> list[dict[str, str]]:
        lines = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        rows = [_choice(number, line) for number, line in enumerate(lines, start=1)]
        values = [row["value"] for row in rows]
        doubled = next((value for value in values if values.count(value) > 1), None)
        if doubled:
            raise ValidationError(f"記号「{doubled}」が二度出てきます。")
        if len(rows) < 2:
            raise ValidationError("選択肢は二つ以上要ります。")
        return rows


def _choice(number: int, line: str) -> dict[str, str]:
    # a reading {漢字|かんじ} holds a bar of its own, so only bars outside braces part the cells
    cells = [cell.strip() for cell in re.split(r"[|｜](?![^{}]*\})", line)]
    if len(cells) > 4 or len(cells) < 2 or not all(cells[:2]):
        raise ValidationError(f"{number}行目：「記号｜日本語」のように書いてください。")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", cells[0]):
        raise ValidationError(f"{number}行目：記号「{cells[0]}」は英数字（40字まで）にしてください。")
    value, ja, easy, english = [*cells, "", ""][:4]
    check_readings(easy)
    return {"value": value, "ja": ja, "easy": easy, "en": english}


class CensusForm(forms.Form):
    """How many residents have each value, and where the figures come from."""

    source = forms.CharField(
        label="出典", max_length=200, help_text="例：令和2年国勢調査（岡山県、年齢5歳階級別人口）"
    )

    def __init__(self, *args: Any, attribute: AskedAttribute, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attribute = attribute
        known = {figure.value: figure for figure in attribute.census.all()}
        self.initial["source"] = next((figure.source for figure in known.values()), "")
        for choice in attribute.choices:
            figure = known.get(choice["value"])
            self.fields[f"people_{choice['value']}"] = forms.IntegerField(
                label=f"{choice['ja']}（人）",
                min_value=0,
                max_value=2**31 - 1,
                required=False,
                initial=figure.people if figure else None,
            )

    @property
    def people(self) -> dict[str, int]:
        """value -> people, of the values that were filled in."""
        found = {
            choice["value"]: self.cleaned_data[f"people_{choice['value']}"]
            for choice in self.attribute.choices
        }
        return {value: number for value, number in found.items() if number is not None}
