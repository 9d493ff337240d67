"""Forms of the reception desk: a new user group with its representative, and the yearly renewal."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from yoriai.web.accounts.rules import Viewer

from .. import queries
from ..models import LegalForm, Organisation, Person, Reach, Sector, UserGroup
from ..rules import groups
from .entry import EntryForm
from .parts import day, reach_value
from .picker import PickField


class YearForm(forms.ModelForm):  # type: ignore[type-arg]
    """One year's registration of a group."""

    fiscal_year = forms.TypedChoiceField(label="年度", coerce=int)
    registered_on = day("登録する日")
    declared = forms.BooleanField(
        label="営利・宗教・政治を目的とせず、反社会的勢力ではないという誓約書を受け取った",
        error_messages={"required": "誓約書を受け取ってから登録してください。"},
    )

    class Meta:
        model = UserGroup
        fields = ("fiscal_year", "registered_on", "card", "declared")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = groups.years_open(today)
        field = self.fields["fiscal_year"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(year, f"{year}年度") for year in years]
        newest = self._newest()
        card = newest.card if newest else queries.next_card(years[0])
        self.initial = {**self.initial, "fiscal_year": years[0], "registered_on": today, "card": card}

    def _newest(self) -> UserGroup | None:
        if not self.instance.organisation_id:
            return None
        return (
            UserGroup.objects.filter(organisation=self.instance.organisation_id)
            .order_by("-fiscal_year")
            .first()
        )

    def clean_fiscal_year(self) -> int:
        year: int = self.cleaned_data["fiscal_year"]
        known = UserGroup.objects.filter(organisation=self.instance.organisation_id, fiscal_year=year)
        if self.instance.organisation_id and known.exists():
            raise forms.ValidationError(f"この団体は、{year}年度の登録がもう済んでいます。")
        return year

    def clean_card(self) -> str:
        card = str(self.cleaned_data["card"]).strip()
        year = self.cleaned_data.get("fiscal_year")
        if year and UserGroup.objects.filter(fiscal_year=year, card=card).exists():
            raise forms.ValidationError(f"{year}年度の利用証{card}は、ほかの団体のものです。")
        return card


class GroupForm(EntryForm):
    """The organisation, as far as reception asks."""

    class Meta:
        model = Organisation
        fields = ("name", "kana", "legal_form", "municipality", "phone")
        labels: ClassVar = {"phone": "団体の電話"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kana"].required = True
        self.fields["legal_form"].initial = LegalForm.VOLUNTARY
        self.instance.sector = Sector.CITIZEN


class RepresentativeForm(forms.Form):
    """The representative: picked from the register, or written down here for the first time."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = PickField("person", viewer, required=False, label="もう台帳にある人なら")
        known.help_text = "名前かよみの一部を入れて選びます。選んだら、下の名前は空のままにします。"
        self.fields = {"known": known, **self.fields}

    family_name = forms.CharField(label="代表者の姓", max_length=60, required=False)
    given_name = forms.CharField(label="代表者の名", max_length=60, required=False)
    family_kana = forms.CharField(label="せい（よみ）", max_length=80, required=False)
    given_kana = forms.CharField(label="めい（よみ）", max_length=80, required=False)
    mobile = forms.CharField(label="代表者の電話", max_length=20, required=False)
    email = forms.CharField(label="代表者のメール", max_length=200, required=False)

    def clean_mobile(self) -> str:
        return reach_value("mobile", self.cleaned_data["mobile"]) if self.cleaned_data["mobile"] else ""

    def clean_email(self) -> str:
        return reach_value("email", self.cleaned_data["email"]) if self.cleaned_data["email"] else ""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("known"):
            for column in ("family_name", "mobile", "email"):
                if found.get(column):
                    self.add_error(column, "台帳から選んだときは、ここは空のままにしてください。")
        elif "known" in found and not found["known"] and not found.get("family_name"):
            self.add_error("family_name", "台帳から選ぶか、姓を書いてください。")
        return found

    def person(self) -> Person:
        """The picked person, or a new one."""
        known = self.cleaned_data["known"]
        columns = ("family_name", "given_name", "family_kana", "given_kana")
        return known or Person(**{column: self.cleaned_data[column] for column in columns})

    def reaches(self) -> list[Reach]:
        """The ways to reach a new person."""
        return [
            Reach(kind=kind, value=self.cleaned_data[kind])
            for kind in ("mobile", "email")
            if self.cleaned_data[kind]
        ]
