"""Forms of people and organisations."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from .. import queries
from ..models import Organisation, Person, Reach
from ..rules import fields, names, numbers
from ..rules.dates import read_month_day
from .entry import EntryForm
from .parts import day, reach_value
from .picker import PickField

#: Many boxes stand in columns.
MANY = {"class": "many"}


class OrganisationForm(EntryForm):
    """An organisation's entry: every column, its fields of activity and where it works."""

    numbers_of_fields = forms.TypedMultipleChoiceField(
        label="活動分野（NPO法の別表の番号）",
        choices=[(number, f"{number} {name}") for number, name in numbers.FIELDS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=MANY),
    )
    url = forms.URLField(label="ウェブサイト", required=False, assume_scheme="https", max_length=300)
    corporate_number = forms.CharField(
        label="法人番号", required=False, max_length=40, help_text="13けた。1けた目は検査数字です。"
    )
    fiscal_year_end = forms.CharField(
        label="事業年度の終わり",
        required=False,
        max_length=20,
        help_text="例：03-31（3月31日）。報告の期限がここから決まります。",
    )
    established_on = day("設立認証日", required=False)
    registered_on = day("設立登記日", required=False)
    certified_from = day("認定の始まり", required=False)
    certified_until = day("認定の終わり", required=False)
    certification_withdrawn_on = day("認定の取消日", required=False)
    dissolved_on = day("解散した日", required=False)
    profile_consent_on = day(
        "紹介文の公開に同意した日",
        required=False,
        help_text="団体が同意した日を入れると、名前・分野・市町村・紹介文・ウェブサイトだけが公開されます。"
        "同意が取り消されたら、空にします。",
    )

    GROUPS: ClassVar = (
        ("基本", ("name", "kana", "sector", "legal_form", "representative", "representative_kana")),
        ("連絡先", ("postal_code", "municipality", "address", "phone", "email", "url", "branches")),
        ("活動", ("purpose", "numbers_of_fields", "works_in")),
        ("公開する紹介", ("profile", "profile_consent_on")),
        ("法人としての届出", ("corporate_number", "authority", "delegated_to", "fiscal_year_end")),
        ("設立と解散", ("established_on", "registered_on", "dissolved_on", "dissolution_reason")),
        (
            "認定と監督",
            (
                "certification",
                "certified_from",
                "certified_until",
                "certification_withdrawn_on",
                "other_business",
                "supervision",
            ),
        ),
    )

    class Meta:
        model = Organisation
        fields = tuple(fields.ORGANISATION)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["works_in"] = forms.ModelMultipleChoiceField(
            queries.municipalities(),
            label="活動する市町村",
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs=MANY),
        )
        if self.instance.pk:
            self.fields["numbers_of_fields"].initial = list(self.instance.fields_of_activity)
            self.fields["works_in"].initial = [town.pk for town in self.instance.works_in.all()]

    def clean_corporate_number(self) -> str:
        number = names.digits(self.cleaned_data["corporate_number"])
        if number and not numbers.is_corporate_number(number):
            raise forms.ValidationError(
                "法人番号の検査数字が合いません。13けたをもう一度たしかめてください。"
            )
        same = queries.organisations_visible_to(self.viewer).filter(corporate_number=number)
        taken = same.exclude(pk=self.instance.pk).first() if number else None
        if taken:
            raise forms.ValidationError(f"この法人番号は「{taken.name}」のものとして、もう載っています。")
        return number

    def clean_fiscal_year_end(self) -> str:
        try:
            return read_month_day(self.cleaned_data["fiscal_year_end"])
        except ValueError as problem:
            raise forms.ValidationError("月と日を「03-31」のように書いてください。") from problem


class PersonForm(EntryForm):
    """A person's entry; columns that the writer may not read are not on it.

    A new person's telephone and mail stand on the same page; later ways to be reached have their own.
    """

    birthday = day("生年月日", required=False, help_text="年齢はここから決まります。")
    mobile = forms.CharField(label="電話", max_length=20, required=False)
    email = forms.CharField(label="メール", max_length=200, required=False)

    GROUPS: ClassVar = (
        ("名前", ("family_name", "given_name", "family_kana", "given_kana", "former_names", "languages")),
        ("生まれと保護者", ("birthday", "guardian", "guardian_relation")),
        ("連絡先", ("mobile", "email", "postal_code", "municipality", "address", "do_not_ask")),
        ("配慮が必要なこと", ("care_needs", "access_needs")),
        ("メモ", ("note",)),
    )

    class Meta:
        model = Person
        fields = tuple(fields.PERSON)
        help_texts: ClassVar = {
            "do_not_ask": "入れると、同意があっても、お便り・案内・紹介の名簿に出なくなります。",
            "languages": "例：日本語、ポルトガル語",
            "guardian_relation": "例：母、祖父、施設長",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = {*fields.readable(self.viewer, "person"), "version", "confirmed"}
        if self.instance.pk is None:
            allowed |= {"mobile", "email"}
        for column in set(self.fields) - allowed:
            del self.fields[column]
        if "guardian" in self.fields:
            picked = PickField("person", self.viewer, required=False, label="保護者")
            picked.help_text = "子どもの同意は、保護者からもらいます。名前かよみの一部を入れて選びます。"
            self.fields["guardian"] = picked

    def names(self, found: dict[str, Any]) -> tuple[str, str]:
        name = f"{found.get('family_name', '')} {found.get('given_name', '')}".strip()
        return name, f"{found.get('family_kana', '')} {found.get('given_kana', '')}"

    def clean_mobile(self) -> str:
        return reach_value("mobile", self.cleaned_data["mobile"]) if self.cleaned_data["mobile"] else ""

    def clean_email(self) -> str:
        return reach_value("email", self.cleaned_data["email"]) if self.cleaned_data["email"] else ""

    def clean_guardian(self) -> Person | None:
        guardian: Person | None = self.cleaned_data["guardian"]
        if guardian and guardian.pk == self.instance.pk:
            raise forms.ValidationError("保護者には、ほかの人を選んでください。")
        return guardian

    def reaches(self) -> list[Reach]:
        """Ways to reach a new person, typed on the same page."""
        kinds = ("mobile", "email")
        return [
            Reach(kind=kind, value=self.cleaned_data[kind]) for kind in kinds if self.cleaned_data.get(kind)
        ]


class EndForm(forms.Form):
    """The last day of something, with the version that was shown."""

    until = day("いつまで")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
