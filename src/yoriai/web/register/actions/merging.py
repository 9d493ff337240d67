"""Making one entry of two, and taking that back exactly."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model, Q, UniqueConstraint

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from .. import rules
from ..models import FieldChange, Merge, NotTheSame, Organisation, Person, SearchEntry
from ..queries import links
from ..queries import merging as reads
from ..rules import entries, merging
from ..rules.merging import CannotMerge, Entry
from ..rules.parts import Versioned
from .entries import index_organisations, index_people
from .journal import Journal, take_back

register_verbs(
    {
        "register.merge": "ふたつの登録をひとつにまとめた",
        "register.undo_merge": "まとめた登録を元に戻した",
    }
)
#: What stands in FieldChange.source for a column that changed because entries were merged.
SOURCE = "まとめ"


def merge(
    actor: Viewer, kind: str, *, kept: int, gone: int, choices: Mapping[str, str] | None = None, at: datetime
) -> Merge:
    """Make one entry of two: `kept` stays, `gone` leads to it from now on, and every link moves.

    `choices` says for a differing column (rules.merging.differences) whether the text of the "kept" entry, of
    the one that is "gone" or of "both" stays. Raises PermissionDenied, CannotMerge with the reason.
    """
    _must_merge(actor)
    with transaction.atomic():
        ours, theirs = _locked(kind, kept, gone)
        merging.must_be_mergeable(ours, theirs)
        own, moved = Journal(), Journal()
        _write_entries(own, ours, theirs, choices or {}, actor=actor, at=at)
        for model, field in links.links(kind):
            _move(moved, model, field, ours.pk, theirs.pk)
        _move_differences(moved, kind, ours.pk, theirs.pk)
        _reindex(moved, kind, ours, theirs)
        row = Merge.objects.create(
            kind=kind,
            kept_id=ours.pk,
            gone_id=theirs.pk,
            before=own.lines,
            moved=moved.lines,
            at=at,
            by_id=actor.user_id or 0,
        )
        audit.record(
            actor, "register.merge", ours, at=at, merge=row.pk, gone=theirs.pk, rows=len(moved.lines)
        )
    return row


def undo(actor: Viewer, made: Merge, *, at: datetime) -> list[tuple[str, list[str]]]:
    """Take a merging back: every row is what it was before, byte by byte.

    What somebody changed meanwhile stays as it is now, and is given back as (model, columns). Raises
    CannotMerge when a newer merging of the same entries still stands, when it was undone already, when one
    of the entries was erased, or when a row cannot come back.
    """
    _must_merge(actor)
    with transaction.atomic():
        row = Merge.objects.select_for_update().get(pk=made.pk)
        _must_be_undoable(row)
        ours, _theirs = _locked(row.kind, row.kept_id, row.gone_id)
        later = take_back(row.before + row.moved)
        renewed = _renew(row, ours.version)
        Merge.objects.filter(pk=row.pk).update(undone_at=at)
        audit.record(actor, "register.undo_merge", row, at=at, stays=len(later), renewed=renewed)
    return [found for found in later if found[0] != SearchEntry._meta.label_lower]


def forget(kind: str, pks: list[int]) -> int:
    """Empty what merges kept of entries that are erased, for the deed that erases them; they cannot be
    undone any more. Gives the number of merges."""
    rows = Merge.objects.filter(Q(kept_id__in=pks) | Q(gone_id__in=pks), kind=kind)
    return rows.update(before=[], moved=[])


def _locked(kind: str, kept: int, gone: int) -> tuple[Entry, Entry]:
    rows = merging.MODELS[kind]._base_manager.select_for_update().order_by("pk").in_bulk([kept, gone])
    if kept not in rows or gone not in rows:
        raise CannotMerge("登録が見つかりません。")
    return rows[kept], rows[gone]


def _write_entries(
    journal: Journal, kept: Entry, gone: Entry, choices: Mapping[str, str], *, actor: Viewer, at: datetime
) -> None:
    """The entry that goes first: it lets go of the account and of numbers that only one may have."""
    kind = rules.fields.kind_of(kept)
    by_hand = reads.corrected(kind, kept.pk), reads.corrected(kind, gone.pk)
    found = merging.differences(kept, gone, by_hand)
    changed = merging.result(kept, gone, found, choices) | merging.united(kept, gone)
    before = entries.written(kept)
    if isinstance(kept, Organisation) and isinstance(gone, Organisation):
        changed["checked_by_hand"] = merging.hands(kept, gone, changed)
    going: dict[str, Any] = {"merged_into_id": kept.pk}
    if isinstance(gone, Person) and merging.account(kept, gone):
        changed["user_id"], going["user_id"] = gone.user_id, None
    journal.update(gone, **going)
    journal.update(kept, **changed, version=kept.version + 1)
    journal.update(kept, key=rules.search_key(kept.name, kept.kana))
    for column, (old, new) in entries.differences(before, entries.written(kept)).items():
        change = FieldChange(kind=kind, row_id=kept.pk, field=column, old=old, new=new, at=at, source=SOURCE)
        change.by_id = actor.user_id
        change.save()
        journal.made(change)


def _move(journal: Journal, model: type[Model], field: ForeignKey[Any, Any], kept: int, gone: int) -> None:
    for row in model._base_manager.filter(**{field.attname: gone}).order_by("pk"):
        again = _same_row(row, field, kept)
        if again:
            journal.delete(row)
            continue
        try:
            with transaction.atomic():
                journal.update(row, **{field.attname: kept})
        except IntegrityError:
            setattr(row, field.attname, gone)
            _settle(journal, row, field, kept)


def _same_row(row: Model, field: ForeignKey[Any, Any], kept: int) -> bool:
    """Whether the kept entry has a row that says the same in every column."""
    if row._meta.label_lower not in merging.ONCE:
        return False
    values = {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields if not f.primary_key}
    return type(row)._base_manager.filter(**(values | {field.attname: kept})).exists()


def _settle(journal: Journal, row: Model, field: ForeignKey[Any, Any], kept: int) -> None:
    """The database refuses the row with the kept entry: it has one already, or it would tie it to itself."""
    stays = _rival(row, field, kept)
    others = [f.attname for f in row._meta.concrete_fields if f.related_model is field.related_model]
    if stays is None and kept not in [getattr(row, name) for name in others]:
        raise CannotMerge(
            f"「{merging.LINKS.get(row._meta.label_lower, 'そのほかの記録')}」を移せませんでした。"
        )
    goes = copy.copy(row)
    journal.delete(row)
    wish = merging.row_of_two(stays, goes) if stays else {}
    if stays and wish:
        journal.update(stays, **wish, **_next_version(stays))


def _next_version(row: Model) -> dict[str, int]:
    """Parts of an entry count their versions, so that no form opened before saves over what was merged."""
    return {"version": row.version + 1} if isinstance(row, Versioned) else {}


def _rival(row: Model, field: ForeignKey[Any, Any], kept: int) -> Model | None:
    """The row of the kept entry that stands where this one would go."""
    meta = type(row)._meta
    rules_of_one = [set(c.fields) for c in meta.constraints if isinstance(c, UniqueConstraint)]
    rules_of_one += [set(names) for names in meta.unique_together]
    rules_of_one += [{field.name}] if field.unique else []
    found: list[Model | None] = []
    for names in (names for names in rules_of_one if field.name in names):
        values = {f.attname: f.value_from_object(row) for f in meta.concrete_fields if f.name in names}
        found.append(type(row)._base_manager.filter(**(values | {field.attname: kept})).first())
    return next(filter(None, found), None)


def _move_differences(journal: Journal, kind: str, kept: int, gone: int) -> None:
    """What was found to be different from the one is different from the other, too."""
    rows = NotTheSame.objects.filter(Q(first_id=gone) | Q(second_id=gone), kind=kind).order_by("pk")
    for row in rows:
        other = row.second_id if row.first_id == gone else row.first_id
        first, second = sorted((kept, other))
        known = NotTheSame.objects.filter(kind=kind, first_id=first, second_id=second)
        if other == kept or known.exists():
            journal.delete(row)
        else:
            journal.update(row, first_id=first, second_id=second)


def _reindex(journal: Journal, kind: str, kept: Entry, gone: Entry) -> None:
    entry_of = SearchEntry.objects.filter(kind=kind)
    for entry in entry_of.filter(row_id=gone.pk):
        journal.delete(entry)
    before = entry_of.filter(row_id=kept.pk).first()
    _index(kept)
    journal.changed(before, entry_of.get(row_id=kept.pk))


def _index(row: Entry) -> None:
    if isinstance(row, Person):
        index_people([row])
    else:
        index_organisations([row])


def _must_be_undoable(row: Merge) -> None:
    if row.undone_at:
        raise CannotMerge("もう元に戻してあります。")
    if not row.before:
        raise CannotMerge("まとめたあとに個人情報を消去したので、元には戻せません。")
    later = reads.later_merges(row).first()
    if later:
        raise CannotMerge(
            f"このあとに、同じ登録をもう一度まとめています（まとめ{later.pk}番）。先にそちらを元に戻してください。"
        )


def _renew(row: Merge, version: int) -> bool:
    """Where an entry was edited after merging, its keys and search entries follow from what it says now."""
    version_after = next(
        int(line["now"]["version"])
        for line in row.before
        if line["pk"] == row.kept_id and "version" in (line["now"] or {})
    )
    if version == version_after:
        return False
    for entry in _locked(row.kind, row.kept_id, row.gone_id):
        entry.key = rules.search_key(entry.name, entry.kana)
        type(entry)._base_manager.filter(pk=entry.pk).update(key=entry.key)
        _index(entry)
    return True


def _must_merge(actor: Viewer) -> None:
    if not rules.may_merge(actor):
        raise PermissionDenied
