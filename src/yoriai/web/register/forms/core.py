"""Forms of entries."""

from __future__ import annotations

from typing import Any

from django import forms

from ..models import AffiliationKind, Organisation, Person
from ..rules import fields, names, numbers
from ..rules.dates import read_month_day

_DAY = {"type": "date"}


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]
    """An entry with the version it was opened at, so that nobody's change is lost unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_version(self) -> int:
        self.instance.version = self.cleaned_data["version"] or self.instance.version
        return self.instance.version


class OrganisationForm(EntryForm):
    """An organisation's entry."""

    numbers_of_fields = forms.TypedMultipleChoiceField(
        label="活動分野（NPO法の別表の番号）",
        choices=[(number, f"{number} {name}") for number, name in numbers.FIELDS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    url = forms.URLField(label="ウェブサイト", required=False, assume_scheme="https", max_length=300)

    class Meta:
        model = Organisation
        fields = [
            "name",
            "kana",
            "sector",
            "legal_form",
            "municipality",
            "postal_code",
            "address",
            "phone",
            "email",
            "url",
            "representative",
            "representative_kana",
            "corporate_number",
            "authority",
            "fiscal_year_end",
            "certification",
            "certified_until",
            "purpose",
            "works_in",
            "profile",
            "profile_consent_on",
        ]
        widgets = {
            "certified_until": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
            "profile_consent_on": forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
            "works_in": forms.SelectMultiple(attrs={"size": 6}),
        }
        help_texts = {
            "fiscal_year_end": "例：03-31（3月31日）。報告の期限がここから決まります。",
            "corporate_number": "13けた。1けた目は検査数字です。",
            "profile_consent_on": "団体が同意した日を入れると、紹介文が公開されます。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        if self.instance.pk:
            known = self.instance.fields_of_activity.values_list("number", flat=True)
            self.fields["numbers_of_fields"].initial = list(known)

    def clean_corporate_number(self) -> str:
        number = names.digits(self.cleaned_data["corporate_number"])
        if number and not numbers.is_corporate_number(number):
            raise forms.ValidationError(
                "法人番号の検査数字が合いません。13けたをもう一度たしかめてください。"
            )
        return number

    def clean_fiscal_year_end(self) -> str:
        try:
            return read_month_day(self.cleaned_data["fiscal_year_end"])
        except ValueError as problem:
            raise forms.ValidationError("月と日を「03-31」のように書いてください。") from problem


class PersonForm(EntryForm):
    """A person's entry; columns that the writer may not read are not on it."""

    class Meta:
        model = Person
        fields = [
            "family_name",
            "given_name",
            "family_kana",
            "given_kana",
            "former_names",
            "birthday",
            "postal_code",
            "address",
            "municipality",
            "languages",
            "care_needs",
            "access_needs",
            "note",
            "do_not_ask",
        ]
        widgets = {"birthday": forms.DateInput(attrs=_DAY, format="%Y-%m-%d")}

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        allowed = set(fields.readable(viewer, "person")) | {"version"}
        for column in set(self.fields) - allowed:
            del self.fields[column]


class AffiliationForm(forms.Form):
    """Somebody's role in an organisation, found by its number or exact name."""

    organisation = forms.CharField(
        label="団体（番号か正確な名前）",
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label="役割", choices=AffiliationKind.choices)
    since = forms.DateField(label="いつから", widget=forms.DateInput(attrs=_DAY))

    def clean_organisation(self) -> Organisation:
        typed = self.cleaned_data["organisation"].strip()
        number = names.digits(typed.split(" ")[0]) if typed[:1].isdigit() else ""
        found = Organisation.objects.filter(merged_into__isnull=True)
        found = found.filter(pk=int(number)) if number else found.filter(name=typed)
        if found.count() != 1:
            raise forms.ValidationError(
                "この名前の団体が見つからないか、いくつもあります。候補から選ぶか、番号を入れてください。"
            )
        return found.get()


class EndForm(forms.Form):
    """The last day of something."""

    until = forms.DateField(label="いつまで", widget=forms.DateInput(attrs=_DAY))
