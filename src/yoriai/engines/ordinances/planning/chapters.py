"""The rows of 章, 節 …: title lines among the 条, and the 条 that come or go with them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from yoriai.engines.ordinances.compare.align import align
from yoriai.engines.ordinances.compare.words import changes, edits
from yoriai.engines.ordinances.planning.acts import Act, ChangeWords, Group, PutAnew, PutIn, TakeOut, block_of
from yoriai.engines.ordinances.planning.batching import Entry
from yoriai.engines.ordinances.planning.provisions import of
from yoriai.engines.ordinances.planning.siblings import Row
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.lines import LEVELS
from yoriai.engines.ordinances.text.numerals import Number
from yoriai.engines.ordinances.text.tree import Kind, Node

Pair = tuple[Node | None, Node | None]


class ChapterRow:
    """Plans the 章 of a part; `pairs` are its 条, old and new."""

    def __init__(self, old: Node, new: Node) -> None:
        self.old, self.new = old, new
        self.containers = self._container_pairs()
        self.removed: list[Node] = []  # 章 that go with all their 条
        self.new_chapters = [
            b for a, b in self.containers if a is None and b is not None and self._all_new(b)
        ]
        self.pairs: list[Pair] = align(of(old, Kind.ARTICLE), of(new, Kind.ARTICLE))

    def _container_pairs(self) -> list[tuple[Node | None, Node | None]]:
        pairs: list[tuple[Node | None, Node | None]] = []
        for level in LEVELS:
            left = [each for each in of(self.old, Kind.CONTAINER) if each.family == level]
            right = [each for each in of(self.new, Kind.CONTAINER) if each.family == level]
            pairs += align_titles(left, right)
        return pairs

    def _all_new(self, chapter: Node) -> bool:
        articles = [each for each in extent(self.new, chapter) if each.kind is Kind.ARTICLE]
        old_articles = {_key(each) for each in of(self.old, Kind.ARTICLE)}
        return bool(articles) and not any(_key(each) in old_articles for each in articles)

    def _whole_new(self) -> list[Node]:
        """New 章 whose 条 are all additions, the outermost only."""
        added = {id(b) for a, b in self.pairs if a is None and b is not None}
        chapters = []
        covered: set[int] = set()
        for chapter in self.new_chapters:
            inside = extent(self.new, chapter)
            articles = [each for each in inside if each.kind is Kind.ARTICLE]
            if id(chapter) not in covered and all(id(each) in added for each in articles):
                chapters.append(chapter)
                covered |= {id(each) for each in inside}
        return chapters

    def _whole_chapters(self, acts: list[Act]) -> list[Act]:
        """Removal of all 条 of a 章 that goes is the removal of the 章."""
        gone = [a for a, b in self.containers if a is not None and b is None]
        out: list[Act] = []
        for act in acts:
            out += self._chapter_removals(act, gone) if isinstance(act, TakeOut) and not act.part else [act]
        return out

    def _chapter_removals(self, act: TakeOut, gone: Sequence[Node]) -> list[Act]:
        left = list(act.nodes)
        chapters: list[Node] = []
        for chapter in gone:
            articles = [each for each in extent(self.old, chapter) if each.kind is Kind.ARTICLE]
            if articles and all(any(each is node for node in left) for each in articles):
                left = [node for node in left if not any(node is each for each in articles)]
                chapters.append(chapter)
        self.removed += chapters
        return [*([TakeOut(left)] if left else []), *(TakeOut([chapter]) for chapter in chapters)]

    def _container_groups(self) -> list[Group]:
        groups: list[Group] = []
        whole_new = self._whole_new()
        covered = {id(each) for chapter in whole_new for each in extent(self.new, chapter)}
        for level in LEVELS:
            pairs = [pair for pair in self.containers if _level(pair) == level]
            pairs = [(a, b) for a, b in pairs if not any(a is gone for gone in self.removed)]
            inner_new = covered - {id(chapter) for chapter in whole_new}
            pairs = [(a, b) for a, b in pairs if b is None or id(b) not in inner_new]
            entries = [Entry(a, b) for a, b in pairs]
            for entry in entries:
                entry.inner = _title_acts(entry.old, entry.new)
            groups += Row(entries, self._place_title).groups()
        for group in groups:
            group.acts = [each for act in group.acts for each in _title_removals(act)]
        return groups

    def _place_title(self, new: Sequence[Node], before: Entry | None, after: Entry | None) -> list[Act]:
        """New 章 in a row come together, the last row first: all of them go behind the same 章."""
        whole = {id(title) for title in self._whole_new()}
        acts: list[Act] = []
        for entire, row in groupby(new, lambda title: id(title) in whole):
            titles = list(row)
            lines = [act for title in titles for act in self._place_title_line(title)]
            acts = [*([self._place_chapters(titles, before, after)] if entire else lines), *acts]
        return acts

    def _place_chapters(self, titles: Sequence[Node], before: Entry | None, after: Entry | None) -> Act:
        inside = [node for title in titles for node in extent(self.new, title)]
        unit, count, block = titles[0].family, len(titles), block_of(inside)
        if before is not None and before.old is not None:
            return PutIn(before.old, "after", unit, count, block)
        if after is not None and after.old is not None:
            return PutIn(after.old, "before", unit, count, block)
        return PutIn(self.old, "end", unit, count, block)

    def _place_title_line(self, title: Node) -> list[Act]:
        siblings = self.new.children
        at = next(index for index, each in enumerate(siblings) if each is title)
        below = next((each for each in siblings[at + 1 :] if each.kind is Kind.ARTICLE), None)
        old = next((a for a, b in self.pairs if b is below and a is not None), None)
        if old is None:
            return []
        return [PutIn(old, "before", f"{title.family}名", 0, block_of([title]))]


def _title_removals(act: Act) -> list[Act]:
    """What goes of a 章 whose 条 stay is its 章名; each is named for itself."""
    if not isinstance(act, TakeOut):
        return [act]
    return [TakeOut([title], f"{title.family}名") for title in act.nodes]


def _level(pair: tuple[Node | None, Node | None]) -> str:
    node = pair[0] or pair[1]
    assert node is not None
    return node.family


def _key(node: Node) -> tuple[str, str]:
    heading = bare(node.heading.text) if node.heading is not None else ""
    return heading, "".join(bare(each.text) for each in node.body())


def extent(part: Node, container: Node) -> list[Node]:
    """The title of a 章 and all below it."""
    siblings = part.children
    start = next(index for index, each in enumerate(siblings) if each is container)
    level = LEVELS.index(container.family)
    out = [container]
    for each in siblings[start + 1 :]:
        if each.kind is Kind.CONTAINER and LEVELS.index(each.family) <= level:
            break
        out.append(each)
    return out


def align_titles(left: Sequence[Node], right: Sequence[Node]) -> list[tuple[Node | None, Node | None]]:
    """Titles of 章 in one order; a title that only changes its words keeps its place."""
    out: list[tuple[Node | None, Node | None]] = []
    gone: dict[Number, int] = {}  # where those stand that go, since the last one that stays
    for old, new in align(left, right):
        at = gone.get(new.number) if old is None and new is not None else None
        if at is not None:
            out[at] = (out[at][0], new)
            gone = {number: later for number, later in gone.items() if later > at}
            continue
        if new is not None and old is not None:
            gone = {}
        elif old is not None:
            gone[old.number] = len(out)
        out.append((old, new))
    return out


def _title_acts(old: Node | None, new: Node | None) -> list[Act]:
    if old is None or new is None or bare(old.text) == bare(new.text):
        return []
    part = f"{old.family}名"
    found = edits(old.text, new.text)
    kept = len(old.text) - sum(edit.high - edit.low for edit in found)
    if len(found) == 1 and kept * 2 >= len(old.text):
        return [ChangeWords(old, part, changes(old.text, found, [old.text]))]
    return [PutAnew([old], part, block_of([new]))]
