"""Writes operations as a sentence: chaining of verbs, quotations, numerals of the house."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from yoriai.engines.ordinances.kaime.naming import say
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
from yoriai.engines.ordinances.profile import Profile
from yoriai.engines.ordinances.text.numerals import write_number

#: verb in the chain -> verb at the end
_ENDINGS = {
    "改め": "改める",
    "削り": "削る",
    "加え": "加える",
    "とし": "とする",
    "上げ": "上げる",
    "下げ": "下げる",
    "付し": "付する",
}


def render(operations: Sequence[Operation], profile: Profile) -> str:
    """The sentence, with its 。, without indent."""
    clauses: list[str] = []
    prefix = ""
    for operation in operations:
        if isinstance(operation, Context):
            prefix = clause(operation, profile)
            continue
        clauses.append(prefix + clause(operation, profile))
        prefix = ""
    return _closed(profile.comma.join(clauses))


def _closed(words: str) -> str:
    chained = next(each for each in _ENDINGS if words.endswith(each))
    return words.removesuffix(chained) + _ENDINGS[chained] + "。"


def clause(operation: Operation, profile: Profile) -> str:  # noqa: PLR0911 - one line a kind
    """One operation, its verb in the chained form."""
    match operation:
        case Words(places, changes):
            joint = "の規定中" if len(places) == 1 and places[0].upto is not None else "中"
            return _places(places, profile) + joint + words(changes, profile)
        case Rewrite(places):
            return f"{_places(places, profile)}を次のように改め"
        case RewriteText(place, new):
            return f"{_place(place, profile)}を「{new}」に改め"
        case Remove(places):
            return f"{_places(places, profile)}を削り"
        case Move(place, to):
            return f"{_place(place, profile)}を{_place(to, profile)}とし"
        case Shift():
            return _shift(operation, profile)
        case Add():
            return _add(operation, profile)
        case Context(places):
            return _places(places, profile) + "中"
        case _:
            return _heading(operation, profile)


def _place(place: Place, profile: Profile) -> str:
    return say(place, profile.numerals, profile.supplement)


def _places(places: Sequence[Place], profile: Profile) -> str:
    return joined([_place(place, profile) for place in _sharing(places)])


def _sharing(places: Sequence[Place]) -> list[Place]:
    """「第5条第1項及び第2項」: what a place shares with the one before is left out."""
    out: list[Place] = []
    for index, place in enumerate(places):
        before = places[index - 1].steps if index else ()
        shared = 0
        while shared < min(len(before), len(place.steps)) - 1 and before[shared] == place.steps[shared]:
            shared += 1
        own = shared and before[shared].kind == place.steps[shared].kind and not place.steps[shared].same
        out.append(Place(place.steps[shared:], place.upto, place.part, place.with_heading) if own else place)
    return out


def joined(names: Sequence[str]) -> str:
    """`A`, `A及びB`, `A、B及びC`."""
    if len(names) < 2:
        return "".join(names)
    return "、".join(names[:-1]) + "及び" + names[-1]


def words(changes: Sequence[Change], profile: Profile) -> str:
    """`「A」を「B」に、「C」を「D」に改め、「E」を削り`."""
    out = []
    for verb, group in groupby(changes, key=lambda change: change.verb):
        out.append(_same_verb(verb, list(group), profile))
    return profile.comma.join(out)


def _same_verb(verb: str, changes: Sequence[Change], profile: Profile) -> str:
    if verb == "削":
        quoted = [f"「{old}」" for change in changes for old in change.olds]
        return (
            joined(quoted).replace("、「", profile.comma + "「") + "を削り"
            if len(quoted) > 2
            else joined(quoted) + "を削り"
        )
    if verb == "加":
        parts = [f"「{change.olds[0]}」{profile.insert}「{change.new}」を" for change in changes]
        return profile.comma.join(parts) + "加え"
    parts = [joined([f"「{old}」" for old in change.olds]) + f"を「{change.new}」に" for change in changes]
    return profile.comma.join(parts) + "改め"


def _shift(operation: Shift, profile: Profile) -> str:
    unit = {"article": "条", "paragraph": "項", "item": "号", "appendix": "表"}.get(
        operation.places[0].steps[-1].kind, operation.places[0].steps[-1].name
    )
    count = write_number(abs(operation.by), profile.numerals)
    way = "繰り下げ" if operation.by > 0 else "繰り上げ"
    return f"{_places(operation.places, profile)}を{count}{unit}ずつ{way}"


def _heading(operation: SetHeading, profile: Profile) -> str:
    place = _place(operation.place, profile).removesuffix("前")
    joint = "の前に" if operation.place.part == "前" else "に"
    return f"{place}{joint}見出しとして「{operation.new}」を付し"


def _add(operation: Add, profile: Profile) -> str:
    place = _place(operation.place, profile)
    what = (
        f"次の{write_number(operation.count, profile.numerals)}{operation.unit}を" if operation.count else ""
    )
    if operation.where == "as" and operation.target is not None:
        return f"{place}に{_place(operation.target, profile)}として{what or '次のように'}加え"
    joint = {"after": "の次に", "before": "の前に", "end": "に"}[operation.where]
    if operation.unit == "後段" and operation.where == "end":
        return f"{place}に後段として次のように加え"
    if operation.unit.endswith("名"):
        return f"{place}{joint}次の{operation.unit}を付し"
    if not operation.count and operation.unit:
        what = f"次の{operation.unit}を"
    return f"{place}{joint}{what or '次のように'}加え"
