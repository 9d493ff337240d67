"""The map as SVG: people as dots, groups as outlines with their letter, how sure each place is.

Colours and sizes are presentation attributes, so that a page's style sheet can change them by class
(`opinion-map`, `person`, `outline`, `group-A`, `blur`, `axis`, `label`); there is no script and no
inline style. All words come from `labels`.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from yoriai.engines.opinions.report import Result
from yoriai.engines.opinions.scene import Scene, convex_hull, scene_of

#: what the map says when the caller passes no words of its own
LABELS: Mapping[str, str] = {
    "title": "意見の地図",
    "description": "点は人、近い点ほど投票が似ている人です。{people}人。{groups}",
    "group": "グループ{letter} {size}人",
    "no_groups": "安定したグループはありません。",
    "between": "どのグループともいえない人 {size}人",
    "people": "参加者 {size}人",
    "blur": "位置のぶれの目安",
    "too_few": "投票が少なく、地図はまだ描けません。",
    "x_low": "",
    "x_high": "",
}

#: Okabe & Ito's colours, told apart by most colour-blind people
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7a6a00", "#5a4fcf")
GREY = "#8a8f98"
WIDTH = 400.0


def render_svg(result: Result, labels: Mapping[str, str] | None = None) -> str:
    """The map of `result` as the text of an SVG file, in the words of `labels` (see `LABELS`)."""
    words = {**LABELS, **(labels or {})}
    scene = scene_of(result.participants, WIDTH)
    parts = _picture(result, scene, words) if scene else [_text(words["too_few"], 200, 64, "middle")]
    legend = _legend(result, words) if scene else []
    drawn = scene.height if scene else 96.0
    for i, row in enumerate(legend):
        parts.append(_tag("g", row, transform=f"translate(12 {drawn + 18 + 22 * i:.1f})"))
    return (
        _tag(
            "svg",
            "\n".join(
                [
                    "",
                    _tag("title", escape(words["title"])),
                    _tag("desc", _description(result, words)),
                    *parts,
                    "",
                ]
            ),
            xmlns="http://www.w3.org/2000/svg",
            css="opinion-map",
            role="img",
            viewBox=f"0 0 {WIDTH:.0f} {drawn + 22 * len(legend) + 12:.0f}",
            font_family="sans-serif",
            font_size=14,
        )
        + "\n"
    )


def _tag(name: str, inner: str = "", **attributes: str | float) -> str:
    """An element; `css` stands for class, underscores for hyphens, numbers are rounded to a tenth."""
    said = [
        f'{"class" if key == "css" else key.replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    ]
    return f"<{' '.join([name, *said])}>{inner}</{name}>" if inner else f"<{' '.join([name, *said])}/>"


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def _text(words: str, x: float, y: float, anchor: str, size: float = 14) -> str:
    return _tag("text", escape(words), css="label", x=x, y=y, text_anchor=anchor, font_size=size)


def _description(result: Result, words: Mapping[str, str]) -> str:
    groups = result.summary["groups"]
    said = "、".join(words["group"].format(letter=g["id"], size=g["size"]) for g in groups)
    people = len(result.participants)
    return escape(words["description"].format(people=people, groups=said or words["no_groups"]))


def _picture(result: Result, scene: Scene, words: Mapping[str, str]) -> list[str]:
    letters = [group["id"] for group in result.summary["groups"]]
    return [
        *_axes(scene, words),
        *(_outline(scene, letter) for letter in letters),
        *_blurs(scene),
        *_dots(scene),
        *(_name(scene, letter) for letter in letters),
        *_typical_blur(scene, words),
    ]


def _axes(scene: Scene, words: Mapping[str, str]) -> list[str]:
    x, y = scene.origin
    cross = f"M0 {y:.1f}H{WIDTH:.0f}M{x:.1f} 0V{scene.height:.1f}"
    ends = [("x_low", 4.0, "start"), ("x_high", WIDTH - 4.0, "end")]
    return [
        _tag("path", css="axis", d=cross, fill="none", stroke=GREY, stroke_opacity=0.35),
        *(_text(words[key], at, y - 6, anchor, 12) for key, at, anchor in ends if words[key]),
    ]


def _colour(letter: str) -> str:
    return COLOURS[(ord(letter) - ord("A")) % len(COLOURS)] if letter else GREY


def _css(kind: str, letter: str) -> str:
    return f"{kind} group-{letter or 'none'}"


def _outline(scene: Scene, letter: str) -> str:
    """The hull of the nine tenths of the group nearest to its middle."""
    corners = convex_hull(scene.core(letter))
    return _tag(
        "polygon",
        css=_css("outline", letter),
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in corners),
        fill=_colour(letter),
        fill_opacity=0.1,
        stroke=_colour(letter),
        stroke_opacity=0.45,
        stroke_width=8,
        stroke_linejoin="round",
    )


def _blurs(scene: Scene) -> list[str]:
    """One ellipse per person, a standard deviation wide and high each way."""
    if not scene.each_blur:
        return []
    each = zip(scene.points, scene.blur, scene.letters, strict=True)
    return [
        _tag("ellipse", css=_css("blur", g), cx=x, cy=y, rx=rx, ry=ry, fill=_colour(g), fill_opacity=0.05)
        for (x, y), (rx, ry), g in each
        if rx > 0
    ]


def _dots(scene: Scene) -> list[str]:
    each = zip(scene.points, scene.radius, scene.letters, scene.sure, strict=True)
    return [
        _tag("circle", css=_css("person", g), cx=x, cy=y, r=r, fill=_colour(g), fill_opacity=sure)
        for (x, y), r, g, sure in each
    ]


def _name(scene: Scene, letter: str) -> str:
    x, y = scene.core(letter).mean(axis=0)
    return _tag(
        "text",
        letter,
        css=_css("label name", letter),
        x=x,
        y=y + 8,
        font_size=24,
        font_weight="bold",
        text_anchor="middle",
        fill=_colour(letter),
        stroke="#ffffff",
        stroke_width=4,
        paint_order="stroke",
    )


def _typical_blur(scene: Scene, words: Mapping[str, str]) -> list[str]:
    """A cross in the corner as wide and high as the middle person's uncertainty, both ways."""
    rx, ry = scene.typical_blur
    if rx <= 0:
        return []
    x, y = WIDTH - 8 - rx, 12 + ry
    cross = f"M{x - rx:.1f} {y:.1f}h{2 * rx:.1f}M{x:.1f} {y - ry:.1f}v{2 * ry:.1f}"
    return [
        _tag("path", css="axis", d=cross, fill="none", stroke=GREY, stroke_width=2),
        _text(words["blur"], x - rx - 6, y + 5, "end", 12),
    ]


def _legend(result: Result, words: Mapping[str, str]) -> list[str]:
    groups = result.summary["groups"]
    if not groups:
        return [_key("", words["people"].format(size=len(result.participants)))]
    rows = [_key(g["id"], words["group"].format(letter=g["id"], size=g["size"])) for g in groups]
    rest = len(result.participants) - sum(g["size"] for g in groups)
    return [*rows, _key("", words["between"].format(size=rest))] if rest else rows


def _key(letter: str, words: str) -> str:
    return _tag("circle", css=_css("person", letter), cx=5, r=5, fill=_colour(letter)) + _text(
        words, 18, 5, "start"
    )
