"""Charts: numbers in the right places, words for those who do not see them, nothing inline."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from yoriai.web.ui import charts


def tree(svg: str) -> ElementTree.Element:
    """The chart as a tree; it must be well-formed, described and without styles of its own."""
    root = ElementTree.fromstring(svg)
    assert root.tag == "svg" and root.get("role") == "img" and root.get("aria-label")
    assert root[0].tag == "title" and root[0].text
    assert "style" not in svg
    return root


def find(root: ElementTree.Element, look: str) -> ElementTree.Element:
    return next(part for part in root.iter() if look in (part.get("class") or "").split())


def test_an_interval_bar_shows_share_interval_and_the_others() -> None:
    root = tree(charts.interval_bar(0.25, 0.2, 0.5, says="25%", compare=0.75))
    assert find(root, "value").get("width") == "50.0"
    assert find(root, "interval").get("d") == "M40.0 8H100.0M40.0 4v8M100.0 4v8"
    assert find(root, "compare").get("d", "").startswith("M150.0 ")


def test_without_others_there_is_no_diamond_and_nothing_leaves_the_bar() -> None:
    root = tree(charts.interval_bar(1.2, -0.1, 1.3, says="x"))
    assert find(root, "value").get("width") == "200.0"
    with pytest.raises(StopIteration):
        find(root, "compare")


def test_a_stacked_bar_shares_its_width_by_number() -> None:
    root = tree(charts.stacked_bar([("agree", 3), ("neutral", 0), ("disagree", 1)], says="x"))
    assert (find(root, "agree").get("width"), find(root, "disagree").get("x")) == ("150.0", "150.0")
    assert len(tree(charts.stacked_bar([("agree", 0)], says="x"))) == 2  # title and empty track


def test_text_is_escaped() -> None:
    layer = charts.Layer([(0, 0), (1, 1), (2, 0)], label="<b>")
    svg = charts.scatter([layer], title='"<t>', says="<script>")
    assert "<script>" not in svg and "<b>" not in svg
    tree(svg)


def places(svg: str, look: str) -> list[tuple[float, float]]:
    path = find(tree(svg), look).get("d", "")
    return [(float(x), float(y)) for x, y in re.findall(r"M([-\d.]+) ([-\d.]+)", path)]


def test_a_scatter_keeps_proportions_and_puts_up_above() -> None:
    svg = charts.scatter([charts.Layer([(-1, 0), (1, 0), (0, 0.5)])], title="t", says="s")
    left, top, right = places(svg, "look-0")
    assert right[0] - left[0] == charts.WIDTH - 2 * charts.MARGIN
    assert left[1] - top[1] == (right[0] - left[0]) / 4
    assert left[1] == right[1]


def test_layers_differ_in_shape_not_only_in_colour() -> None:
    layers = [charts.Layer([(number, 0)], look=number) for number in range(len(charts.SHAPES))]
    root = tree(charts.scatter(layers, title="t", says="s"))
    shapes = {
        (
            find(root, f"look-{n}").get("class", "").split()[1],
            re.sub(r"M[-\d.]+ [-\d.]+", "", find(root, f"look-{n}").get("d", "")),
        )
        for n in range(len(layers))
    }
    assert len(shapes) == len(layers)


def test_outliers_stand_at_the_edge_and_do_not_shrink_the_rest() -> None:
    crowd = [(number / 100, 0.0) for number in range(400)]
    svg = charts.scatter([charts.Layer([*crowd, (1000.0, 0.0)])], title="t", says="s")
    xs = [x for x, _ in places(svg, "look-0")]
    assert max(xs) == charts.WIDTH - charts.MARGIN / 2
    assert len(xs) > 300


@pytest.mark.parametrize("points", [[], [(0.0, 0.0)], [(1.0, 1.0)] * 4])
def test_few_points_are_no_problem(points: list[charts.Point]) -> None:
    tree(charts.scatter([charts.Layer(points, label="A")], title="t", says="s"))


def test_the_reader_is_marked_with_their_uncertainty() -> None:
    layer = charts.Layer([(-1.0, 0.0), (1.0, 0.0)])
    for x, side in ((0.9, "end"), (-0.9, "start")):
        svg = charts.scatter([layer], title="t", says="s", you=charts.Place(x, 0.0, 0.1, 0.2, "あなた"))
        root = tree(svg)
        assert find(root, "you-name").get("class") == f"you-name {side}"
        about = find(root, "you-about")
        assert float(about.get("ry", 0)) == pytest.approx(2 * float(about.get("rx", 0)), abs=0.11)


def test_a_histogram_has_a_bar_for_each_part() -> None:
    root = tree(charts.histogram([0, 2, 4], title="t", says="s"))
    heights = [bar.get("height") for bar in root.iter("rect")]
    assert heights == ["0.0", "45.0", "90.0"]
    tree(charts.histogram([], title="t", says="s"))


def test_a_mark_for_the_legend() -> None:
    assert 'aria-hidden="true"' in charts.mark(-1) and "look-none" in charts.mark(-1)
