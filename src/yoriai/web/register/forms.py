"""Forms of the register."""

from __future__ import annotations

from django import forms

from .models import Affiliation, Organisation, Person


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """An organisation's core entry."""

    class Meta:
        model = Organisation
        fields = ["name", "kana", "sector", "municipality"]
        labels = {"municipality": "市町村"}
        help_texts = {"kana": "ひらがなで。名前の順に並べたり、探したりするのに使います。"}


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person's core entry."""

    class Meta:
        model = Person
        fields = ["family_name", "given_name", "family_kana", "given_kana", "municipality"]
        labels = {"municipality": "住んでいる市町村"}
        help_texts = {"family_name": "異体字（髙・﨑など）は、本人の書くとおりに入れます。"}


class AffiliationForm(forms.ModelForm):  # type: ignore[type-arg]
    """Somebody's role in an organisation."""

    class Meta:
        model = Affiliation
        fields = ["organisation", "kind", "since"]
        labels = {"organisation": "団体"}
        widgets = {"since": forms.DateInput(attrs={"type": "date"})}


class EndForm(forms.Form):
    """The last day of something."""

    until = forms.DateField(label="いつまで", widget=forms.DateInput(attrs={"type": "date"}))
