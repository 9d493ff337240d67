"""Access codes and the named list: told once, kept as digests, one a person."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast
from tests.areas.voices import desk_world as world
from yoriai.web.audit.models import Event
from yoriai.web.notices.models import Notice
from yoriai.web.voices.actions import desk_codes as actions
from yoriai.web.voices.models import AccessCode, Invitee
from yoriai.web.voices.rules import codes

pytestmark = pytest.mark.django_db
CODE = re.compile(rf"\b[{codes.ALPHABET}]{{4}}-[{codes.ALPHABET}]{{4}}\b")
ADDRESS = "/voices/bus-desk/desk/"


def issue(count: int = 3, batch: str = "窓口") -> list[actions.Slip]:
    return actions.issue_codes(
        cast.viewer("staff"), world.conversation(), count=count, batch=batch, at=cast.NOW
    )


def test_codes_are_kept_as_digests_only() -> None:
    slips = issue()
    home = world.conversation()
    digests = {codes.digest_of(slip.code, home.pk) for slip in slips}
    assert set(home.codes.values_list("digest", flat=True)) == digests
    kept = str(list(AccessCode.objects.values())) + str(list(Event.objects.values()))
    assert not any(slip.code in kept for slip in slips)
    assert Event.objects.get(verb="voices.issue_codes").facts == {"count": 3, "batch": "窓口"}


def test_the_page_shows_the_slips_once() -> None:
    world.conversation()
    browser = cast.client("staff")
    form = browser.get(ADDRESS + "codes/").content.decode()
    batch = re.search(r'name="batch" value="([^"]+)"', form)
    assert batch
    data = {"count": "30", "batch": batch[1]}
    page = browser.post(ADDRESS + "codes/", data).content.decode()
    assert len(set(CODE.findall(page))) == 30
    again = browser.post(ADDRESS + "codes/", data, follow=True).content.decode()
    assert "発行済みです" in again
    assert not CODE.findall(again)
    assert AccessCode.objects.count() == 30


@pytest.mark.parametrize("count", ["0", "1001", "x"])
def test_numbers_of_codes_out_of_range(count: str) -> None:
    world.conversation()
    answer = cast.client("staff").post(ADDRESS + "codes/", {"count": count, "batch": "a"})
    assert answer.status_code == 400
    with pytest.raises(ValueError, match="at a time"):
        issue(0)


def test_a_code_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["3333-3333", "3333-3333", "4444-4444"])
    monkeypatch.setattr(codes, "new_code", lambda: next(drawn))
    issue(1, "a")
    assert [slip.code for slip in issue(1, "b")] == ["4444-4444"]


def test_people_come_from_the_register_once() -> None:
    home = world.conversation()
    person = world.responsible(family_name="小野", family_kana="おの")
    browser = cast.client("staff")
    found = browser.get(ADDRESS + "invitees/?q=おの").content.decode()
    assert "小野 健太" in found
    for _ in range(2):
        browser.post(ADDRESS + "invitees/", {"person": [str(person.pk), "x", "999999"]})
    assert [row.person for row in home.invitees.all()] == [person]
    assert "に当たる人は台帳にいません" in browser.get(ADDRESS + "invitees/?q=いない").content.decode()


def test_codes_go_by_mail_once_and_to_paper_where_there_is_no_address(
    django_capture_on_commit_callbacks,  # type: ignore[no-untyped-def]
) -> None:
    home = world.conversation()
    mailed = world.responsible(user=cast.make_user("citizen"))
    paper = world.responsible(family_name="紙野")
    actions.invite(cast.viewer("staff"), home, [mailed, paper], at=cast.NOW)
    browser = cast.client("staff")
    page = browser.post(ADDRESS + "invitees/send/").content.decode()
    printed = CODE.findall(page)
    notice = Notice.objects.get()
    sent = CODE.findall(notice.body)
    assert notice.to == "citizen@example.jp"
    assert "http://testserver/c/bus-desk/" in notice.body
    assert (len(printed), len(sent)) == (1, 1)
    assert "紙野 健太 様" in page
    digests = {row.person: row.code.digest for row in home.invitees.all() if row.code}
    assert digests == {
        mailed: codes.digest_of(sent[0], home.pk),
        paper: codes.digest_of(printed[0], home.pk),
    }
    assert browser.post(ADDRESS + "invitees/send/").status_code == 302
    assert Notice.objects.count() == 1


def test_who_has_a_code_stays_on_the_list() -> None:
    home = world.conversation()
    people = [world.responsible(), world.responsible(family_name="小野")]
    actions.invite(cast.viewer("staff"), home, people[:1], at=cast.NOW)
    actions.send_codes(cast.viewer("staff"), home, address="https://example.jp", at=cast.NOW)
    actions.invite(cast.viewer("staff"), home, people, at=cast.NOW)
    with_code, without = home.invitees.order_by("pk")
    with pytest.raises(actions.CodeSent):
        actions.uninvite(cast.viewer("staff"), with_code, at=cast.NOW)
    browser = cast.client("staff")
    page = browser.post(f"{ADDRESS}invitees/{with_code.pk}/remove/", follow=True).content.decode()
    assert "名簿から外せません" in page
    browser.post(f"{ADDRESS}invitees/{without.pk}/remove/")
    assert list(Invitee.objects.all()) == [with_code]


@pytest.mark.parametrize("name", ["reception", "partner", "visitor"])
def test_who_does_not_manage_hands_out_nothing(name: str) -> None:
    home, viewer = world.conversation(), cast.viewer(name)
    invitee = Invitee.objects.create(conversation=home, person=world.responsible())
    for deed in (
        lambda: actions.issue_codes(viewer, home, count=1, batch="a", at=cast.NOW),
        lambda: actions.invite(viewer, home, [], at=cast.NOW),
        lambda: actions.uninvite(viewer, invitee, at=cast.NOW),
        lambda: actions.send_codes(viewer, home, address="x", at=cast.NOW),
    ):
        with pytest.raises(PermissionDenied):
            deed()
