"""Turns a plan into sentences: names each place as it stands when the sentence begins.

The writer carries every sentence out on a working copy of the old text as soon as it is written, so that
the next sentence names what is then there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yoriai.engines.ordinances.applying.house import Dress, House
from yoriai.engines.ordinances.applying.moves import Mover
from yoriai.engines.ordinances.applying.perform import perform
from yoriai.engines.ordinances.applying.resolve import Resolver
from yoriai.engines.ordinances.kaime.paths import Namer
from yoriai.engines.ordinances.kaime.render import render
from yoriai.engines.ordinances.operations import (
    Add,
    Context,
    Move,
    Operation,
    Place,
    Remove,
    Rewrite,
    RewriteText,
    Sentence,
    SetHeading,
    Shift,
    Step,
    Words,
)
from yoriai.engines.ordinances.planning.acts import (
    Act,
    ChangeWords,
    GiveHeading,
    Group,
    PutAnew,
    PutIn,
    PutText,
    Renumber,
    RenumberMany,
    TakeOut,
)
from yoriai.engines.ordinances.profile import Profile
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.lines import split_lines
from yoriai.engines.ordinances.text.tree import Kind, Node

_STRUCTURE = (Renumber, RenumberMany, TakeOut, PutIn)


class Writer:
    """Writes the sentences of a plan one by one."""

    def __init__(self, old: Node, profile: Profile) -> None:
        self.root = old.copy()
        self.profile = profile
        self.house = House(old)
        self.resolver = Resolver(self.root)
        self.dress = Dress(self.house, "", "（(）)")
        self.now = {id(node.source): node for node in self.root.walk() if node.source is not None}
        self.sentences: list[Sentence] = []

    def write(self, groups: Sequence[Group]) -> list[Sentence]:
        """Sentences for all groups.

        Raises Unfit when a sentence does not do on the working copy what it says.
        """
        for group in groups:
            for acts in _sentences(group.acts):
                self._sentence(acts)
        return self.sentences

    def _sentence(self, acts: Sequence[Act]) -> None:
        self.resolver.begin(len(self.sentences) + 1)
        namer = Namer(self.resolver)
        operations: list[Operation] = []
        block: tuple[str, ...] = ()
        bare = self._bare_parent(acts)
        if bare is not None:
            operations.append(Context((namer.place(bare),)))
            self.resolver.find(operations[0].places[0])  # type: ignore[union-attr]
            namer.bare = bare
        for act in acts:
            if isinstance(act, PutAnew | PutIn):
                block = tuple(act.block)
            for operation in self._operations(act, namer):
                operations.append(operation)
                perform(
                    operation,
                    split_lines("".join(block)),
                    self.resolver,
                    self.house,
                    self.dress,
                    len(self.sentences) + 1,
                )
            self._follow(act)
        Mover(self.resolver, self.house).settle_order()
        done = _together(operations)
        self.sentences.append(Sentence(done, block, 0, render(done, self.profile)))

    def _follow(self, act: Act) -> None:
        """A 項 that has become a 条 is spoken of as that 条 from here on."""
        if isinstance(act, Renumber) and act.under is not None and act.under.kind is Kind.MAIN:
            self.now[id(act.node)] = self.resolver.parents[id(self.now[id(act.node)])]

    def _bare_parent(self, acts: Sequence[Act]) -> Node | None:
        """The 条, 項 or 号 for 「第41条中第3項を…」: the sentence begins with moves under it."""
        first = [act for act in acts[:2] if isinstance(act, Renumber | RenumberMany | TakeOut)]
        if len(acts) < 2 or not first or first[0] is not acts[0] or not isinstance(acts[1], _STRUCTURE):
            return None
        if isinstance(acts[0], TakeOut) and acts[0].part:
            return None
        node = self._node(acts[0])
        parent = self.resolver.parents[id(node)]
        if parent.kind is Kind.PARAGRAPH and self._only(parent):
            parent = self.resolver.parents[id(parent)]
        under_second = self._under(acts[1], node)
        return (
            parent
            if parent.kind in (Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM, Kind.SUB) and under_second
            else None
        )

    def _under(self, act: Act, node: Node) -> bool:
        """Whether an act works on siblings of a node."""
        if isinstance(act, PutIn) and act.where != "after":
            return False
        other = self._node(act)
        return self.resolver.parents.get(id(other)) is self.resolver.parents[id(node)]

    def _only(self, paragraph: Node) -> bool:
        parent = self.resolver.parents[id(paragraph)]
        return parent.kind is Kind.ARTICLE and sum(c.kind is Kind.PARAGRAPH for c in parent.children) == 1

    def _node(self, act: Act) -> Node:
        if isinstance(act, PutIn):
            return self.now[id(act.anchor)]
        node = act.nodes[0] if isinstance(act, PutAnew | TakeOut | RenumberMany) else act.node
        return self.now[id(node)]

    def _operations(self, act: Act, namer: Namer) -> list[Operation]:  # noqa: PLR0911 - one line a kind
        node = self._node(act)
        if not isinstance(act, _STRUCTURE) or not namer.is_bare(node):
            namer.bare = None
        match act:
            case ChangeWords(_, part, changes):
                return [Words((namer.place(node, part),), tuple(changes))]
            case PutAnew(nodes, part, _):
                return [Rewrite(namer.many([self.now[id(each)] for each in nodes], part))]
            case PutText(_, part, new):
                return [RewriteText(namer.place(node, part), new)]
            case GiveHeading(_, new, common):
                return [SetHeading(namer.place(node, "前" if common else ""), new)]
            case TakeOut(nodes, part):
                return [Remove(namer.many([self.now[id(each)] for each in nodes], part))]
            case Renumber(_, number, under) if under is not None:
                return [self._cross(node, number, under, namer)]
            case Renumber(_, number):
                return [self._move(node, number, namer)]
            case RenumberMany(nodes, by):
                return [self._shift([self.now[id(each)] for each in nodes], by, namer)]
            case _:
                return [self._put_in(act, node, namer)]

    def _move(self, node: Node, number: tuple[int, ...], namer: Namer) -> Operation:
        place = namer.place(node)
        self.resolver.find(place)
        step = namer.numbered(node, number)
        beyond = node.upto[0] - node.number[0] if node.upto else 0
        last = Step(step.kind, (number[0] + beyond,)) if beyond else None
        return Move(place, Place((*namer.parent_steps(node), step), last))

    def _cross(self, node: Node, number: tuple[int, ...], under: Node, namer: Namer) -> Operation:
        """「第5条を第4条第2項とし」, 「第4条第2項を第5条とし」."""
        place = namer.place(node)
        self.resolver.find(place)
        host = self.now[id(under)]
        if host.kind is Kind.MAIN:
            return Move(place, Place((Step("article", number),)))
        return Move(place, Place((namer.own(host), Step("paragraph", number))))

    def _shift(self, nodes: list[Node], by: int, namer: Namer) -> Operation:
        places = namer.many(nodes, "")
        if nodes[0].kind is not Kind.SUB:
            return Shift(places, by)
        self.resolver.find(places[0])
        first, last = nodes[0], nodes[-1]
        start = namer.numbered(first, (first.number[0] + by, *first.number[1:]))
        stop = namer.numbered(last, (last.number[0] + by, *last.number[1:]))
        parent = namer.parent_steps(first) if namer.bare is None else ()
        return Move(places[0], Place((*parent, start), stop))

    def _put_in(self, act: PutIn, node: Node, namer: Namer) -> Operation:
        if act.where == "sentence":
            return Add(namer.place(node), "end", act.unit)
        if act.where != "as":
            return Add(namer.anchor(node), act.where, act.unit, act.count)
        kinds = {"条": "article", "項": "paragraph", "号": "item"}
        target = Step(kinds[act.unit], act.number) if act.unit in kinds else Step("sub", name=fold(act.sub))
        return Add(namer.place(node), "as", act.unit, act.count, Place((target,)))


def _sentences(acts: Sequence[Act]) -> list[list[Act]]:
    """A block ends the sentence."""
    out: list[list[Act]] = [[]]
    for act in acts:
        crossed = isinstance(act, Renumber) and act.under is not None and _moves(out[-1], act.under)
        if crossed or (
            isinstance(act, PutIn) and _moves(out[-1], act.anchor) and not _just_moved(out[-1], act.anchor)
        ):
            out.append([])  # it cannot be 「同号」 any more: its new number counts from the next sentence on
        out[-1].append(act)
        if isinstance(act, PutAnew | PutIn):
            out.append([])
    return [each for each in out if each]


def _just_moved(acts: Sequence[Act], node: Node) -> bool:
    """Whether 「同号」 can mean the node (there is no 「同ア」)."""
    last = acts[-1]
    return isinstance(last, Renumber) and last.node is node and node.kind is not Kind.SUB


def _moves(acts: Sequence[Act], node: Node) -> bool:
    moved = [act.node for act in acts if isinstance(act, Renumber)]
    moved += [each for act in acts if isinstance(act, RenumberMany) for each in act.nodes]
    return any(each is node for each in moved)


def _together(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """The same words in neighbouring places are said once: 「第2項及び第3項中「A」を「B」に」."""
    out: list[Operation] = []
    for each in operations:
        last = out[-1] if out else None
        if not isinstance(each, Words) or not isinstance(last, Words):
            out.append(each)
            continue
        places = tuple(_in_full(place, last.places[-1]) for place in each.places)
        if places == last.places:
            out[-1] = replace(last, changes=last.changes + each.changes)
        elif _mergeable(last, each):
            out[-1] = replace(last, places=last.places + places)
        else:
            out.append(each)
    return tuple(out)


def _in_full(place: Place, before: Place) -> Place:
    """「同条第2項」 behind 「第3条第1項」 with the name of the 条, which a list then leaves out."""
    head, kinds = place.steps[0], [step.kind for step in before.steps]
    if not head.same or head.kind not in ("article", "paragraph", "item") or head.kind not in kinds:
        return place
    return replace(place, steps=before.steps[: kinds.index(head.kind) + 1] + place.steps[1:])


def _mergeable(left: Words, right: Words) -> bool:
    """Only places named in full, or from 同条 on, can stand in one list."""
    return left.changes == right.changes and not any(
        place.part or place.upto for place in left.places + right.places
    )
