"""Reads one sentence of an 改め文 into operations.

Quotations may hold brackets of their own, even single ones, so a sentence can have several readings;
`readings` yields them all, the likeliest first, and the base text decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from yoriai.engines.ordinances.kaime.places import read_place, read_places
from yoriai.engines.ordinances.operations import (
    Add,
    Change,
    Context,
    Move,
    Operation,
    Place,
    Remove,
    Rewrite,
    RewriteText,
    SetHeading,
    Shift,
    Words,
)
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.numerals import NUMBER, read_number

Operations = tuple[Operation, ...]
Found = Iterator[tuple[Operation, int]]

_FOLLOW = re.compile(r"を|に|の次に|の下に|及び「|並びに「|、「|の前に")
_IN = re.compile(r"(?:の規定)?中(?:の)?")
_CHANGE = re.compile(r"に(?:改める?|、|$)|に改め")
_REWRITE = re.compile(r"を次のように改める?")
_REMOVED = re.compile(r"を(?:削る|削り|削除する|削除し)")
_ADD = re.compile(
    rf"(?P<where>の次に|の前に|の下に|に)(?:(?P<first>第1項|第一項)?次の)"
    rf"(?:ように|(?P<n>{NUMBER})(?P<unit>条|項|号|[編章節款目]|表|様式|号の細分)|(?P<each>各号|ただし書|後段|前段|前文|[編章節款目]名|[編章節款目]|別表|様式|表|見出し|目次|附則|備考)"
    rf")(?:を)?(?:加える?|付する?|付し|置く)"
)
_AS = re.compile(
    rf"として(?:次の(?:(?P<n>{NUMBER})(?P<unit>条|項|号)|(?P<each>各号|ように))(?:を)?|次のように)(?:加える?|付する?)"
)
_SHIFT = re.compile(rf"を(?P<n>{NUMBER})(?P<unit>条|項|号|章|節|款|目|表)ずつ繰り?(?P<way>上げ|下げ)る?")
_BECOME = re.compile(r"と(?:する|し)")
_HEADING = re.compile(r"(?P<before>の前)?に見出しとして")
_PUT = re.compile(r"を(?:付する|付し|加える|加え)")


def readings(text: str) -> Iterator[Operations]:
    """Every way to read the sentence (without indent); none when it is no such sentence."""
    words = text.removesuffix("。")
    for plain in dict.fromkeys((_plain_commas(words), words.replace("，", "、"))):
        for operations in _clauses(plain, 0, ()):
            yield _joined(operations)


def _plain_commas(text: str) -> str:
    """「，」 between clauses becomes 「、」; inside quotations it stays, as far as brackets tell."""
    out, depth = [], 0
    for mark in text:
        depth = max(depth + {"「": 1, "」": -1}.get(mark, 0), 0)
        out.append("、" if mark == "，" and not depth else mark)
    return "".join(out)


def _joined(operations: Operations) -> Operations:
    """Changes of words in one place become one operation."""
    out: list[Operation] = []
    for each in operations:
        last = out[-1] if out else None
        if isinstance(each, Words) and isinstance(last, Words) and each.places is last.places:
            out[-1] = replace(last, changes=last.changes + each.changes)
        else:
            out.append(each)
    return tuple(out)


def _clauses(text: str, pos: int, scope: tuple[Place, ...]) -> Iterator[Operations]:
    """The clauses from `pos` to the end; `scope` is the place that 「…中」 has named."""
    for operation, end in _clause(text, pos, scope):
        if isinstance(operation, Context):
            yield from _in_place(text, end, operation)
        elif end == len(text):
            yield (operation,)
        elif text.startswith("、", end):
            for rest in _clauses(text, end + 1, scope):
                yield (operation, *rest)


def _in_place(text: str, pos: int, context: Context) -> Iterator[Operations]:
    start = pos + 1 if text.startswith("、", pos) else pos
    if text.startswith("「", start):
        yield from _clauses(text, start, context.places)
    else:
        for rest in _clauses(text, start, context.places):
            yield (context, *rest)


def _clause(text: str, pos: int, scope: tuple[Place, ...]) -> Found:
    if text.startswith("「", pos):
        if scope:
            yield from _words(text, pos, scope)
        return
    for places, end in read_places(text, pos):
        if match := _IN.match(text, end):
            yield Context(places), match.end()
        yield from _provision(text, places, end)


def _provision(text: str, places: tuple[Place, ...], end: int) -> Found:
    if match := _REWRITE.match(text, end):
        yield Rewrite(places), match.end()
    elif match := _REMOVED.match(text, end):
        yield Remove(places), match.end()
    elif match := _SHIFT.match(text, end):
        by = read_number(match["n"])
        yield Shift(places, by if match["way"] == "下げ" else -by), match.end()
    elif len(places) == 1:
        yield from _single(text, places[0], end)
    elif text.startswith("を", end):
        yield from _move_list(text, places, end)


def _single(text: str, place: Place, end: int) -> Found:
    if match := _ADD.match(text, end):
        yield _add(place, match), match.end()
    elif match := _HEADING.match(text, end):
        yield from _heading(text, place, match)
    elif text.startswith("に", end):
        yield from _add_as(text, place, end + 1)
    elif text.startswith("を「", end):
        for new, stop in _quotations(text, end + 1):
            if match := _CHANGE.match(text, stop):
                yield RewriteText(place, new), _back_to_comma(match)
    elif text.startswith("を", end):
        to = read_place(text, end + 1)
        if to and (match := _BECOME.match(text, to[1])):
            yield Move(place, to[0]), match.end()


def _move_list(text: str, places: tuple[Place, ...], end: int) -> Found:
    """「イ及びウをウ及びエとし」."""
    for targets, stop in read_places(text, end + 1):
        match = _BECOME.match(text, stop)
        if match and len(targets) == len(places) == 2 and not any(each.upto for each in places + targets):
            first, last = places[0], places[-1]
            yield (
                Move(
                    replace(first, upto=last.steps[-1]),
                    replace(targets[0], upto=targets[-1].steps[-1]),
                ),
                match.end(),
            )


def _back_to_comma(match: re.Match[str]) -> int:
    return match.end() - 1 if match[0].endswith("、") else match.end()


def _add(place: Place, match: re.Match[str]) -> Add:
    where = {"の次に": "after", "の下に": "after", "の前に": "before", "に": "end"}[match["where"]]
    count = read_number(match["n"]) if match["n"] else 0
    return Add(place, where, match["unit"] or match["each"] or "", count)


def _add_as(text: str, place: Place, pos: int) -> Found:
    """「同項に第1号として次の1号を加える」「第3項に後段として次のように加える」."""
    for name in ("後段", "前段", "ただし書", "後段及び各号", "各号"):
        if text.startswith(name, pos) and (match := _AS.match(text, pos + len(name))):
            yield Add(place, "end", name), match.end()
    to = read_place(text, pos)
    if to and (match := _AS.match(text, to[1])):
        count = read_number(match["n"]) if match["n"] else 0
        yield Add(place, "as", match["unit"] or "", count, to[0]), match.end()


def _heading(text: str, place: Place, match: re.Match[str]) -> Found:
    for new, stop in _quotations(text, match.end()):
        if put := _PUT.match(text, stop):
            yield SetHeading(place, new), put.end()


def _words(text: str, pos: int, scope: tuple[Place, ...]) -> Found:
    for olds, end in _quotation_list(text, pos):
        if match := _REMOVED.match(text, end):
            yield Words(scope, (Change("削", olds),)), match.end()
        elif text.startswith("を「", end):
            for new, stop in _quotations(text, end + 1):
                if found := _CHANGE.match(text, stop):
                    yield Words(scope, (Change("改", olds, new),)), _back_to_comma(found)
        elif len(olds) == 1 and (match := re.compile("の[次下]に「").match(text, end)):
            for new, stop in _quotations(text, match.end() - 1):
                if found := re.compile("を(?:加える|加え|(?=、))").match(text, stop):
                    yield Words(scope, (Change("加", olds, new),)), found.end()


def _quotation_list(text: str, pos: int) -> Iterator[tuple[tuple[str, ...], int]]:
    for quotation, end in _quotations(text, pos):
        yield (quotation,), end
        separator = re.compile("、(?=「)|及び(?=「)|並びに(?=「)").match(text, end)
        if separator:
            for rest, stop in _quotation_list(text, separator.end()):
                yield (quotation, *rest), stop


def _quotations(text: str, pos: int) -> Iterator[tuple[str, int]]:
    """Quotations that open at `pos`: the balanced one first, then every other place where one can close."""
    if not text.startswith("「", pos):
        return
    balanced = _balanced(text, pos)
    if balanced is not None:
        yield text[pos + 1 : balanced], balanced + 1
    close = text.find("」", pos + 1)
    while close >= 0:
        if close != balanced and _FOLLOW.match(text, close + 1):
            yield text[pos + 1 : close], close + 1
        close = text.find("」", close + 1)


def _balanced(text: str, pos: int) -> int | None:
    depth = 0
    for index in range(pos, len(text)):
        depth += {"「": 1, "」": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return None


def prose(text: str) -> str:
    """The folded sentence without its quotations: what is the drafter's, not the ordinance's."""
    return re.sub("「[^「」]*」", "「」", fold(text))
