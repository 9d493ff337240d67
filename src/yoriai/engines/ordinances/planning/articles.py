"""The row of 条 with its 章, 節 … : what stays, moves, goes and comes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from yoriai.engines.ordinances.compare.align import align
from yoriai.engines.ordinances.compare.words import changes, edits
from yoriai.engines.ordinances.planning.acts import (
    Act,
    ChangeWords,
    GiveHeading,
    Group,
    PutAnew,
    PutIn,
    PutText,
    Renumber,
    TakeOut,
    block_of,
)
from yoriai.engines.ordinances.planning.batching import Entry
from yoriai.engines.ordinances.planning.crossing import Crossings, find_crossings
from yoriai.engines.ordinances.planning.provisions import of, plan_article
from yoriai.engines.ordinances.planning.sentences import same
from yoriai.engines.ordinances.planning.siblings import Row, rewrites
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.lines import LEVELS
from yoriai.engines.ordinances.text.numerals import Number
from yoriai.engines.ordinances.text.tree import Kind, Node


class ArticleRow:
    """Plans the 条 of 本則 or 附則; `anew` names old 条 (by id) that must be put anew as a whole."""

    def __init__(
        self, old: Node, new: Node, anew: frozenset[int] = frozenset(), *, cross: bool = False
    ) -> None:
        self.old, self.new, self.anew, self.cross = old, new, anew, cross
        self.later: list[tuple[Node, list[Act]]] = []  # left to do in 条 that have given 項 away
        self.containers = self._container_pairs()
        self.removed: list[Node] = []  # 章 that go with all their 条
        self.new_chapters = [
            b for a, b in self.containers if a is None and b is not None and self._all_new(b)
        ]
        self.crossings = Crossings()
        self.pairs: list[tuple[Node | None, Node | None]] = align(
            of(old, Kind.ARTICLE), of(new, Kind.ARTICLE)
        )

    def groups(self) -> list[Group]:
        """The groups for 章 and 条, in the order in which they have to be carried out."""
        inside = {id(node) for chapter in self._whole_new() for node in extent(self.new, chapter)}
        entries = rewrites([pair for pair in self.pairs if pair[1] is None or id(pair[1]) not in inside])
        entries = [each for entry in entries for each in self._at_home(entry)]
        if self.cross:
            self.crossings = find_crossings(self.old, [(entry.old, entry.new) for entry in entries])
        for entry in entries:
            self._inner(entry)
        groups = Row(entries, self._place).groups()
        for group in groups:
            group.acts = self._merged(self._whole_chapters(group.acts))
            given = [act.node for act in group.acts if isinstance(act, Renumber) and act.under is not None]
            for host, acts in self.later:  # when its 項 have left, a 条 closes up
                group.acts += acts if any(_holds(host, node) for node in given) else []
        return [*groups, *self._container_groups()]

    def _merged(self, acts: list[Act]) -> list[Act]:
        """条 that go on as 項 of another one are moved there, not taken out."""
        out: list[Act] = []
        for act in acts:
            if not isinstance(act, TakeOut) or act.part:
                out.append(act)
                continue
            for crosses, row in groupby(act.nodes, lambda node: id(node) in self.crossings.merged):
                nodes = list(row)
                moved = [each for node in nodes for each in self.crossings.merged.get(id(node), [])]
                out += moved if crosses else [TakeOut(nodes)]
        return out

    def _at_home(self, entry: Entry) -> list[Entry]:
        """A 条 cannot go on under another 章 that was there before: it goes here and comes there."""
        if entry.old is None or entry.new is None:
            return [entry]
        partner = {id(a): b for a, b in self.containers if a is not None and b is not None}
        before, now = _home(self.old, entry.old), _home(self.new, entry.new)
        expected = partner.get(id(before))
        if expected is None or expected is now or not any(b is now for b in partner.values()):
            return [entry]
        return [*(Entry(each, None) for each in [entry.old, *entry.also]), Entry(None, entry.new)]

    def _inner(self, entry: Entry) -> None:
        if entry.old is None or entry.new is None or entry.inner:
            return
        if id(entry.old) in self.anew and not same(entry.old, entry.new):
            entry.inner = [PutAnew([entry.old], "", block_of([entry.new]))]
            return
        common = is_common(self.old, entry.old)
        entry.inner = plan_article(entry.old, entry.new, common=common, passing=self.crossings.passing)
        if id(entry.old) in self.crossings.parted:  # first its 項 leave, then the others close up
            stay: list[Act] = [act for act in entry.inner if not isinstance(act, Renumber | TakeOut | PutIn)]
            self.later.append(
                (entry.old, [act for act in entry.inner if not any(act is each for each in stay)])
            )
            entry.inner = stay
        if common and entry.way and entry.old.heading is not None and entry.new.heading is not None:
            entry.inner = [TakeOut([entry.old], "前の見出し"), *_not_heading(entry.inner)]
            entry.then = [GiveHeading(entry.old, entry.new.heading.text, common=True)]

    def _place(self, new: Sequence[Node], before: Entry | None, after: Entry | None) -> list[Act]:
        """New 条 come behind the one before, or before the next where a 章 begins, or at the end."""
        acts: list[Act] = []
        for chunk in self._chunks(new):
            acts += self.crossings.divided.get(id(chunk[0])) or self._place_chunk(chunk, before, after)
        return acts

    def _chunks(self, new: Sequence[Node]) -> list[list[Node]]:
        """Cut the new 条 where a title line stands between them; the last chunk comes first."""
        chunks: list[list[Node]] = []
        for node in new:
            crosses = (
                {id(each) for each in (*chunks[-1][-1:], node)} & self.crossings.divided.keys()
                if chunks
                else ()
            )
            if chunks and self._title_before(node) is None and not crosses:
                chunks[-1].append(node)
            else:
                chunks.append([node])
        return chunks[::-1]

    def _title_before(self, node: Node) -> Node | None:
        """The title line right above a new 条."""
        siblings = self.new.children
        at = next(index for index, each in enumerate(siblings) if each is node)
        above = siblings[at - 1] if at else None
        return above if above is not None and above.kind is Kind.CONTAINER else None

    def _place_chunk(self, new: Sequence[Node], before: Entry | None, after: Entry | None) -> list[Act]:
        block, count = block_of(new), len(new)
        if self._title_before(new[0]) is not None and after is not None and after.old is not None:
            return [PutIn(after.old, "before", "条", count, block)]
        if before is not None and before.old is not None:
            if self._last_of_part(new[-1]) and len(new[0].number) == 1:
                return [PutIn(self._end_anchor(before.old), "end", "条", count, block)]
            return [PutIn(before.old, "after", "条", count, block)]
        if after is not None and after.old is not None:
            return [PutIn(after.old, "before", "条", count, block)]
        return [PutIn(self.old, "end", "条", count, block)]

    def _last_of_part(self, node: Node) -> bool:
        """Whether nothing but a title line follows the new 条."""
        siblings = self.new.children
        at = next(index for index, each in enumerate(siblings) if each is node)
        return at + 1 == len(siblings)

    def _end_anchor(self, last: Node) -> Node:
        """The last 章 for a new last 条, where there are 章; else 本則 or 附則 itself."""
        siblings = self.old.children
        at = next(index for index, each in enumerate(siblings) if each is last)
        titles = [each for each in siblings[:at] if each.kind is Kind.CONTAINER]
        return titles[-1] if titles else self.old

    # 章, 節 …

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


def _holds(article: Node, paragraph: Node) -> bool:
    return any(each is paragraph for each in article.children)


def _home(part: Node, article: Node) -> Node | None:
    """The title line nearest above a 条."""
    home: Node | None = None
    for each in part.children:
        if each is article:
            break
        home = each if each.kind is Kind.CONTAINER else home
    return home


def _title_removals(act: Act) -> list[Act]:
    """What goes of a 章 whose 条 stay is its 章名; each is named for itself."""
    if not isinstance(act, TakeOut):
        return [act]
    return [TakeOut([title], f"{title.family}名") for title in act.nodes]


def _level(pair: tuple[Node | None, Node | None]) -> str:
    node = pair[0] or pair[1]
    assert node is not None
    return node.family


def _not_heading(acts: list[Act]) -> list[Act]:
    return [act for act in acts if not isinstance(act, PutText)]


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


def is_common(part: Node, article: Node) -> bool:
    """Whether the 見出し above a 条 covers the next 条 too: that has none, though 条 here have them."""
    articles = of(part, Kind.ARTICLE)
    at = next(index for index, each in enumerate(articles) if each is article)
    if article.heading is None or at + 1 == len(articles):
        return False
    following = articles[at + 1]
    return following.heading is None and bare(following.children[0].text) != "削除"
