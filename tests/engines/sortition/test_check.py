"""The checker says no to every kind of tampering, each by its own question."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engines.cli.test_draw import FEATURES, FILES, PEOPLE, SETTINGS
from yoriai.cli.main import main
from yoriai.engines.sortition.check import Unreadable, verify

Published = dict[str, bytes]


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Published:
    monkeypatch.chdir(tmp_path)
    fewer_women = PEOPLE.replace("9,f,young,H\n", "")
    for name, content in zip(FILES, (fewer_women, FEATURES, SETTINGS), strict=True):
        Path(name).write_text(content, encoding="utf-8")
    assert main(["draw", *FILES, "--out", "out", "--algorithm", "leximin"]) == 0
    return {path.name: path.read_bytes() for path in Path("out").iterdir()}


def doubts(files: Published) -> set[str]:
    return {finding.question for finding in verify(files) if not finding.holds}


def edited(files: Published, name: str, edit: Callable[[str], str]) -> Published:
    before = files[name].decode()
    after = edit(before)
    assert after != before
    return {**files, name: after.encode()}


def json_edited(files: Published, name: str, **values: object) -> Published:
    return {**files, name: json.dumps({**json.loads(files[name]), **values}).encode()}


def line(number: int, edit: Callable[[str], str]) -> Callable[[str], str]:
    def of(text: str) -> str:
        lines = text.splitlines()
        lines[number] = edit(lines[number])
        return "\n".join(lines) + "\n"

    return of


def test_an_honest_draw_has_no_doubts(published: Published) -> None:
    assert doubts(published) == set()


def test_before_the_draw_only_the_lottery_is_asked_about(published: Published) -> None:
    before = {name: content for name, content in published.items() if name != "draw.json"}
    assert {finding.question for finding in verify(before)} == {
        "sealed",
        "quotas",
        "weights",
        "probabilities",
        "alike",
        "bound",
        "leximin",
    }


def test_a_member_swapped_in_a_panel(published: Published) -> None:
    stranger = edited(published, "panels.csv", line(1, lambda row: row.rsplit(" ", 1)[0] + " 99"))
    assert {"sealed", "quotas", "probabilities"} <= doubts(stranger)
    twice = edited(published, "panels.csv", line(1, lambda row: row.rsplit(" ", 1)[0] + " " + row.split()[1]))
    assert "quotas" in doubts(twice)


def test_two_of_one_household_on_a_panel(published: Published) -> None:
    files = edited(published, "pool.csv", lambda text: text.replace(",,", ",1,"))
    troubles = {finding.question: finding.seen for finding in verify(files)}
    assert troubles["quotas"].startswith("panels.csv 1: address 1")


def test_other_quotas(published: Published) -> None:
    files = edited(published, "quotas.csv", lambda text: text.replace("gender,m,2,2", "gender,m,3,3"))
    assert {"sealed", "quotas", "bound"} <= doubts(files)


def test_weights_that_do_not_add_up(published: Published) -> None:
    files = edited(published, "panels.csv", line(1, lambda row: "0.900000000," + row.split(",")[1]))
    assert {"weights", "probabilities"} <= doubts(files)
    assert "weights" in doubts(edited(published, "panels.csv", line(1, lambda row: "0," + row.split(",")[1])))


def test_a_probability_that_is_not_true(published: Published) -> None:
    files = edited(published, "probabilities.csv", line(1, lambda row: row.split(",")[0] + ",0.999999999"))
    assert {"sealed", "probabilities"} <= doubts(files)


def test_like_people_treated_differently(published: Published) -> None:
    """2 and 6 are both young men."""
    files = edited(published, "probabilities.csv", line(2, lambda _: "2,0.1"))
    assert "alike" in doubts(files)


def test_a_bound_that_is_not_proven(published: Published) -> None:
    certificate = json.loads(published["certificate.json"])
    certificate["levels"][0]["value"] = 0.1
    assert {"bound", "figures", "leximin"} <= doubts(
        json_edited(published, "certificate.json", **certificate)
    )
    certificate["levels"][0]["prices"] = {}
    assert {"bound", "leximin"} <= doubts(json_edited(published, "certificate.json", **certificate))


def test_prices_that_pay_people_to_come_prove_little(published: Published) -> None:
    certificate = json.loads(published["certificate.json"])
    certificate["levels"][0]["prices"] = {"gender=f": -1, "gender=m": 1}
    assert {"bound", "leximin"} <= doubts(json_edited(published, "certificate.json", **certificate))


def test_leximin_that_is_not_proven(published: Published) -> None:
    certificate = json.loads(published["certificate.json"])
    short = json_edited(published, "certificate.json", levels=certificate["levels"][:1])
    assert "leximin" in doubts(short)
    assert "leximin" in doubts(
        edited(published, "probabilities.csv", lambda text: text.replace(",0.6", ",0.7"))
    )
    assert "leximin" in doubts(
        edited(published, "probabilities.csv", lambda text: text.replace(",0.6", ",0.5"))
    )
    assert "leximin" not in doubts(json_edited(short, "certificate.json", leximin=False))


@pytest.mark.parametrize(("name", "value"), [("seed", "1"), ("outside", "7"), ("ticket", 3), ("panel", 99)])
def test_another_draw(published: Published, name: str, value: object) -> None:
    assert "drawn" in doubts(json_edited(published, "draw.json", **{name: value}))


def test_another_seed_than_the_sealed_one(published: Published) -> None:
    assert "seed" in doubts(json_edited(published, "draw.json", seed="1"))


def test_another_panel(published: Published) -> None:
    assert "drawn" in doubts(edited(published, "panel.csv", line(1, lambda _: "10,m,old")))


@pytest.mark.parametrize("name", ["algorithm", "panels", "min_probability", "lp_bound", "ratio"])
def test_other_figures(published: Published, name: str) -> None:
    value = "single" if name == "algorithm" else 0.123
    assert "figures" in doubts(json_edited(published, "draw.json", **{name: value}))


def test_other_reserves(published: Published) -> None:
    assert "reserves" in doubts(edited(published, "reserves.csv", line(1, lambda _: "1,99,")))


def test_replacements_that_break_the_panel(published: Published) -> None:
    leaving = published["panel.csv"].decode().splitlines()[1].split(",")[0]
    files = {**published, "replacements.csv": f"leaves,joins\n{leaving},99\n".encode()}
    assert doubts(files) == {"replaced"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pool.csv", None),
        ("pool.csv", b"\xff"),
        ("pool.csv", b""),
        ("pool.csv", b"id,address_group,gender\n1,\n"),
        ("quotas.csv", b"feature,value,min,max\ngender,f,x,2\n"),
        ("panels.csv", b"weight,members\n1/0,1\n"),
        ("panels.csv", b"weight,members\n0.0000000001,1\n"),
        ("certificate.json", b"{"),
        ("commitment.json", b"[]"),
    ],
)
def test_files_that_cannot_be_read(published: Published, name: str, content: bytes | None) -> None:
    files = (
        {**published, name: content}
        if content is not None
        else {k: v for k, v in published.items() if k != name}
    )
    with pytest.raises(Unreadable) as stopped:
        verify(files)
    assert stopped.value.name == name
