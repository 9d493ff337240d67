"""Reads the name of a place: 「第5条第2項第3号ア」「同条ただし書」「別表第1和室の項」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yoriai.engines.ordinances.operations import Place, Step
from yoriai.engines.ordinances.text import lines as marks
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.numerals import DIGITS, NUMBER, read_number

_BRANCH = rf"(?:の{NUMBER})*"
_UNIT = {"条": "article", "項": "paragraph", "号": "item", "表": "appendix", "様式": "appendix"}
_STEP = re.compile(
    rf"(?P<same>同(?P<sameunit>条|項|号|表|様式|[編章節款目]|附則|付則))"
    rf"|第(?P<level_n>{NUMBER})(?P<level>[編章節款目])(?P<level_b>{_BRANCH})"
    rf"|第(?P<n>{NUMBER})(?P<unit>条|項|号)(?!様式|に掲げる|列記)(?P<b>{_BRANCH})"
    rf"|(?P<appendix>(?:別表|別記様式|別記|別図|様式|付表)(?:第?(?P<app_n>{NUMBER})号?(?P<app_b>{_BRANCH}))?"
    rf"|第(?P<form_n>{NUMBER})号(?P<form_b>{_BRANCH})様式)"
    rf"|(?P<whole>題名|目次|前文|本則|附則|付則)"
    rf"|(?:の)?(?P<remark>備考)(?:第?(?P<remark_n>{NUMBER})(?:項|号)?)?"
    rf"|(?P<sub>[(（](?:[ア-ン]|[a-zａ-ｚ]{{1,4}}|{NUMBER})[)）]|[ア-ン](?![ア-ンー])|[a-zａ-ｚ](?![a-zａ-ｚ]))(?P<sub_b>{_BRANCH})"
    rf"|(?P<bare>{DIGITS})(?=を|の次に|及び|から|、|まで|に次|に改|と[すし]|中)"
)
_ROW = re.compile(
    r"(?:の)?([^「」。]+?)の([項部款])(?=中|を|の次|の前|に次|、|及び|から|まで|[^、。「」]*の[項部]中)"
)
#: 「別表中和室の項」; a name may itself begin with 中, which the table decides
_ROW_INSIDE = re.compile(r"中(?!備考)([^「」。、]+?)の[項部款](?=中|を|の次|の前|に次|、|及び|から|まで)")
_PART = re.compile(
    rf"(?P<heading>の見出し)|の(?P<before>前の見出し)|の(?P<name>[編章節款目]名)"
    rf"|(?P<part>ただし書|但書|本文|前段|中段|後段|第{NUMBER}段|各号列記以外の部分|柱書|各号)"
)
_WHOLE = {
    "題名": "title",
    "目次": "toc",
    "前文": "preamble",
    "本則": "main",
    "附則": "supplement",
    "付則": "supplement",
}
_AND = re.compile(r"、|及び|並びに")


def _branches(first: str, rest: str | None) -> tuple[int, ...]:
    return marks.branch(first, rest or "")


def _step(match: re.Match[str]) -> Step:  # noqa: PLR0911 - one line a kind
    if match["same"]:
        unit = match["sameunit"]
        if unit in _WHOLE:
            return Step("supplement", same=True)
        return Step(_UNIT.get(unit, "container"), name="" if unit in _UNIT else unit, same=True)
    if match["level"]:
        return Step("container", _branches(match["level_n"], match["level_b"]), match["level"])
    if match["unit"]:
        return Step(_UNIT[match["unit"]], _branches(match["n"], match["b"]))
    if match["appendix"]:
        first, rest = match["app_n"] or match["form_n"], match["app_b"] or match["form_b"]
        family = marks.appendix_family(match["appendix"])
        return Step("appendix", _branches(first, rest) if first else (), family)
    if match["whole"]:
        return Step(_WHOLE[match["whole"]])
    if match["remark"]:
        number = match["remark_n"]
        return Step("remark", (read_number(number),) if number else ())
    if match["bare"]:
        return Step("remark", (read_number(match["bare"]),))
    return Step("sub", name=fold(match["sub"] + (match["sub_b"] or "")))


def _steps(text: str, pos: int) -> tuple[list[Step], int]:
    steps: list[Step] = []
    while match := _STEP.match(text, pos):
        steps.append(_step(match))
        pos = match.end()
        if steps[-1].kind == "appendix" and (row := _row(text, pos)):
            steps += row[0]
            pos = row[1]
    return steps, pos


def _row(text: str, pos: int) -> tuple[list[Step], int] | None:
    """「和室の項」 behind the name of a table; several levels for 部 and 項."""
    rows: list[Step] = []
    if inside := _ROW_INSIDE.match(text, pos):
        rows.append(Step("row", name=inside[1]))
        pos = inside.end()
    while not text.startswith(
        ("備考", "の見出し", "を", "に", "中", "の次", "の前", "から", "まで", "及び", "、"), pos
    ) and (match := _ROW.match(text, pos)):
        rows.append(Step("row", name=match[1]))
        pos = match.end()
    return (rows, pos) if rows else None


def _part(text: str, pos: int) -> tuple[str, bool, int]:
    with_heading = False
    opened = text.startswith(("（見出しを含む。）", "(見出しを含む。)"), pos)
    if opened:
        with_heading, pos = True, pos + 9
    match = _PART.match(text, pos)
    if match is None:
        return "", with_heading, pos
    part = (match["heading"] or match["before"] or match["name"] or match["part"]).removeprefix("の")
    part = {"但書": "ただし書", "柱書": "各号列記以外の部分"}.get(part, part)
    return part, with_heading, match.end()


def read_place(text: str, pos: int) -> tuple[Place, int] | None:
    """The place named at `pos` and the position behind it; None when none is named there."""
    steps, end = _steps(text, pos)
    if not steps:
        return None
    if upto := _upto(text, end, steps[-1]):
        return Place(tuple(steps), upto[0]), upto[1]
    part, with_heading, end = _part(text, end)
    return Place(tuple(steps), None, part, with_heading), end


def _upto(text: str, pos: int, first: Step) -> tuple[Step, int] | None:
    if not text.startswith("から", pos):
        return None
    if first.kind == "row":
        row = _row(text, pos + 2)
        steps, end = row if row is not None else ([], pos)
    else:
        steps, end = _steps(text, pos + 2)
    if not steps or not text.startswith("まで", end) or steps[-1].kind != first.kind:
        return None
    return steps[-1], end + 2


def read_places(text: str, pos: int, *, in_table: bool = False) -> Iterator[tuple[tuple[Place, ...], int]]:
    """Lists of places named at `pos`, the longest first: 「第5条、第6条及び第9条」.

    `in_table`: the place before is a row of a table, so this may be one too (「別表和室の項及び洋室の項」).
    """
    first = read_place(text, pos) or (_row_alone(text, pos) if in_table else None)
    if first is None:
        return
    place, end = first
    if separator := _AND.match(text, end):
        rows = any(step.kind == "row" for step in place.steps)
        for rest, rest_end in read_places(text, separator.end(), in_table=rows):
            yield (place, *_carry(place, rest)), rest_end
    yield (place,), end


def _row_alone(text: str, pos: int) -> tuple[Place, int] | None:
    row = _row(text, pos)
    return (Place(tuple(row[0])), row[1]) if row is not None else None


def _carry(first: Place, rest: tuple[Place, ...]) -> tuple[Place, ...]:
    """「第5条第1項及び第2項」: the second name leaves out what it shares with the first."""
    if not rest:
        return rest
    head = rest[0].steps[0]
    kinds = [step.kind for step in first.steps]
    if head.same or (head.kind == "sub" and "sub" not in kinds and "item" not in kinds):
        return rest
    if head.kind in kinds and kinds.index(head.kind) > 0:
        shared = first.steps[: kinds.index(head.kind)]
        joined = Place(shared + rest[0].steps, rest[0].upto, rest[0].part, rest[0].with_heading)
        return (joined, *_carry(joined, rest[1:]))
    return (rest[0], *_carry(rest[0], rest[1:]))
