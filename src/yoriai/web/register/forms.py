"""Forms of the register."""

from __future__ import annotations

from django import forms

from .models import Affiliation, Organisation, Person


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """An organisation's core entry."""

    class Meta:
        model = Organisation
        fields = ["name", "kana", "sector", "municipality"]


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person's core entry."""

    class Meta:
        model = Person
        fields = ["family_name", "given_name", "family_kana", "given_kana", "municipality"]


class AffiliationForm(forms.ModelForm):  # type: ignore[type-arg]
    """Somebody's role in an organisation."""

    class Meta:
        model = Affiliation
        fields = ["organisation", "kind", "since"]
        widgets = {"since": forms.DateInput(attrs={"type": "date"})}


class EndForm(forms.Form):
    """The last day of something."""

    until = forms.DateField(label="いつまで", widget=forms.DateInput(attrs={"type": "date"}))
