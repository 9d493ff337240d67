"""Making one entry of two: what stays in each column, what happens to links that collide, what is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Field, Model

from ..models import Organisation, Person, Reach

Entry = Person | Organisation
Side = Literal["kept", "gone", "both"]
#: When a column of an entry was last corrected by hand, for those that ever were.
Corrected = Mapping[str, datetime]

MODELS: dict[str, type[Person] | type[Organisation]] = {"person": Person, "organisation": Organisation}
#: What an entry is to the system, not what it says about somebody: never chosen. An account that only the
#: entry that goes has moves with it (`account`); of two accounts each keeps its own, and both lead to one.
_OWN = {"id", "key", "version", "merged_into", "erased_at", "created_at", "checked_by_hand", "user"}
#: Of these the kept entry holds afterwards what either held: nobody is asked.
_UNITED = {"fields_of_activity"}
#: Columns that say something only together: one choice for all when they contradict each other.
_TOGETHER = {
    "postal_code": "address",
    "municipality": "address",
    "guardian_relation": "guardian",
    "certified_from": "certification",
    "certified_until": "certification",
    "certification_withdrawn_on": "certification",
    "dissolution_reason": "dissolved_on",
    "representative_kana": "representative",
    "profile_consent_on": "profile",
}
#: A consent is to one text: these are never mixed, even where one side is empty.
_WHOLE = {"profile"}
#: Free texts of which both can stay, and what is put between them.
_JOINED = {"note": "\n", "care_needs": "\n", "access_needs": "\n", "former_names": "、", "languages": "、"}
_JOINED |= {"branches": "\n", "supervision": "\n"}

#: model -> what its rows are called on the page. Areas add theirs with `name_links`.
LINKS: dict[str, str] = {
    "register.affiliation": "団体での役割",
    "register.consent": "同意",
    "register.reach": "連絡先",
    "register.sendingline": "発送の記録",
    "register.person": "保護している子",
    "register.erasure": "消去の記録",
    "register.erasurerequest": "消去の求め",
    "register.tie": "団体どうしのつながり",
    "register.offering": "提供できること・求めていること",
    "register.usergroup": "利用団体の登録",
    "register.organisation_works_in": "活動する市町村",
    "register.incidentperson": "漏えい等の記録",
    "register.correction": "訂正の申し出",
    "register.retentionhold": "保存を延ばす決定",
    "register.refusal": "お知らせを断った記録",
}
#: Integer columns that hold an entry's number without a foreign key -> how merging keeps them true.
#: "follows": never rewritten; whoever reads them asks for all numbers of an entry (queries.merging.ids_of).
#: "moves": rewritten and kept for undoing. "renewed": made anew from the entries as they are.
NUMBERS: dict[str, Literal["follows", "moves", "renewed"]] = {
    "register.fieldchange.row_id": "follows",
    "register.sight.person_id": "follows",
    "register.importline.target_id": "follows",
    "register.merge.kept_id": "follows",
    "register.merge.gone_id": "follows",
    "register.notthesame.first_id": "moves",
    "register.notthesame.second_id": "moves",
    "register.searchentry.row_id": "renewed",
    "register.twinpair.first_id": "follows",
    "register.twinpair.second_id": "follows",
}
#: Of two rows that say the same in every column, one is enough.
ONCE = {"register.affiliation", "register.consent", "register.offering", "register.tie"}


class CannotMerge(Exception):
    """The entries cannot be made one, or a merging cannot be undone; the text says why."""


def name_links(words: Mapping[str, str]) -> None:
    """What an area's rows that point to people or organisations are called; again is harmless."""
    LINKS.update(words)


def columns(kind: str) -> list[str]:
    """The columns of which one value stays, in the order of the model."""
    return [field.name for field in MODELS[kind]._meta.concrete_fields if field.name not in _OWN | _UNITED]


def group_of(column: str) -> str:
    """The column whose choice decides about this one."""
    return _TOGETHER.get(column, column)


@dataclass(frozen=True)
class Difference:
    """Columns that belong together and differ: what stays unless somebody chooses, and what may be chosen."""

    name: str
    columns: tuple[str, ...]
    side: Side
    sides: tuple[Side, ...]


def differences(kept: Entry, gone: Entry, by_hand: tuple[Corrected, Corrected]) -> list[Difference]:
    """The differing columns in groups, each with the choice that stands by itself.

    Filled beats empty, and a newer correction by hand beats an older one; otherwise the kept entry stays as
    it is. Two free texts both stay. `by_hand` holds the newest corrections of the kept and the other entry.
    """
    found = []
    for name, group in _groups(kept, gone):
        sides = _sides(name, kept, gone)
        side: Side = "both" if "both" in sides else _filled_side(name, group, kept, gone)
        if side == "kept" and _filled(gone, name if name in group else group[0]) and _newer(group, *by_hand):
            side = "gone"
        found.append(Difference(name, group, side, sides))
    return found


def _groups(kept: Entry, gone: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    groups: dict[str, list[str]] = {}
    for column in columns("person" if isinstance(kept, Person) else "organisation"):
        if _value(kept, column) != _value(gone, column):
            groups.setdefault(group_of(column), []).append(column)
    for name, group in groups.items():
        if name in _WHOLE or any(_filled(kept, column) and _filled(gone, column) for column in group):
            yield name, tuple(group)
        else:
            yield from ((column, (column,)) for column in group)


def _sides(name: str, kept: Entry, gone: Entry) -> tuple[Side, ...]:
    if name in _JOINED and _filled(kept, name) and _filled(gone, name):
        longest = field_of(kept, name).max_length
        if longest is None or len(joined(name, kept, gone)) <= longest:
            return ("kept", "gone", "both")
    return ("kept", "gone")


def _filled_side(name: str, group: tuple[str, ...], kept: Entry, gone: Entry) -> Side:
    lead = name if name in group else group[0]
    return "gone" if _filled(gone, lead) and not _filled(kept, lead) else "kept"


def _newer(group: tuple[str, ...], ours: Corrected, theirs: Corrected) -> bool:
    """Whether the other entry was corrected by hand there, and later than the kept one."""
    ours_at, theirs_at = (max((hand[c] for c in group if c in hand), default=None) for hand in (ours, theirs))
    return bool(theirs_at and (not ours_at or theirs_at > ours_at))


def result(kept: Entry, gone: Entry, found: list[Difference], choices: Mapping[str, str]) -> dict[str, Any]:
    """What the kept entry's columns become where they change; a choice that is not offered is not heard."""
    changed: dict[str, Any] = {}
    for difference in found:
        side = choices.get(difference.name, "")
        if side not in difference.sides:
            side = difference.side
        if side == "both":
            changed[difference.name] = joined(difference.name, kept, gone)
        elif side == "gone":
            changed |= {_attname(kept, column): _value(gone, column) for column in difference.columns}
    return changed


def united(kept: Entry, gone: Entry) -> dict[str, Any]:
    """What the kept entry's columns become that hold what either held, where that is more."""
    found: dict[str, Any] = {}
    if isinstance(kept, Organisation) and isinstance(gone, Organisation):
        for column in _UNITED:
            both = tuple(sorted({*_value(kept, column), *_value(gone, column)}))
            found |= {column: both} if both != _value(kept, column) else {}
    return found


def joined(column: str, kept: Entry, gone: Entry) -> str:
    """Both texts, each part once."""
    between = _JOINED[column]
    parts = f"{getattr(kept, column)}{between}{getattr(gone, column)}".split(between)
    return between.join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def account(kept: Entry, gone: Entry) -> bool:
    """Whether the account of the entry that goes moves to the kept one."""
    return isinstance(kept, Person) and isinstance(gone, Person) and bool(gone.user_id and not kept.user_id)


def hands(kept: Organisation, gone: Organisation, changed: Mapping[str, Any]) -> list[str]:
    """The columns of the kept organisation that were corrected by hand, with those taken over."""
    taken = [column for column in gone.checked_by_hand if column in changed]
    return list(dict.fromkeys([*kept.checked_by_hand, *taken]))


def must_be_mergeable(kept: Entry, gone: Entry) -> None:
    """Two current entries of one kind, neither erased nor the other's guardian. Raises CannotMerge."""
    if kept.pk == gone.pk:
        raise CannotMerge("同じひとつの登録です。")
    if kept.merged_into_id or gone.merged_into_id:
        raise CannotMerge("どちらかは、もうほかの登録にまとめられています。")
    if isinstance(kept, Person) and isinstance(gone, Person):
        if kept.erased_at or gone.erased_at:
            raise CannotMerge("どちらかの個人情報は、消去されています。")
        if kept.guardian_id == gone.pk or gone.guardian_id == kept.pk:
            raise CannotMerge("保護者と子として登録されています。ちがう人なら「ちがう」を選んでください。")


def row_of_two(stays: Model, goes: Model) -> dict[str, Any]:
    """What the row that stays takes over from one that collides with it: what it leaves empty itself; and a
    wish not to be reached somewhere is never lost."""
    fields = [field for field in stays._meta.concrete_fields if not field.primary_key]
    taken = {field.attname: field.value_from_object(goes) for field in fields}
    if isinstance(stays, Reach) and isinstance(goes, Reach):
        taken["avoid"] = stays.avoid or goes.avoid
        taken["preferred"] = (stays.preferred or goes.preferred) and not taken["avoid"]
        return {name: taken[name] for name in ("avoid", "preferred") if taken[name] != getattr(stays, name)}
    return {
        name: value
        for name, value in taken.items()
        if getattr(stays, name) in (None, "") and value not in (None, "")
    }


def field_of(row: Entry, column: str) -> Field[Any, Any]:
    """A column of an entry."""
    field = row._meta.get_field(column)
    assert isinstance(field, Field)
    return field


def _attname(row: Entry, column: str) -> str:
    return field_of(row, column).attname


def _value(row: Entry, column: str) -> Any:
    return getattr(row, _attname(row, column))


def _filled(row: Entry, column: str) -> bool:
    return _value(row, column) not in (None, "", False)


def stays_in_words(model: str, names: list[str]) -> str:
    """What undoing left as it is: the columns of an entry, or a row of its links."""
    if model not in ("register.person", "register.organisation"):
        return LINKS.get(model, "そのほかの記録")
    fields = {field.attname: field for field in MODELS[model.split(".")[1]]._meta.concrete_fields}
    return "、".join(str(fields[name].verbose_name) for name in names) or "登録"
