"""Pages of duplicates and merging, as people use them."""

from __future__ import annotations

import re

import pytest

from tests import cast, factories
from yoriai.web.register.actions import twins as actions
from yoriai.web.register.models import Merge, NotTheSame, Person, Sight, TwinPair, TwinSearch

pytestmark = pytest.mark.django_db


def found() -> tuple[Person, Person, TwinPair]:
    first = factories.person(birthday="1950-01-02", address="松山1", note="犬")
    second = factories.person(birthday="1950-01-02", family_name="高崎", note="朝", languages="英語")
    search = actions.request_search(cast.viewer("lead"), "person", at=cast.NOW, enqueue=False)
    actions.work_on(search.pk, clock=lambda: cast.NOW)
    return first, second, TwinPair.objects.get()


def page(address: str, name: str = "lead", **headers: str) -> str:
    answer = cast.client(name).get(address, headers=headers, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_why_and_how_sure() -> None:
    assert "まだ、さがしていません" in page("/register/twins/")
    first, second, _pair = found()
    text = page("/register/twins/person/")
    for words in ("まちがいなさそう", "生年月日が同じです", "名前が同じです", "1組", "2件をくらべました"):
        assert words in text
    assert f"/register/merge/person/{first.pk}/{second.pk}/" in text
    assert "決めることは残っていません" not in text
    assert "まだ、さがしていません" in page("/register/twins/organisation/")
    assert "重なりの整理" in page("/register/desk/")


def test_a_search_is_asked_for_watched_and_stopped() -> None:
    browser = cast.client("lead")
    answer = browser.post("/register/twins/person/search/")
    row = TwinSearch.objects.get()
    address = f"/register/twins/searches/{row.pk}/"
    assert answer.headers["Location"] == address
    text = page(address)
    assert "<html" in text and "順番を待っています" in text and "さがすのを止める" in text
    assert "<html" not in page(address, **{"HX-Request": "true"})
    assert (
        "いま、さがしているところです"
        in browser.post("/register/twins/person/search/", follow=True).content.decode()
    )
    assert "進みぐあいを見る" in page("/register/twins/person/")
    browser.post(f"{address}stop/")
    assert "さがすのを止めました" in page(address)


def test_the_end_of_a_search_says_what_was_left_out() -> None:
    found()
    TwinSearch.objects.update(left_out=[{"code": "phone", "size": 3000, "cut": True}])
    address = f"/register/twins/searches/{TwinSearch.objects.get().pk}/"
    text = page(address)
    assert "1組見つけました" in text and "電話番号が同じ登録が3,000件" in text
    assert "くらべきれなかったものがあります" in page("/register/twins/person/")
    TwinSearch.objects.update(state="failed", problem="こわれました")
    assert "こわれました" in page(address)
    TwinSearch.objects.update(state="running", heard_at=cast.NOW.replace(year=2020))
    assert "知らせがなくなりました" in page(address)


def test_a_pair_is_found_different() -> None:
    first, second, _pair = found()
    text = (
        cast.client("lead")
        .post(f"/register/twins/person/{first.pk}/{second.pk}/different/", follow=True)
        .content.decode()
    )
    assert "もう出てきません" in text and "決めることは残っていません" in text
    assert NotTheSame.objects.count() == 1
    same = cast.client("lead").post(f"/register/twins/person/{first.pk}/{first.pk}/different/")
    assert same.status_code == 404


def test_a_pair_is_put_off() -> None:
    _first, _second, pair = found()
    text = cast.client("lead").post(f"/register/twins/pairs/{pair.pk}/later/", follow=True).content.decode()
    assert "あとで見ることにした組（1）" in text and "生年月日が同じです" not in text
    assert "生年月日が同じです" in page("/register/twins/person/?later")


def test_comparing_previewing_merging_and_undoing() -> None:
    first, second, _pair = found()
    browser = cast.client("lead")
    address = f"/register/merge/person/{first.pk}/{second.pk}/"
    text = page(address)
    assert "同じかもしれない理由" in text and "松山1" in text and "英語" in text and "逆にする" in text
    text = browser.post(address, {"chosen": "1", "family_name": "gone", "note": "both"}).content.decode()
    assert "まだ、まとめていません" in text and "犬<br>朝" in text
    assert 'name="family_name" value="gone"' in text and not Merge.objects.exists()
    answer = browser.post(address, {"family_name": "gone", "note": "both", "sure": "1"})
    made = Merge.objects.get()
    assert answer.headers["Location"] == f"/register/merges/{made.pk}/"
    first.refresh_from_db()
    assert (first.family_name, first.note, first.languages) == ("高崎", "犬\n朝", "英語")
    assert "元に戻す" in page(f"/register/merges/{made.pk}/")
    assert "決めることは残っていません" in page("/register/twins/person/")
    text = browser.post(f"/register/merges/{made.pk}/undo/", follow=True).content.decode()
    assert "元に戻しました" in text
    first.refresh_from_db()
    assert (first.family_name, first.note, first.languages) == ("髙﨑", "犬", "")
    assert "に戻しました" in page("/register/merges/")
    again = browser.post(f"/register/merges/{made.pk}/undo/", follow=True).content.decode()
    assert "もう元に戻してあります" in again


def test_wrong_choices_are_not_heard() -> None:
    first, second, _pair = found()
    address = f"/register/merge/person/{first.pk}/{second.pk}/"
    answer = cast.client("lead").post(address, {"note": "neither"})
    assert answer.status_code == 400 and not Merge.objects.exists()


def test_what_cannot_be_merged_is_said() -> None:
    first, second, _pair = found()
    Person.objects.filter(pk=first.pk).update(guardian=second)
    text = page(f"/register/merge/person/{first.pk}/{second.pk}/")
    assert "保護者と子として登録されています" in text


def test_a_conflict_while_merging_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from yoriai.web.register.rules.merging import CannotMerge
    from yoriai.web.register.views import merging

    def refuse(*_args: object, **_values: object) -> None:
        raise CannotMerge("移せませんでした。")

    first, second, _pair = found()
    monkeypatch.setattr(merging.deeds, "merge", refuse)
    address = f"/register/merge/person/{first.pk}/{second.pk}/"
    assert (
        "移せませんでした" in cast.client("lead").post(address, {"sure": "1"}, follow=True).content.decode()
    )


def test_undoing_says_what_was_left_as_it_is() -> None:
    first, second, _pair = found()
    browser = cast.client("lead")
    browser.post(f"/register/merge/person/{first.pk}/{second.pk}/", {"sure": "1"})
    Person.objects.filter(pk=first.pk).update(languages="仏語")
    text = browser.post(f"/register/merges/{Merge.objects.get().pk}/undo/", follow=True).content.decode()
    assert "いまのまま残したもの：使う言葉" in text


def test_a_newer_merge_is_named() -> None:
    first, second, _pair = found()
    third, browser = factories.person(), cast.client("lead")
    browser.post(f"/register/merge/person/{first.pk}/{second.pk}/", {"sure": "1"})
    browser.post(f"/register/merge/person/{third.pk}/{first.pk}/", {"sure": "1"})
    old, new = Merge.objects.order_by("pk")
    assert f"/register/merges/{new.pk}/" in page(f"/register/merges/{old.pk}/")
    Merge.objects.filter(pk=new.pk).update(before=[], moved=[])
    assert "消去したので" in page(f"/register/merges/{new.pk}/")


def test_the_address_of_a_merged_entry_leads_to_the_kept_one() -> None:
    kept, gone = factories.person(), factories.person(user=cast.make_user("citizen"))
    groups = factories.organisation(), factories.organisation()
    browser = cast.client("lead")
    browser.post(f"/register/merge/person/{kept.pk}/{gone.pk}/", {"sure": "1"})
    browser.post(f"/register/merge/organisation/{groups[0].pk}/{groups[1].pk}/", {"sure": "1"})
    for name in ("staff", "citizen"):
        answer = cast.client(name).get(f"/register/people/{gone.pk}/")
        assert answer.headers["Location"] == f"/register/people/{kept.pk}/"
    answer = cast.client("reception").get(f"/register/organisations/{groups[1].pk}/")
    assert answer.headers["Location"] == f"/register/organisations/{groups[0].pk}/"
    for name in ("member", "visitor"):
        assert cast.client(name).get(f"/register/people/{gone.pk}/").status_code == 404
    assert cast.client("staff").post(f"/register/people/{gone.pk}/").status_code == 405
    assert cast.client("staff").get("/register/people/987654/").status_code == 404


def test_opening_a_childs_comparison_is_recorded() -> None:
    rows = [factories.person(birthday="2020-01-02") for _ in range(2)]
    browser = cast.client("lead")
    for row in rows:
        cast.reason(browser, row.pk)
    assert browser.get(f"/register/merge/person/{rows[0].pk}/{rows[1].pk}/").status_code == 200
    seen = Sight.objects.filter(how="page").values_list("person_id", flat=True)
    assert sorted(seen) == [row.pk for row in rows]


def test_whoever_enters_a_known_person_gets_a_hint() -> None:
    row = factories.person(birthday="1950-01-02")
    assert 'hx-post="/register/twins/person/similar/"' in page("/register/people/new/", "staff")
    assert "similar" not in page(f"/register/people/{row.pk}/edit/", "staff")
    typed = {"family_name": "高崎", "given_name": "澄江", "birthday": "1950-01-02"}
    text = cast.client("staff").post("/register/twins/person/similar/", typed).content.decode()
    assert "似た登録があります" in text and f"/register/people/{row.pk}/" in text
    assert "生年月日が同じです" in re.sub(r"\s+", "", text)
    typed = {"name": "水辺の会", "sector": "citizen"}
    assert cast.client("staff").post("/register/twins/organisation/similar/", typed).content.strip() == b""


@pytest.mark.parametrize("kind", ["robot", "import"])
def test_other_kinds_are_not_there(kind: str) -> None:
    browser = cast.client("director")
    assert browser.get(f"/register/twins/{kind}/").status_code == 404
    assert browser.post(f"/register/twins/{kind}/similar/").status_code == 404
