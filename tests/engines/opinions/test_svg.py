"""The map as SVG: readable by people, screen readers and a strict content policy."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np
import pytest
from benchmarks.opinions_instances import planted_minority

from yoriai.engines.opinions import Result, Votes, analyse, render_svg, scene
from yoriai.engines.opinions.scene import convex_hull

SVG = "{http://www.w3.org/2000/svg}"
MADE = planted_minority(4, people=150, statements=24, density=0.7, share=0.2)


@pytest.fixture(scope="module")
def result() -> Result:
    return analyse(MADE.votes, draws=6)


def tags(picture: str, name: str, kind: str = "") -> list[ET.Element]:
    return [
        tag
        for tag in ET.fromstring(picture).iter(SVG + name)
        if not kind or kind in tag.get("class", "").split()
    ]


def test_it_names_itself_and_needs_no_style_or_script(result: Result) -> None:
    picture = render_svg(result)
    assert tags(picture, "title")[0].text == "意見の地図"
    assert "150人" in str(tags(picture, "desc")[0].text) and "グループA" in str(tags(picture, "desc")[0].text)
    assert "style" not in picture and "script" not in picture and " id=" not in picture


def test_a_dot_and_a_blur_for_each_person_and_an_outline_for_each_group(result: Result) -> None:
    picture = render_svg(result)
    keys = len(result.summary["groups"]) + any(row["group"] == "" for row in result.participants)
    assert len(tags(picture, "circle", "person")) == 150 + keys
    assert len(tags(picture, "ellipse", "blur")) == 150
    assert [tag.get("class") for tag in tags(picture, "polygon")] == ["outline group-A", "outline group-B"]
    assert [tag.text for tag in tags(picture, "text", "name")] == ["A", "B"]


def test_everything_is_within_the_picture_and_legible_on_a_phone(result: Result) -> None:
    picture = render_svg(result)
    _, _, width, height = (float(part) for part in str(ET.fromstring(picture).get("viewBox")).split())
    for tag in tags(picture, "circle", "person"):
        assert 0 <= float(tag.get("cx", 0)) <= width and 0 <= float(tag.get("cy", 0)) <= height
    sizes = [float(tag.get("font-size", 14)) for tag in tags(picture, "text")]
    assert min(sizes) * 375 / width >= 11


def test_the_words_are_the_callers(result: Result) -> None:
    words = {"title": "Map <1>", "group": "Group {letter}: {size}", "x_low": "left", "x_high": "right"}
    said = [tag.text for tag in tags(render_svg(result, labels=words), "text")]
    assert tags(render_svg(result, words), "title")[0].text == "Map <1>"
    assert {"left", "right"} <= set(said) and any(str(text).startswith("Group A: ") for text in said)


def test_polis_mode_has_no_uncertainty_to_draw() -> None:
    picture = render_svg(analyse(MADE.votes, mode="polis"))
    assert not tags(picture, "ellipse") and "ぶれ" not in picture


def test_many_people_are_gathered_into_fewer_dots(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene, "MANY", 50)
    dots = tags(render_svg(result), "circle", "person")
    assert 20 < len(dots) < 150 and len({tag.get("r") for tag in dots}) > 1


def test_one_axis_is_drawn_as_a_pile_of_dots() -> None:
    rng = np.random.default_rng(8)
    u, v = rng.normal(size=120), 3.0 * rng.normal(size=20)
    chance = 1.0 / (1.0 + np.exp(-np.outer(u, v)))
    value = np.where(rng.random((120, 20)) < chance, 1, -1)
    votes = Votes.from_triples([(str(i), str(j), int(value[i, j])) for i in range(120) for j in range(20)])
    found = analyse(votes, draws=6)
    assert found.summary["dimension"] == 1 and {row["y"] for row in found.participants} == {0.0}
    places = {(tag.get("cx"), tag.get("cy")) for tag in tags(render_svg(found), "circle", "person")}
    assert len({y for _, y in places}) > 3


def test_hull_of_a_square_with_a_point_inside() -> None:
    corners = convex_hull(np.array([[0, 0], [2, 0], [1, 1], [2, 2], [0, 2], [0, 0]]))
    assert corners.tolist() == [[0, 0], [2, 0], [2, 2], [0, 2]]
    assert convex_hull(np.array([[1, 1], [1, 1]])).tolist() == [[1, 1]]
