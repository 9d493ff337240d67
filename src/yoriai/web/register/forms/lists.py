"""Forms of lists: the conditions of each kind, without those that the viewer may not use."""

from __future__ import annotations

from typing import Any

from django import forms

from yoriai.web.accounts.rules import Viewer

from .. import queries
from ..models import AffiliationKind, Certification, ConsentPurpose, LegalForm, Sector
from ..rules import lists, numbers

_FIELDS = [(number, f"{number} {name}") for number, name in numbers.FIELDS.items()]


def _many(label: str, choices: Any = (), **more: Any) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget, **more)


def _towns(label: str) -> forms.MultipleChoiceField:
    widget = forms.SelectMultiple(attrs={"size": 6})
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=widget,
        help_text="CtrlキーかCommandキーを押しながら、いくつでも選べます。",
    )


def _numbers(label: str) -> forms.TypedMultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.TypedMultipleChoiceField(
        label=label, choices=_FIELDS, coerce=int, required=False, widget=widget
    )


def _text(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=60, required=False, help_text=help_text)


def _age(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=120, required=False)


def _check(label: str, help_text: str = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=help_text)


class ListForm(forms.Form):
    """The conditions of a list; `query` gives those that were filled in."""

    kind = ""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = lists.usable(viewer, self.kind)
        for key in set(self.fields) - set(allowed):
            del self.fields[key]
        towns = [(town.code, town.name) for town in queries.municipalities()]
        for key in {"towns", "works_in", "role_towns"} & set(self.fields):
            self.fields[key].choices = towns  # type: ignore[attr-defined]

    def refused(self) -> list[str]:
        """Conditions that were asked for and are not the viewer's to use."""
        known = set(lists.CONDITIONS[self.kind]) - set(self.fields)
        return sorted(key for key in known if self.data.get(key))

    @property
    def query(self) -> dict[str, Any]:
        return lists.tidy(self.kind, self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("age_from"), cleaned.get("age_to")
        if low is not None and high is not None and low > high:
            self.add_error("age_to", "上の年齢は、下の年齢より小さくできません。")
        return cleaned


class PeopleListForm(ListForm):
    """Who is on a list of people."""

    kind = "person"
    words = _text("名前かよみの一部")
    towns = _towns("住んでいる市町村")
    age_from = _age("年齢（何歳から）")
    age_to = _age("年齢（何歳まで）")
    role_kinds = _many("いまの役割", AffiliationKind.choices)
    role_sectors = _many("役割のある団体のセクター", Sector.choices)
    role_fields = _numbers("役割のある団体の活動分野")
    role_towns = _towns("役割のある団体の市町村")
    consent = forms.ChoiceField(
        label="同意している目的", choices=[("", "問わない"), *ConsentPurpose.choices], required=False
    )
    languages = _text("使う言葉", "例：英語")
    has_email = _check("メールアドレスがある人だけ")
    has_address = _check("住所がある人だけ")
    may_ask = _check("「今後の依頼を控える」人を除く")
    care = _text("配慮してほしいこと（要配慮）に含む言葉")
    access = _text("参加に必要なこと（要配慮）に含む言葉")


class OrganisationListForm(ListForm):
    """Which organisations are on a list."""

    kind = "organisation"
    words = _text("名前かよみの一部")
    sectors = _many("セクター", Sector.choices)
    legal_forms = _many("法人格", LegalForm.choices)
    towns = _towns("ある市町村")
    works_in = _towns("活動する市町村")
    activities = _numbers("活動分野")
    certification = _many("認定", [choice for choice in Certification.choices if choice[0]])
    user_group = _check("今年度の利用団体だけ")
    offers = _text("提供できることに含む言葉")
    needs = _text("求めていることに含む言葉")
    fiscal_month = forms.TypedChoiceField(
        label="事業年度が終わる月",
        choices=[("", "問わない"), *((month, f"{month}月") for month in range(1, 13))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    authority = _text("所轄庁に含む言葉")
    has_email = _check("メールアドレスがある団体だけ")
    with_dissolved = _check("解散した団体も含める")


FORMS: dict[str, type[ListForm]] = {"person": PeopleListForm, "organisation": OrganisationListForm}


class NameForm(forms.Form):
    """The name under which a search is kept."""

    name = forms.CharField(label="名簿の名前", max_length=100, help_text="例：倉敷市の団体の代表（お便り）")
