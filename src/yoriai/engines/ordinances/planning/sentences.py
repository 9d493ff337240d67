"""What changes in the words of one unit: sentences that come or go, words, or the unit put anew."""

from __future__ import annotations

from collections.abc import Sequence

from yoriai.engines.ordinances.applying.pieces import sentences
from yoriai.engines.ordinances.compare.align import unit
from yoriai.engines.ordinances.compare.words import Edit, NotQuotable, changes, edits
from yoriai.engines.ordinances.planning.acts import Act, ChangeWords, PutAnew, PutIn, TakeOut
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.tree import Kind, Node

#: a text of which less than this share stays is put anew
_KEEP = 0.35
#: so is one with more changes than this of which less than _KEEP_MANY stays
_MOST_CHANGES = 8
_KEEP_MANY = 0.6


class PutAnewWhole(Exception):
    """The unit has changed too much for words."""


def word_acts(old: Node, new: Node, scope: Node) -> list[Act]:
    """Acts that make the text of `old` that of `new`; `scope` is the unit whose name the sentence says.

    Raises PutAnewWhole when the unit has to be put anew.
    """
    if fold(old.text) == fold(new.text):
        return []
    main, acts = _sentence_acts(old, new)
    target = main if main is not None else new.text
    kept_old = old.text if main is None or not _gone_part(acts) else _without_last(old.text)
    found = edits(kept_old, target)
    if not found:
        return acts
    if _too_much(kept_old, found):
        raise PutAnewWhole
    return [*_quoted(old, found, scope), *acts]


def _gone_part(acts: Sequence[Act]) -> bool:
    return any(isinstance(act, TakeOut) for act in acts)


def _without_last(text: str) -> str:
    return text[: sentences(text)[-1][0]]


def _sentence_acts(old: Node, new: Node) -> tuple[str | None, list[Act]]:
    """ただし書 or 後段 that comes or goes, and the text that the rest has to become."""
    a, b = sentences(old.text), sentences(new.text)
    proviso_a = bool(a) and _is_proviso(old.text[a[-1][0] :])
    proviso_b = bool(b) and _is_proviso(new.text[b[-1][0] :])
    last_b = new.text[b[-1][0] :] if b else ""
    if len(b) == len(a) + 1 and a and (proviso_b > proviso_a or (len(a) == 1 and not proviso_a)):
        name = "ただし書" if proviso_b else "後段"
        block = ["\u3000\u3000" + last_b + "\n"]
        return new.text[: b[-1][0]], [PutIn(old, "sentence", name, 0, block)]
    if len(a) == len(b) + 1 and b and (proviso_a > proviso_b or (len(b) == 1 and not proviso_b)):
        return new.text, [TakeOut([old], "ただし書" if proviso_a else "後段")]
    if proviso_a and proviso_b and len(a) == len(b) > 1:
        return _rewritten_proviso(old, new, a[-1], b[-1])
    return None, []


def _rewritten_proviso(
    old: Node, new: Node, a: tuple[int, int], b: tuple[int, int]
) -> tuple[str | None, list[Act]]:
    """A ただし書 that has changed too much is put anew, if the 本文 stays as it is."""
    left, right = old.text[a[0] :], new.text[b[0] :]
    if fold(old.text[: a[0]]) == fold(new.text[: b[0]]) and _too_much(left, edits(left, right)):
        block = ["\u3000\u3000" + right + "\n"]
        return old.text, [PutAnew([old], "ただし書", block)]
    return None, []


def _is_proviso(text: str) -> bool:
    return fold(text).startswith("ただし、")


def _too_much(old: str, found: Sequence[Edit]) -> bool:
    kept = 1 - sum(edit.high - edit.low for edit in found) / max(len(old), 1)
    return kept < _KEEP or (len(found) > _MOST_CHANGES and kept < _KEEP_MANY)


def _quoted(old: Node, found: Sequence[Edit], scope: Node) -> list[Act]:
    """Quotations unique in the whole named unit; else in 各号列記以外の部分 alone."""
    everything = [each.text for each in scope.body() if each.text]
    try:
        wide = changes(old.text, found, everything)
    except NotQuotable:
        wide = None
    has_list = old.kind is Kind.PARAGRAPH and any(child.kind is Kind.ITEM for child in old.children)
    if not has_list:
        if wide is None:
            raise PutAnewWhole
        return [ChangeWords(scope, "", wide)]
    try:
        narrow = changes(old.text, found, [old.text])
    except NotQuotable:
        raise PutAnewWhole from None
    if wide is not None and sum(len(c.olds[0]) for c in wide) <= sum(len(c.olds[0]) for c in narrow):
        return [ChangeWords(scope, "", wide)]
    return [ChangeWords(scope, "各号列記以外の部分", narrow)]


def heading_words(old: Node, new: Node) -> list[ChangeWords] | None:
    """Words in a 見出し; None when it is better put anew."""
    assert old.heading is not None and new.heading is not None
    found = edits(old.heading.text, new.heading.text)
    kept = 1 - sum(edit.high - edit.low for edit in found) / max(len(old.heading.text) - 2, 1)
    if kept < 0.5 or len(found) > 1:
        return None
    return [ChangeWords(old, "見出し", changes(old.heading.text, found, [old.heading.text]))]


def same(old: Node, new: Node) -> bool:
    """Whether two units say the same, numbers of the outermost apart."""
    left, right = unit(old), unit(new)
    return left.text == right.text and left.heading == right.heading
