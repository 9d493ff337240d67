"""Tables of voices, as their preview shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from yoriai.web.accounts.rules import Viewer

from ..models import Conversation, Reason, State, VoiceImport
from ..rules import desk as rules
from ..rules import voices_csv
from ..rules.similar import fingerprint, fold
from ..rules.voices_csv import Asked, Broken, Columns, Found


def imports_visible_to(viewer: Viewer, conversation: Conversation) -> QuerySet[VoiceImport]:
    """Tables of a conversation, the newest first, for those who make conversations."""
    rows = conversation.imports.select_related("made_by").order_by("-pk")
    return rows if rules.may_manage(viewer) else rows.none()


@dataclass(frozen=True)
class Row:
    """A record of the table; `known` says that this text is already among the voices."""

    found: Found
    known: bool


@dataclass(frozen=True)
class Preview:
    """What would be taken, what not, and why."""

    names: list[str]
    rows: list[Row]
    broken: list[Broken]

    @property
    def fresh(self) -> list[Found]:
        """Records whose text is not yet among the voices."""
        return [row.found for row in self.rows if not row.known]

    @property
    def known(self) -> int:
        return len(self.rows) - len(self.fresh)


def preview(table: VoiceImport) -> Preview:
    """The table read with its columns."""
    lines = voices_csv.lines(table.content)
    columns = columns_of(table)
    found, broken = voices_csv.read(lines, columns, asked_of(table.conversation))
    marks = {row.row: fingerprint(row.text) for row in found}
    there = table.conversation.voices.exclude(reason=Reason.ENTRY_UNDONE)
    known = set(there.values_list("fingerprint", flat=True))
    names = [
        cell.strip() if columns.header and cell.strip() else f"{place}列目"
        for place, cell in enumerate(lines[0].cells, start=1)
    ]
    return Preview(names, [Row(row, marks[row.row] in known) for row in found], broken)


def asked_of(conversation: Conversation) -> list[Asked]:
    """The asked attributes, each value under every wording it may have in a table."""
    return [
        Asked(
            row.key,
            row.label_ja,
            {
                fold(word): choice["value"]
                for choice in row.choices
                for word in (choice["value"], choice["ja"], choice.get("en", ""))
                if word
            },
        )
        for row in conversation.attributes.order_by("pk")
    ]


def columns_of(table: VoiceImport) -> Columns:
    """The columns as they are kept with the table."""
    return Columns(**table.columns)


def undoable(table: VoiceImport) -> bool:
    """Whether every voice of the table still waits."""
    return not table.voices.exclude(state=State.WAITING).exists()
