"""The row of 条 with its 章, 節 … : what stays, moves, goes and comes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from yoriai.engines.ordinances.planning.acts import (
    Act,
    GiveHeading,
    Group,
    PutAnew,
    PutIn,
    PutText,
    Renumber,
    RenumberMany,
    TakeOut,
    block_of,
)
from yoriai.engines.ordinances.planning.batching import Entry
from yoriai.engines.ordinances.planning.chapters import ChapterRow, extent
from yoriai.engines.ordinances.planning.crossing import Crossings, find_crossings
from yoriai.engines.ordinances.planning.provisions import of, plan_article
from yoriai.engines.ordinances.planning.sentences import same
from yoriai.engines.ordinances.planning.siblings import Row, rewrites
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.tree import Kind, Node


class ArticleRow(ChapterRow):
    """Plans the 条 of 本則 or 附則; `anew` names old 条 (by id) that must be put anew as a whole."""

    def __init__(
        self, old: Node, new: Node, anew: frozenset[int] = frozenset(), *, cross: bool = False
    ) -> None:
        super().__init__(old, new)
        self.anew, self.cross = anew, cross
        self.later: list[tuple[Node, list[Act]]] = []  # left to do in 条 that have given 項 away
        self.crossings = Crossings()

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
        return self._in_order([*groups, *self._container_groups()])

    def _in_order(self, groups: list[Group]) -> list[Group]:
        """Where nothing moves, 章名 are written among the 条, from front to back."""
        acts = [act for group in groups for act in group.acts]
        if any(isinstance(act, Renumber | RenumberMany) for act in acts):
            return groups
        place = {id(node): at for at, child in enumerate(self.old.children) for node in child.walk()}
        return sorted(groups, key=lambda group: place.get(id(_first_node(group.acts[0])), 0))

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


def _first_node(act: Act) -> Node:
    if isinstance(act, PutIn):
        return act.anchor
    return act.nodes[0] if isinstance(act, PutAnew | TakeOut | RenumberMany) else act.node


def _holds(article: Node, paragraph: Node) -> bool:
    return any(each is paragraph for each in article.children)


def _home(part: Node, article: Node) -> Node | None:
    """The title line nearest above a 条."""
    at = next(index for index, each in enumerate(part.children) if each is article)
    return next((each for each in reversed(part.children[:at]) if each.kind is Kind.CONTAINER), None)


def _not_heading(acts: list[Act]) -> list[Act]:
    return [act for act in acts if not isinstance(act, PutText)]


def is_common(part: Node, article: Node) -> bool:
    """Whether the 見出し above a 条 covers the next 条 too: that has none, though 条 here have them."""
    articles = of(part, Kind.ARTICLE)
    at = next(index for index, each in enumerate(articles) if each is article)
    if article.heading is None or at + 1 == len(articles):
        return False
    following = articles[at + 1]
    return following.heading is None and bare(following.children[0].text) != "削除"
