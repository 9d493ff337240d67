"""The table of roles: who may do what, from which day until which day, and who gave it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests import cast, factories
from yoriai.web.accounts import actions, queries, rules
from yoriai.web.accounts.models import Assignment, User
from yoriai.web.accounts.roles import SECOND_FACTOR, TABLE, Post, Right, Team
from yoriai.web.audit.models import Event

pytestmark = pytest.mark.django_db


def held(post: Post, since: date, until: date | None = None, team: Team | None = None) -> Assignment:
    return Assignment(post=post, since=since, until=until, team=team or "")


def test_every_post_stands_in_the_table() -> None:
    assert set(TABLE) == set(Post)
    assert TABLE[Post.DIRECTOR] == set(Right)


def test_whoever_may_see_more_than_a_visitor_needs_a_second_step() -> None:
    assert {post for post in Post if TABLE[post]} == SECOND_FACTOR


def test_citizens_and_members_may_what_visitors_may() -> None:
    assert TABLE[Post.CITIZEN] == TABLE[Post.MEMBER] == frozenset()


def test_a_post_holds_on_both_its_ends() -> None:
    row = held(Post.STAFF, date(2026, 4, 1), date(2026, 9, 30))
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 9, 30), date(2026, 10, 1)]
    assert [rules.holds(row, day) for day in days] == [False, True, True, False]
    assert rules.holds(held(Post.STAFF, date(2026, 4, 1)), date(2099, 1, 1))


def test_rights_of_all_posts_held_that_day_add_up() -> None:
    posts = [
        held(Post.PART_TIME, date(2020, 4, 1), team=Team.OFFICE),
        held(Post.SUPERVISOR, date(2020, 4, 1)),
        held(Post.DIRECTOR, date(2020, 4, 1), date(2020, 4, 2)),
    ]
    viewer = rules.viewer_with(7, "a@example.jp", posts, cast.TODAY)
    assert viewer.posts == {Post.PART_TIME, Post.SUPERVISOR} and viewer.teams == {Team.OFFICE}
    assert viewer.rights == TABLE[Post.PART_TIME] | TABLE[Post.SUPERVISOR]
    assert viewer.may(Right.REGISTER_READ) and not viewer.may(Right.REGISTER_WRITE)
    assert viewer.is_staff and viewer.signed_in and rules.must_have_second_factor(viewer)


def test_a_visitor_may_nothing() -> None:
    assert not any(rules.VISITOR.may(right) for right in Right)
    assert not rules.VISITOR.is_staff and not rules.VISITOR.signed_in
    assert not rules.must_have_second_factor(rules.VISITOR)


def test_nobody_and_a_deactivated_account_are_visitors() -> None:
    assert queries.viewer_of(AnonymousUser(), cast.TODAY) is rules.VISITOR
    user = cast.make_user("director")
    user.is_active = False
    assert queries.viewer_of(user, cast.TODAY) is rules.VISITOR


def test_somebody_who_left_has_no_rights_left() -> None:
    assert cast.viewer("leaver").rights == frozenset()
    assert queries.posts_of(cast.viewer("leaver"), cast.TODAY) == []
    assert [row.post for row in queries.posts_of(cast.viewer("staff"), cast.TODAY)] == [Post.STAFF]


def test_an_account_is_called_by_its_address_on_pages_and_by_its_number_in_logs() -> None:
    user = cast.make_user("citizen")
    assert rules.shown_name(user) == "citizen@example.jp"
    assert "@" not in str(user)
    assert str(user.assignments.get()) == "市民 (2020-04-01)"


def test_the_director_gives_and_ends_a_post() -> None:
    director, user = cast.viewer("director"), cast.make_user("citizen")
    row = actions.assign(
        director, user=user, post=Post.STAFF, team=Team.OFFICE, since=cast.TODAY, at=cast.NOW
    )
    assert cast.viewer("citizen").posts == {Post.CITIZEN, Post.STAFF}
    actions.end_assignment(director, assignment=row, until=cast.TODAY, at=cast.NOW)
    after = queries.viewer_of(user, cast.TODAY + timedelta(days=1))
    assert after.posts == {Post.CITIZEN}
    verbs = list(Event.objects.order_by("pk").values_list("verb", "facts"))
    assert verbs == [
        ("accounts.assign", {"post": "staff", "team": "office"}),
        ("accounts.end_assignment", {"post": "staff"}),
    ]


def test_a_post_without_team() -> None:
    user = cast.make_user("citizen")
    row = actions.assign(
        cast.viewer("director"), user=user, post=Post.PARTNER, team=None, since=cast.TODAY, at=cast.NOW
    )
    assert row.team == ""


@pytest.mark.parametrize("name", [name for name in cast.NAMES if name != "director"])
def test_nobody_else_sets_roles(name: str) -> None:
    user = cast.make_user("citizen")
    actor = cast.viewer(name)
    with pytest.raises(PermissionDenied):
        actions.assign(actor, user=user, post=Post.DIRECTOR, team=None, since=cast.TODAY, at=cast.NOW)
    with pytest.raises(PermissionDenied):
        actions.end_assignment(actor, assignment=user.assignments.get(), until=cast.TODAY, at=cast.NOW)
    assert not Event.objects.exists()


@pytest.mark.parametrize("values", ["'boss', '2026-01-01', NULL", "'staff', '2026-01-02', '2026-01-01'"])
def test_the_database_refuses_unknown_posts_and_ends_before_starts(values: str) -> None:
    user = cast.make_user("citizen")
    sql = f"INSERT INTO accounts_assignment (user_id, team, post, since, until) VALUES (%s, '', {values})"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [user.pk])


def test_one_address_has_one_account_in_any_letters() -> None:
    cast.make_user("citizen")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="CITIZEN@example.jp", date_joined=cast.NOW)


def test_accounts_are_made_with_small_letters() -> None:
    user = User.objects.create_user(" Sumie@Example.JP ", "みずうみの橋", date_joined=cast.NOW)
    assert user.email == "sumie@example.jp" and user.check_password("みずうみの橋")


def test_everybody_else_sees_only_their_own_account() -> None:
    cast.make_user("director")
    citizen = cast.viewer("citizen")
    assert [user.email for user in queries.users_visible_to(citizen)] == ["citizen@example.jp"]
    assert not queries.users_visible_to(rules.VISITOR)
    assert {row.user.email for row in queries.assignments_visible_to(citizen)} == {"citizen@example.jp"}
    assert queries.users_visible_to(cast.viewer("director")).count() == 2


def test_accounts_are_found_by_address_name_and_reading() -> None:
    director, user = cast.viewer("director"), cast.make_user("citizen")
    factories.person(user=user)
    for words in ("citizen", "髙﨑", "たかさき citizen"):
        assert [row.pk for row in queries.find_users(director, words)] == [user.pk], words
    assert queries.with_second_factor([user]) == {user.pk}
    assert queries.with_second_factor([]) == set()


def test_the_page_is_the_table() -> None:
    page = cast.client("reception").get("/staff/roles/").content.decode()
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    shown = {label: [">できる<" in cell for cell in cells.split("<td")[1:]] for label, cells in rows}
    for right in Right:
        assert shown[right.label] == [right in TABLE[post] for post in Post]


def test_the_director_gives_a_post_on_the_page() -> None:
    user = cast.make_user("citizen")
    browser = cast.client("director")
    assert "citizen@example.jp" in browser.get("/staff/users/?q=citizen").content.decode()
    assert "当てはまる人はいません" in browser.get("/staff/users/?q=xyz").content.decode()
    address = f"/staff/users/{user.pk}/"
    assert "団体の構成員" in browser.get(address).content.decode()
    assert browser.post(address, {"post": "staff", "team": "", "since": "きのう"}).status_code == 400
    assert browser.post(address, {"post": "staff", "team": "", "since": "2026-04-01"}).status_code == 302
    row = user.assignments.get(post="staff")
    browser.post(f"/staff/assignments/{row.pk}/end/")
    row.refresh_from_db()
    assert row.until is not None


def test_ones_own_page_names_the_posts() -> None:
    page = cast.client("staff").get("/staff/me/").content.decode()
    assert "職員（NPO事務支援）" in page and "staff@example.jp" in page


def test_the_menu_shows_what_one_may_open() -> None:
    shown = {
        "supervisor": ["/measures/"],
        "citizen": [],
        "reception": [
            "/register/",
            "/register/groups/",
            "/register/desk/",
            "/measures/",
            "/staff/roles/",
        ],
    }
    for name, expected in shown.items():
        page = cast.client(name).get("/").content.decode()
        menu = page.split('class="wide-menu"')[1].split("</nav>")[0]
        found = [href for href in re.findall(r'href="([^"]+)"', menu) if href in ALL_PAGES]
        assert found == expected, name


ALL_PAGES = ["/register/", "/register/groups/", "/register/desk/", "/measures/", "/exports/", "/notices/"]
ALL_PAGES += ["/staff/roles/", "/staff/users/", "/audit/"]


def test_a_visitor_has_no_menu_of_the_house() -> None:
    page = Client().get("/").content.decode()
    assert not any(f'href="{address}"' in page for address in ALL_PAGES)
