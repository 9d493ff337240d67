"""Two people at one part of an entry: the second is told, nothing that was typed or written is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import cast, factories
from tests.areas.register.mailings_world import SITE
from yoriai.web.register import actions
from yoriai.web.register.actions import merging, stopping
from yoriai.web.register.forms.parts import ReachForm
from yoriai.web.register.models import (
    Affiliation,
    Consent,
    Offering,
    Person,
    Reach,
    Sending,
    SendingLine,
    Tie,
)

pytestmark = pytest.mark.django_db


def a_role() -> Affiliation:
    row = factories.affiliation(since=date(2020, 4, 1))
    actions.index_organisations([row.organisation])
    return row


def a_reach() -> Reach:
    return Reach.objects.create(
        person=factories.person(), kind="phone", value="086-231-0532", key="0862310532"
    )


def a_consent() -> Consent:
    person = factories.person(birthday=date(1980, 1, 1))
    return Consent.objects.create(
        person=person, given_by=person, purpose="newsletter", given_on=date(2026, 4, 1)
    )


def a_tie() -> Tie:
    first, second = factories.organisation(name="川の会"), factories.organisation(name="水辺の会")
    actions.index_organisations([first, second])
    return Tie.objects.create(first=first, second=second, kind="supports", since=date(2024, 4, 1))


def an_offering() -> Offering:
    return Offering.objects.create(
        organisation=factories.organisation(), kind="offers", text="会議室", since=date(2024, 4, 1)
    )


#: name of the part -> a row, what one types, what the other types, and how the words of either are known.
PARTS: dict[str, tuple[Callable[[], Any], dict[str, str], dict[str, str], str, str]] = {
    "role": (
        a_role,
        {"organisation": "高梁川流域の会", "kind": "accountant", "since": "2020-04-01"},
        {"organisation": "高梁川流域の会", "kind": "staff", "since": "2020-04-01"},
        "会計 2020-04-01",
        "職員 2020-04-01",
    ),
    "reach": (
        a_reach,
        {"kind": "phone", "value": "086-231-0001"},
        {"kind": "phone", "value": "086-231-0002", "avoid": "on"},
        "086-231-0001",
        "086-231-0002（ここへは連絡しない）",
    ),
    "consent": (
        a_consent,
        {"purpose": "newsletter", "given_on": "2026-04-01", "ends_on": "2027-03-31"},
        {"purpose": "newsletter", "given_on": "2026-04-02"},
        "2026-04-01から2027-03-31まで",
        "2026-04-02から",
    ),
    "tie": (
        a_tie,
        {"other": "水辺の会", "chosen": "supports", "since": "2024-05-01"},
        {"other": "水辺の会", "chosen": "agreement", "since": "2024-06-01"},
        "2024-05-01から",
        "2024-06-01から",
    ),
    "offering": (
        an_offering,
        {"kind": "offers", "text": "和室", "since": "2024-04-01"},
        {"kind": "offers", "text": "調理室", "since": "2024-04-01"},
        "和室",
        "調理室",
    ),
}


@pytest.mark.parametrize("part", PARTS)
def test_who_saves_second_sees_both_and_decides(part: str) -> None:
    make, first, second, first_words, second_words = PARTS[part]
    row = make()
    address = reverse(f"register_change_{part}", args=[row.pk])
    lead, staff = cast.client("lead"), cast.client("staff")
    opened = str(lead.get(address).context["form"]["version"].value())
    assert f'name="version" value="{opened}"' in staff.get(address).content.decode()
    assert lead.post(address, first | {"version": opened}).status_code == 302
    stale = staff.post(address, second | {"version": opened})
    page = stale.content.decode()
    assert stale.status_code == 400
    assert (
        0
        < page.index("ほかの人が先に直しました")
        < page.index("違うところ")
        < page.index("保存する</button>")
    )
    assert "しるしのある欄" not in page, "no field is wrong"
    ((theirs, mine),) = stale.context["form"].differences
    assert first_words in theirs and second_words in mine
    assert "lead@example.jp" in page
    for name, text in second.items():
        assert str(stale.context["form"].data[name]) == text
    now = str(stale.context["form"]["version"].value())
    assert staff.post(address, second | {"version": now}).status_code == 302
    row.refresh_from_db()
    assert row.version == 3


@pytest.mark.parametrize("part", PARTS)
def test_nobody_takes_away_what_they_have_not_seen(part: str) -> None:
    make, first, *_rest = PARTS[part]
    row = make()
    browser = cast.client("staff")
    cast.client("lead").post(reverse(f"register_change_{part}", args=[row.pk]), first | {"version": "1"})
    drop = reverse(f"register_drop_{part}", args=[row.pk])
    answer = browser.post(drop, {"version": "1"}, follow=True)
    assert "もう一度取り消してください" in answer.content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()
    browser.post(drop, {"version": "2"})
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_a_day_that_came_too_late_is_said() -> None:
    role, consent = a_role(), a_consent()
    type(role).objects.update(version=2)
    type(consent).objects.update(version=2)
    browser = cast.client("staff")
    end = reverse("register_end_affiliation", args=[role.pk])
    answer = browser.post(end, {"until": "2026-09-30", "version": "1"}, follow=True)
    assert "終える日（2026-09-30）は、まだ保存されていません" in answer.content.decode()
    withdraw = reverse("register_withdraw_consent", args=[consent.pk])
    answer = browser.post(withdraw, {"on": "2026-09-30", "version": "1"}, follow=True)
    assert "取り消した日（2026-09-30）は、まだ保存されていません" in answer.content.decode()
    role.refresh_from_db()
    consent.refresh_from_db()
    assert (role.until, consent.withdrawn_on) == (None, None)
    page = browser.get(reverse("register_person", args=[consent.person_id])).content.decode()
    assert '<input type="hidden" name="version" value="2">' in page
    browser.post(end, {"until": "2026-09-30", "version": "2"})
    browser.post(withdraw, {"on": "2026-09-30", "version": "2"})
    role.refresh_from_db()
    consent.refresh_from_db()
    assert (role.version, consent.version) == (3, 3)


def test_what_was_taken_away_meanwhile_is_said_too(monkeypatch: pytest.MonkeyPatch) -> None:
    row, browser = a_reach(), cast.client("staff")
    full_clean = ReachForm.full_clean

    def meanwhile(form: ReachForm) -> None:
        full_clean(form)
        Reach.objects.all().delete()

    monkeypatch.setattr(ReachForm, "full_clean", meanwhile)
    typed = {"kind": "phone", "value": "086-231-0001", "version": "1"}
    answer = browser.post(reverse("register_change_reach", args=[row.pk]), typed)
    assert answer.status_code == 400
    assert "新しく書き足してください" in answer.content.decode()
    assert "086-231-0001" in answer.content.decode()


def test_stopping_by_the_recipient_counts_as_a_version() -> None:
    consent = a_consent()
    sending = Sending.objects.create(
        kind="email", purpose="newsletter", sent_at=cast.NOW, sent_by=cast.make_user("staff"), site=SITE
    )
    line = SendingLine.objects.create(sending=sending, person=consent.person, piece=1, leads=True)
    assert stopping.unsubscribe(line, at=timezone.now())
    opened = Consent.objects.get()
    assert opened.version == 2
    consent.ends_on = date(2027, 3, 31)
    with pytest.raises(actions.Stale):
        actions.correct_consent(cast.viewer("staff"), consent, at=cast.NOW)
    assert Consent.objects.get().withdrawn_on


def test_merging_two_ways_to_reach_somebody_counts_as_a_version() -> None:
    kept, gone = a_reach(), a_reach()
    Reach.objects.filter(pk=gone.pk).update(avoid=True)
    made = merging.merge(cast.viewer("lead"), "person", kept=kept.person_id, gone=gone.person_id, at=cast.NOW)
    row = Reach.objects.get(person=Person.objects.get(pk=kept.person_id))
    assert (row.avoid, row.version) == (True, 2)
    merging.undo(cast.viewer("lead"), made, at=cast.NOW)
    assert list(Reach.objects.order_by("pk").values_list("avoid", "version")) == [(False, 1), (True, 1)]
