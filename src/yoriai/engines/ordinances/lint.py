"""Rules of order for an 改め文, read from its words alone; it shares nothing with the writer.

Used on everything that we emit, and on drafts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yoriai.engines.ordinances.kaime.document import RawSentence, read_kaime
from yoriai.engines.ordinances.kaime.grammar import readings
from yoriai.engines.ordinances.operations import (
    Add,
    Context,
    Move,
    Operation,
    Place,
    Remove,
    Rewrite,
    Shift,
    Step,
    Words,
)
from yoriai.engines.ordinances.text.numerals import Number


@dataclass(frozen=True)
class Breach:
    """A sentence that breaks a rule of order: its line, which rule, and why."""

    line: int
    rule: str
    sentence: str


def lint(kaime: str) -> list[Breach]:
    """Breaches of the rules of order in an 改め文.

    Raises Unfit when it cannot be read.
    """
    found: list[Breach] = []
    for section in read_kaime(kaime).sections:
        sentences = [(raw, next(readings(raw.text))) for raw in section.sentences]
        for raw, operations in sentences:
            found += _sentence(raw, operations)
        found += _between(sentences)
    return found


def _sentence(raw: RawSentence, operations: Sequence[Operation]) -> Iterator[Breach]:
    for operation in operations[:-1]:
        if isinstance(operation, Rewrite | Add):
            yield Breach(
                raw.line,
                "区切り",
                "「次のように改める」「次の…を加える」の後に、同じ文で別の改正を続けています。文を分けてください。",
            )
    yield from _words_after_move(raw, operations)
    yield from _order(raw, operations)
    yield from _batching(raw, operations)


def _words_after_move(raw: RawSentence, operations: Sequence[Operation]) -> Iterator[Breach]:
    """Words change before the move, never behind it."""
    for left, right in pairwise(operations):
        if not isinstance(left, Move) or not isinstance(right, Words):
            continue
        moved = Step(left.place.steps[-1].kind, same=True)
        if any(place.steps == (moved,) for place in right.places):
            yield Breach(
                raw.line, "字句が先", "移した後で字句を改めています。字句を改めてから移してください。"
            )


def _is_same(place: Place) -> bool:
    return len(place.steps) == 1 and place.steps[0].same


@dataclass(frozen=True)
class _Move:
    """A move whose numbers are said: where in the sentence, under what, from, to, and whether alone."""

    at: int
    kind: str
    under: tuple[Number, ...]
    start: Number
    to: Number
    alone: bool


_ORDER = ("container", "article", "paragraph", "item")


def _moves(operations: Sequence[Operation]) -> list[_Move]:
    out = []
    named: dict[str, Number] = {}
    for at, operation in enumerate(operations):
        for step in [step for place in _named(operation) for step in place.steps if step.number]:
            named[step.kind] = step.number
        if isinstance(operation, Move) and operation.to.upto is None:
            step, to = operation.place.steps[-1], operation.to.steps[-1]
            start = named.get(step.kind, ()) if step.same else step.number
            stays = all(
                named.get(each.kind) == each.number for each in operation.to.steps[:-1] if each.number
            )
            if start and to.number and step.kind == to.kind and step.kind in _ORDER and stays:
                outer = _ORDER[: _ORDER.index(step.kind)]
                under = tuple(named.get(kind, ()) for kind in outer)
                out.append(_Move(at, step.kind, under, start, to.number, not step.same))
    return out


def _named(operation: Operation) -> tuple[Place, ...]:
    match operation:
        case Words(places, _) | Rewrite(places) | Shift(places, _) | Remove(places):
            return places
        case Move(place, _):
            return (place,)
        case Add():
            return (operation.place,)
        case Context(places):
            return places
    return ()


def _order(raw: RawSentence, operations: Sequence[Operation]) -> Iterator[Breach]:
    """繰り下げ from the back, 繰り上げ from the front."""
    moves = _moves(operations)
    for left, right in pairwise(moves):
        if (left.kind, left.under) != (right.kind, right.under):
            continue
        down = left.to > left.start and right.to > right.start
        up = left.to < left.start and right.to < right.start
        if (down and right.start > left.start) or (up and right.start < left.start):
            yield Breach(
                raw.line, "移動の順", "移す順が逆です。繰り下げは後ろから、繰り上げは前から行ってください。"
            )


def _batching(raw: RawSentence, operations: Sequence[Operation]) -> Iterator[Breach]:
    """Four or more in a row moved alike are batched; fewer are not."""
    run: list[_Move] = []
    for move in _moves(operations):
        if move.at + 1 < len(operations) and _names_again(operations[move.at + 1]):
            run = []  # 「同条の次に」: it had to be moved by itself
            continue
        run = [*run, move] if run and _continues(run[-1], move) else [move]
        if len(run) == 4:
            yield Breach(
                raw.line,
                "まとめ",
                "同じだけ動く四つ以上の規定を、一つずつ移しています。端の一つのほかは「…ずつ繰り下げ（繰り上げ）」とまとめてください。",
            )
    for operation in operations:
        if isinstance(operation, Shift) and _span(operation) < 3:
            yield Breach(raw.line, "まとめ", "三つ以下の移動は、まとめずに一つずつ書いてください。")


def _names_again(operation: Operation) -> bool:
    return isinstance(operation, Add) and _is_same(operation.place)


def _continues(left: _Move, right: _Move) -> bool:
    plain = all(len(number) == 1 for number in (left.start, left.to, right.start, right.to))
    alike = (left.kind, left.under) == (right.kind, right.under) and left.alone and right.alone
    if not plain or not alike or right.at != left.at + 1:
        return False
    return (
        left.to[0] - left.start[0] == right.to[0] - right.start[0]
        and abs(left.start[0] - right.start[0]) == 1
    )


def _span(operation: Shift) -> int:
    place = operation.places[0]
    if place.upto is None or len(operation.places) > 1 or len(place.upto.number) != 1:
        return 2 if place.upto is None else 9
    first = place.steps[-1].number
    return place.upto.number[0] - first[0] + 1 if len(first) == 1 else 9


def _between(sentences: Sequence[tuple[RawSentence, Sequence[Operation]]]) -> Iterator[Breach]:
    """Rewrite and move of one unit; sentences that only change words run from front to back."""
    for (_, left), (raw, right) in pairwise(sentences):
        if _rewritten_then_moved(left, right):
            yield Breach(
                raw.line,
                "書換えと移動",
                "改めた規定をすぐに移しています。今の場所を改め、移る先には新しく加えてください。",
            )
    if any(isinstance(each, Move | Shift) for _, operations in sentences for each in operations):
        return
    last: Number = ()
    for raw, operations in sentences:
        number = _article(operations)
        if number and last and number < last:
            yield Breach(
                raw.line, "前から順に", "改正規定が条の順に並んでいません。前の条から順に書いてください。"
            )
        last = number or last


def _rewritten_then_moved(left: Sequence[Operation], right: Sequence[Operation]) -> bool:
    end, start = left[-1], right[0]
    if not isinstance(end, Rewrite) or not isinstance(start, Move) or end.places[0].part:
        return False
    return len(end.places[0].steps) == 1 and end.places[0].steps == start.place.steps


def _article(operations: Sequence[Operation]) -> Number:
    first = operations[0]
    places = _named(first)
    step = places[0].steps[0] if places else None
    return step.number if step is not None and step.kind == "article" else ()
