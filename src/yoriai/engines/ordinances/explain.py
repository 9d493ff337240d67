"""Each operation in plain Japanese, with the rule that it follows."""

from __future__ import annotations

from dataclasses import dataclass

from yoriai.engines.ordinances.amend import Amendment
from yoriai.engines.ordinances.checks.finding import place_of
from yoriai.engines.ordinances.hane.references import Index
from yoriai.engines.ordinances.kaime.naming import say
from yoriai.engines.ordinances.kaime.render import clause
from yoriai.engines.ordinances.operations import (
    Add,
    Context,
    Move,
    Place,
    Remove,
    Rewrite,
    RewriteText,
    SetHeading,
    Shift,
    Words,
)
from yoriai.engines.ordinances.profile import Profile
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.tree import Kind, Node

#: what an operation can be that says something by itself
Told = Words | Rewrite | RewriteText | SetHeading | Remove | Move | Shift | Add

#: the rule that an operation follows, by its kind
RULES = {
    "words": "字句は、意味のまとまりごとに、その場所で一つに定まるように引く",
    "rewrite": "ほとんど変わる規定は、その規定だけを改める",
    "heading": "見出しは条と別に名指して改める",
    "remove": "削った後の番号は詰める",
    "move": "字句を改めてから移す。繰り下げは後ろから、繰り上げは前から",
    "shift": "同じだけ動く四つ以上の規定は、端の一つのほかをまとめて動かす",
    "add": "移した跡に加える。加える規定は、置かれるとおりの形で示す",
}


@dataclass(frozen=True)
class Explained:
    """An operation as data: what, where, in which sentence, by which rule, and what it means."""

    kind: str
    place: str
    wording: str
    rule: str
    meaning: str
    sentence: str

    def as_dict(self) -> dict[str, str]:
        """For diff.json."""
        return {
            "kind": self.kind,
            "place": self.place,
            "wording": self.wording,
            "rule": self.rule,
            "meaning": self.meaning,
            "sentence": self.sentence,
        }


def explained(amendment: Amendment) -> list[Explained]:
    """The operations of an amendment, one list for all its documents."""
    out = []
    for operation, sentence in amendment.operations:
        if isinstance(operation, Context):
            continue
        kind = _kind(operation)
        place = "、".join(_name(each, amendment.profile) for each in _places(operation))
        wording = clause(operation, amendment.profile)
        out.append(Explained(kind, place, wording, RULES[kind], _meaning(operation, place), sentence.text))
    return out


def crossings(amendment: Amendment) -> list[dict[str, str]]:
    """Provisions whose words go on under another kind or parent: a 条 that became a 項, or was divided."""
    if amendment.whole:
        return []
    here = {id(node.source) for node in amendment.outcome.walk() if node.source is not None}
    gone = {
        bare(node.text): node for node in amendment.old.walk() if _provision(node) and id(node) not in here
    }
    old_index, new_index = Index(amendment.old), Index(amendment.outcome)
    found = []
    for node in amendment.outcome.walk():
        source = gone.get(bare(node.text)) if node.source is None and _provision(node) else None
        if node.kind is Kind.PARAGRAPH and node.source is not None:
            source = node.source if _crossed(node, old_index, new_index) else None
        if source is not None:
            start, end = place_of(source, old_index.parents), place_of(node, new_index.parents)
            found.append({"from": start, "to": end})
    return found


def _crossed(node: Node, old: Index, new: Index) -> bool:
    """Whether a 項 stands in another 条 than the one that it was taken from."""
    assert node.source is not None
    before, now = old.above(node.source, Kind.ARTICLE), new.above(node, Kind.ARTICLE)
    return before is not None and now is not None and now.source is not before


def _provision(node: Node) -> bool:
    return node.kind in (Kind.PARAGRAPH, Kind.ITEM) and len(node.text) >= 10


def _name(place: Place, profile: Profile) -> str:
    return say(place, profile.numerals, profile.supplement)


def _kind(operation: Told) -> str:
    kinds = {
        Words: "words",
        Rewrite: "rewrite",
        RewriteText: "heading",
        SetHeading: "heading",
        Remove: "remove",
        Move: "move",
        Shift: "shift",
        Add: "add",
    }
    return kinds[type(operation)]


def _places(operation: Told) -> tuple[Place, ...]:
    match operation:
        case Words(places, _) | Rewrite(places) | Remove(places) | Shift(places, _):
            return places
        case Move(place, _) | RewriteText(place, _) | SetHeading(place, _):
            return (place,)
        case _:
            return (operation.place,)


def _meaning(operation: Told, place: str) -> str:  # noqa: PLR0911 - one line a kind
    match operation:
        case Words(_, changes):
            return f"{place}の字句を{len(changes)}か所改めます。"
        case Rewrite():
            return f"{place}を新しい文に置き換えます。"
        case RewriteText(_, new):
            return f"{place}を「{new}」にします。"
        case SetHeading(_, new):
            return f"{place}に見出し「{new}」を付けます。"
        case Remove():
            return f"{place}をなくします。"
        case Move(_, to):
            return f"{place}の番号を「{say(to)}」に変えます。"
        case Shift(_, by):
            return f"{place}の番号を{abs(by)}つ{'後ろ' if by > 0 else '前'}へ送ります。"
        case _:
            where = {"after": "のすぐ後に", "before": "のすぐ前に", "as": "の初めに"}.get(
                operation.where, "の終わりに"
            )
            return f"{place}{where}新しい規定を置きます。"
