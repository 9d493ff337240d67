"""From two texts of a provision to the words an 改め文 quotes, each unique in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from yoriai.engines.ordinances.compare.tokens import carries_meaning, cuts
from yoriai.engines.ordinances.operations import Change
from yoriai.engines.ordinances.text.fold import fold


@dataclass(frozen=True)
class Edit:
    """old[low:high] becomes `new`; low == high puts in."""

    low: int
    high: int
    new: str


def edits(old: str, new: str) -> list[Edit]:
    """The changes from old to new, by units of meaning; differences of width only are none."""
    a, b = cuts(old), cuts(new)
    left = [fold(old[low:high]) for low, high in pairwise(a)]
    right = [fold(new[low:high]) for low, high in pairwise(b)]
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    found = [Edit(a[i1], a[i2], new[b[j1] : b[j2]]) for tag, i1, i2, j1, j2 in codes if tag != "equal"]
    return [_with_comma(old, edit) for edit in _merged(old, found)]


def _merged(old: str, found: list[Edit]) -> list[Edit]:
    """Changes with only a particle between them are one."""
    out: list[Edit] = []
    for edit in found:
        if out and _close(old, out[-1], edit):
            last = out.pop()
            edit = Edit(last.low, edit.high, last.new + old[last.high : edit.low] + edit.new)  # noqa: PLW2901
        out.append(edit)
    return out


def _close(old: str, left: Edit, right: Edit) -> bool:
    gap = old[left.high : right.low]
    return len(gap) == 0 or (len(gap) == 1 and not carries_meaning(gap) and gap not in "、。，（）()「」")


def _with_comma(old: str, edit: Edit) -> Edit:
    """A 読点 goes with the word behind it: 「鑑定人、」 put in after 「、」 is 「、鑑定人」."""
    low, high, new = edit.low, edit.high, edit.new
    moving = old[low:high] or new
    if (low < high) == bool(new) or len(moving) < 2 or fold(moving[-1]) != "、":
        return edit
    if low and fold(old[low - 1]) == "、":
        return Edit(low - 1, high - 1 if low < high else low - 1, new[-1] + new[:-1] if new else "")
    return edit


#: kana that go on a verb or an adjective; particles are not among them
_ENDINGS = frozenset("めけげえれべねせきぎちびみりうくぐつぬぶむる")


class NotQuotable(Exception):
    """The changes cannot be said in unique quotations: the provision has to be put anew."""


@dataclass
class _Quote:
    """A quotation under work: old[low:high] with its edits carried out, in the order of the text."""

    old: str
    low: int
    high: int
    edits: tuple[Edit, ...]

    @property
    def new(self) -> str:
        """What the quoted words become."""
        out, at = "", self.low
        for edit in self.edits:
            out += self.old[at : edit.low] + edit.new
            at = edit.high
        return out + self.old[at : self.high]


def changes(old: str, found: Sequence[Edit], scope: Sequence[str]) -> list[Change]:
    """The changes of words that make `found` in `old`; each quotation stands in `scope` only where meant.

    `scope` holds every text of the named place, `old` among them.
    Raises NotQuotable when words cannot be made unique.
    """
    folded = [fold(text) for text in scope]
    own = fold(old)
    # a quotation must be met as often in the whole place as it is meant in `old`
    quotes = [_meaningful(old, edit) for edit in found]
    quotes = _apart(quotes)
    for _ in range(40):
        bad = [quote for quote in quotes if not _fits(own, quote, quotes, folded)]
        if not bad:
            return _as_changes(old, quotes)
        for quote in bad:
            _lengthen(old, quote, folded)
        quotes = _apart(quotes)
    raise NotQuotable


def _meaningful(old: str, edit: Edit) -> _Quote:
    """Quote at least one word: what is put in hangs on the word before, a particle on its word."""
    quote = _Quote(old, edit.low, edit.high, (edit,))
    if quote.low == quote.high:
        opened = quote.low > 0 and fold(old[quote.low - 1]) in ("(", "「")
        if opened or not _grow_left(old, quote):
            _grow_right(old, quote)
    while not carries_meaning(old[quote.low : quote.high]) or _lone_mark(old, quote):
        if not _grow_left(old, quote) and not _grow_right(old, quote):
            break
    if _cuts_verb(old, quote.low):
        _grow_left(old, quote)
    return quote


def _cuts_verb(old: str, low: int) -> bool:
    """Whether a quotation from here would leave the head of a verb behind: 認｜めるときは."""
    return 0 < low < len(old) and old[low] in _ENDINGS and "一" <= old[low - 1] <= "龥"


def _lone_mark(old: str, quote: _Quote) -> bool:
    return fold(old[quote.low]) in ("」", ")") and quote.low > 0 and fold(old[quote.low - 1]) != "。"


def _grow_left(old: str, quote: _Quote) -> bool:
    """Take one more unit on the left, not across the end of a sentence."""
    edges = cuts(old)
    at = max((edge for edge in edges if edge < quote.low), default=None)
    if at is None or old[quote.low - 1] == "。":
        return False
    quote.low = at
    return True


def _grow_right(old: str, quote: _Quote) -> bool:
    edges = cuts(old)
    at = min((edge for edge in edges if edge > quote.high), default=None)
    if at is None:
        return False
    quote.high = at
    return True


def _apart(quotes: list[_Quote]) -> list[_Quote]:
    """Quotations that have grown into each other become one."""
    out: list[_Quote] = []
    for quote in sorted(quotes, key=lambda each: (each.low, each.edits[0].low)):
        last = out[-1] if out else None
        if last is not None and quote.low < last.high:
            both = sorted([*last.edits, *quote.edits], key=lambda each: each.low)
            last.high, last.edits = max(last.high, quote.high), tuple(both)
        else:
            out.append(quote)
    return out


def _fits(own: str, quote: _Quote, quotes: list[_Quote], scope: list[str]) -> bool:
    """All places of the quoted words in the scope are meant, and change alike."""
    word = own[quote.low : quote.high]
    alike = [each for each in quotes if own[each.low : each.high] == word]
    if any(fold(each.new) != fold(quote.new) for each in alike):
        return False
    meant = sum(text.count(word) for text in scope)
    return meant == len(alike) and [each.low for each in alike] == _starts(own, word)


def _starts(text: str, word: str) -> list[int]:
    found = []
    at = text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + len(word))
    return found


def _lengthen(old: str, quote: _Quote, scope: list[str]) -> None:
    """Lengthen by the one neighbour that makes the quotation rarest, the left one where both do."""
    tries = []
    for side, grow in enumerate((_grow_left, _grow_right)):
        longer = replace(quote)
        if grow(old, longer):
            word = fold(old[longer.low : longer.high])
            tries.append((sum(text.count(word) for text in scope), _cost(old, longer), side, longer))
    if not tries:
        raise NotQuotable
    best = min(tries, key=lambda each: each[:3])[3]
    quote.low, quote.high = best.low, best.high


def _cost(old: str, quote: _Quote) -> int:
    """Longer is dearer; to end in 。, to open with 、 or a particle, or to cut a bracket, dearer still."""
    words = fold(old[quote.low : quote.high])
    stops = 10 * words.endswith("。") + 5 * words.endswith("、")
    return len(words) + stops + 3 * ("ぁ" <= words[0] <= "ん") + 5 * (words.count("(") != words.count(")"))


def _as_changes(old: str, quotes: list[_Quote]) -> list[Change]:
    out: list[Change] = []
    seen: set[str] = set()
    for quote in sorted(quotes, key=lambda each: each.low):
        words = old[quote.low : quote.high]
        if fold(words) in seen:
            continue
        seen.add(fold(words))
        if not quote.new:
            out.append(Change("削", (words,)))
        elif quote.new.startswith(words) and len(words) in cuts(quote.new):
            out.append(Change("加", (words,), quote.new[len(words) :]))
        else:
            out.append(Change("改", (words,), quote.new))
    return out
