"""Forms of what belongs to an entry: roles, ways to be reached, consents, ties, offers and needs."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.http import QueryDict

from yoriai.web.accounts.rules import Viewer

from .. import queries
from ..models import Affiliation, Consent, FieldChange, Offering, Organisation, Person, Reach, Tie
from ..rules import entries, parts, ties, wishes
from .picker import PickField

STALE = (
    "あなたが開いたあとに、ほかの人が先に直しました。あなたの入力は下に残っていて、まだ保存されていません。"
    "いまの内容と見くらべて、よければもう一度「保存する」を押してください。"
)
GONE = "あなたが開いたあとに、ほかの人が取り消しました。まだ要るなら、新しく書き足してください。"
ORDER = "終わりの日は、始まりの日かそのあとにしてください。"


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day, picked from the browser's calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class PartForm(forms.ModelForm):  # type: ignore[type-arg]
    """A part of an entry with the version it was opened at: `owner` is the entry from whose page somebody
    came."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, viewer: Viewer, owner: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.owner = viewer, owner
        self.fields["version"].initial = self.instance.version
        #: What stands there now and what was typed, in words, when somebody else was faster.
        self.differences: list[tuple[str, str]] = []
        self.latest: FieldChange | None = None
        self.prepare()

    def clean_version(self) -> int:
        """The version that was opened; a form without one counts as opened now."""
        self.instance.version = self.cleaned_data["version"] or self.instance.version
        return self.instance.version

    def overtaken(self) -> None:
        """Somebody else saved first: show what they wrote beside what was typed, and let the next saving
        count. What they took away can only be written anew."""
        now = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
        if now is None:
            self.add_error(None, GONE)
            return
        mine = {(kind, number): words for kind, number, words in parts.told(self.instance)}
        theirs = parts.told(now)
        self.differences = [(words, mine.get((kind, number), "")) for kind, number, words in theirs[:1]]
        self.latest = queries.latest_change(*theirs[0][:2], parts.name_of(now))
        assert isinstance(self.data, QueryDict)
        self.data = self.data.copy()
        self.data["version"] = str(now.version)
        self.add_error(None, STALE)

    def prepare(self) -> None:
        """Fields that depend on who is looking and on the entry."""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", ORDER)
        return found


class RoleForm(PartForm):
    """Somebody's role in an organisation; the other end is picked."""

    since = day("いつから")
    until = day("いつまで", required=False, help_text="任期の終わりが分かっていれば。空なら「いまも」。")

    class Meta:
        model = Affiliation
        fields = ("kind", "since", "until")

    field_order = ("organisation", "person", "kind", "since", "until")

    def prepare(self) -> None:
        name, kind = ("organisation", "団体") if isinstance(self.owner, Person) else ("person", "人")
        field = PickField(name, self.viewer, label=kind, help_text="名前かよみの一部を入れて、選びます。")
        field.initial = getattr(self.instance, f"{name}_id")
        self.fields[name] = field
        self.order_fields(self.field_order)
        setattr(self.instance, "person" if name == "organisation" else "organisation", self.owner)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        for name in ("organisation", "person"):
            if found.get(name):
                setattr(self.instance, name, found[name])
        return found


class ReachForm(PartForm):
    """One way to reach somebody, with what they wish about it."""

    class Meta:
        model = Reach
        fields = ("kind", "value", "preferred", "avoid")

    def prepare(self) -> None:
        self.instance.person = self.owner

    def clean_value(self) -> str:
        return reach_value(self.cleaned_data.get("kind", ""), self.cleaned_data["value"])

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("preferred") and found.get("avoid"):
            self.add_error("avoid", "「まずここへ」と「ここへは連絡しない」は、どちらかひとつです。")
        key = entries.reach_key(found.get("kind", ""), found.get("value", ""))
        same = Reach.objects.filter(person=self.owner, kind=found.get("kind", ""), key=key)
        if "value" in found and same.exclude(pk=self.instance.pk).exists():
            self.add_error("value", "この人には、もう同じ連絡先があります。")
        return found


def reach_value(kind: str, typed: str) -> str:
    """A telephone number or address as typed. Raises ValidationError for what cannot be one."""
    value = typed.strip()
    if kind == "email":
        validate_email(value)
    digits = entries.reach_key("phone", value)
    if kind in {"phone", "mobile", "fax"} and not re.fullmatch(r"0\d{9,10}", digits):
        raise forms.ValidationError("番号は市外局番から、10けたか11けたで書いてください。")
    return value


class ConsentForm(PartForm):
    """A consent; for a child the guardian gives it."""

    given_on = day("同意した日")
    ends_on = day("終わり", required=False, help_text="「今年度だけ」のように決めたときだけ。")

    class Meta:
        model = Consent
        fields = ("purpose", "scope", "given_on", "ends_on")
        help_texts = {"scope": "例：広報紙の写真だけ。決めがなければ空のままに。"}

    def prepare(self) -> None:
        self.instance.person = self.owner

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        given, ends = found.get("given_on"), found.get("ends_on")
        if given and ends and ends < given:
            self.add_error("ends_on", ORDER)
        if given:
            self._set_giver(wishes.giver_of(self.owner, given))
        return found

    def _set_giver(self, asked: int | None) -> None:
        if asked is None:
            self.add_error(
                None,
                "この日には18歳より下で、保護者の同意が要ります。先に、この人の記載に保護者を書いてください。",
            )
        elif self.instance.given_by_id not in {asked, self.owner.guardian_id} - {None}:
            self.instance.given_by_id = asked


class WithdrawForm(forms.Form):
    """The day on which somebody took a consent back."""

    on = day("取り消した日")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DropForm(forms.Form):
    """The version of a part that somebody saw before taking it away."""

    version = forms.IntegerField(required=False)


class TieForm(PartForm):
    """A tie to another organisation, read from this one."""

    chosen = forms.ChoiceField(label="つながり", choices=ties.CHOICES)
    since = day("いつから")
    until = day("いつまで", required=False)

    class Meta:
        model = Tie
        fields = ("since", "until")

    field_order = ("other", "chosen", "since", "until")

    def prepare(self) -> None:
        self.fields["other"] = PickField("organisation", self.viewer, label="相手の団体")
        self.order_fields(self.field_order)
        if self.instance.pk:
            self.fields["other"].initial = ties.other(self.instance, self.owner).pk
            self.fields["chosen"].initial = ties.choice(self.instance, self.owner)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        there: Organisation | None = found.get("other")
        if there == self.owner:
            self.add_error("other", "相手には、ほかの団体を選んでください。")
        elif there and "chosen" in found:
            ties.set_ends(self.instance, self.owner, there, found["chosen"])
        return found


class OfferingForm(PartForm):
    """What an organisation offers or needs."""

    since = day("いつから")
    until = day("いつまで", required=False)

    class Meta:
        model = Offering
        fields = ("kind", "text", "since", "until")

    def prepare(self) -> None:
        self.instance.organisation = self.owner
