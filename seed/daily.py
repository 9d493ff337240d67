"""What a centre meets on an ordinary day: user groups to renew, profiles, offers, children, twins in the register.

Made without drawing, so that the rest of the region stays as it is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from seed import names
from yoriai.web.register.actions import index_people
from yoriai.web.register.models import (
    Offering,
    OfferingKind,
    Organisation,
    Person,
    Reach,
    Sector,
    Tie,
    TieKind,
    UserGroup,
)
from yoriai.web.register.rules import search_key

_OFFERS = (
    "会議室（20人まで）",
    "軽トラックと運転する人",
    "子どもの見守り",
    "写真の撮影",
    "やさしい日本語への書きかえ",
)
_NEEDS = ("会計を手伝う人", "チラシを配る人", "手話のできる人", "週末に使える部屋", "ウェブサイトの更新")
_NEEDS_OF_PEOPLE = ("大きな字の資料", "車いすで通れる席", "手話通訳", "食物アレルギー（卵）")


def make_daily(organisations: list[Organisation], at: datetime) -> None:
    """User groups, profiles, offers and ties of citizens' groups; some children, needs and double entries."""
    groups = [row for row in organisations if row.sector == Sector.CITIZEN]
    _register_groups(groups, at.date())
    _offer(groups, at.date())
    for place, row in enumerate(groups[::6]):
        row.profile = f"{row.municipality}で活動しています。見学はいつでもどうぞ。"
        row.profile_consent_on = at.date() - timedelta(days=40 + place)
    Organisation.objects.bulk_update(groups[::6], ["profile", "profile_consent_on"])
    people = list(Person.objects.filter(user__isnull=True).order_by("pk"))
    _make_children(people[:120:12], at)
    for place, person in enumerate(people[5:400:40]):
        person.access_needs = _NEEDS_OF_PEOPLE[place % len(_NEEDS_OF_PEOPLE)]
        person.save(update_fields=["access_needs"])
    _enter_twice(people[7:60:9], at)


def _register_groups(groups: list[Organisation], today: date) -> None:
    year = today.year - (today.month < 4)
    rows = [
        UserGroup(
            organisation=row,
            fiscal_year=season,
            registered_on=date(season, 4, 1) + timedelta(days=place % 25),
            card=f"{season}-{place + 1:03d}",
            declared=True,
        )
        for place, row in enumerate(groups[::4])
        for season in (year - 1, year)
        if season < year or place % 5
    ]
    UserGroup.objects.bulk_create(row for row in rows if row.registered_on <= today)


def _offer(groups: list[Organisation], today: date) -> None:
    since = today - timedelta(days=200)
    Offering.objects.bulk_create(
        Offering(organisation=row, kind=kind, text=words[place % len(words)], since=since)
        for place, row in enumerate(groups[::9])
        for kind, words in ((OfferingKind.OFFERS, _OFFERS), (OfferingKind.NEEDS, _NEEDS))
    )
    Tie.objects.bulk_create(
        Tie(first=first, second=second, kind=TieKind.SUPPORTS, since=since)
        for first, second in zip(groups[::11], groups[1::11], strict=False)
    )


def _make_children(guardians: list[Person], at: datetime) -> None:
    children = [
        Person(
            family_name=guardian.family_name,
            given_name=("陽葵", "蓮", "結衣", "湊")[place % 4],
            family_kana=guardian.family_kana,
            given_kana=("ひまり", "れん", "ゆい", "みなと")[place % 4],
            birthday=at.date() - timedelta(days=365 * (8 + place) + 30),
            guardian=guardian,
            guardian_relation=names.parent(guardian.given_name),
            municipality=guardian.municipality,
            created_at=at,
        )
        for place, guardian in enumerate(guardians)
    ]
    _save(children)


def _enter_twice(people: list[Person], at: datetime) -> None:
    """The same telephone, and a name written in another way: what 重なりの整理 finds."""
    again = [
        Person(
            family_name=person.family_name.replace("高", "髙").replace("崎", "﨑"),
            given_name=person.given_name,
            family_kana=person.family_kana,
            given_kana="",
            municipality=person.municipality,
            created_at=at,
        )
        for person in people
    ]
    _save(again)
    Reach.objects.bulk_create(
        Reach(person=double, kind=reach.kind, value=reach.value, key=reach.key)
        for person, double in zip(people, again, strict=True)
        for reach in person.reaches.filter(kind="mobile")
    )
    index_people(again)


def _save(people: list[Person]) -> None:
    for person in people:
        person.key = search_key(person.name, person.kana)
    Person.objects.bulk_create(people)
    index_people(people)
