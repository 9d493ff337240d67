"""The papers of mailings: sheets of labels and letters, through the one door for downloads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports.papers import Paper
from yoriai.web.exports.registry import Export, register

from .models import Sending, SendingKind
from .queries import mailings as queries
from .rules import labels, lists, mailings
from .rules.dates import wareki
from .rules.mailings import Piece

FOLDER = Path(__file__).with_name("papers")
#: So many letters or labels stand in one PDF at most (42 or 21 full sheets): more would need much memory.
PART = 504


def _sending(viewer: Viewer, subject: str) -> tuple[Sending, labels.Print] | None:
    """The mailing and the way of printing that a subject names: number, then start and nudge."""
    number, _, rest = subject.partition(".")
    how = labels.read_print(rest)
    if not lists.may_send(viewer) or how is None or not (number.isascii() and number.isdigit()):
        return None
    sending = queries.sendings_visible_to(viewer).filter(pk=int(number)).first()
    return (sending, how) if sending and sending.kind != SendingKind.EMAIL else None


def _rows(viewer: Viewer, subject: str) -> Iterable[Piece] | None:
    found = _sending(viewer, subject)
    return _pieces(found[0]) if found else None


def _pieces(sending: Sending) -> Iterator[Piece]:
    """Read when they are asked for: that a mailing is in sight must not cost thousands of addresses."""
    yield from queries.pieces_of(sending).values()


def _count(viewer: Viewer, subject: str) -> int | None:
    found = _sending(viewer, subject)
    return queries.number_of_pieces(found[0]) if found else None


def _people(piece: Piece) -> set[int]:
    """Whose names and addresses stand on a piece: a person's own, or a representative's."""
    found = {r.pk if r.kind == "person" else r.person for r in piece.recipients}
    return {pk for pk in found if pk is not None}


def _paper(viewer: Viewer, subject: str) -> list[Paper] | None:
    found = _sending(viewer, subject)
    if found is None:
        return None
    sending, how = found
    pieces = list(_pieces(sending))
    if sending.kind == SendingKind.LETTER:
        return [Paper(FOLDER / "letters.typ", _letters(sending, part)) for part, _how in _parts(pieces, how)]
    return [
        Paper(FOLDER / "labels.typ", labels.label_data(part, sending.kind, each))
        for part, each in _parts(pieces, how)
    ]


def _parts(pieces: list[Piece], how: labels.Print) -> Iterator[tuple[list[Piece], labels.Print]]:
    """Full sheets for each paper; only on the first of all are labels missing already."""
    first = PART - (how.start - 1)
    yield pieces[:first], how
    for start in range(first, len(pieces), PART):
        yield pieces[start : start + PART], replace(how, start=1)


def _letters(sending: Sending, pieces: list[Piece]) -> dict[str, object]:
    day = timezone.localdate(sending.sent_at)
    values = [mailings.values_for(piece.lines, day, settings.CENTRE) for piece in pieces]
    return labels.letter_data(
        pieces,
        subject=sending.subject,
        bodies=[mailings.filled(sending.body, value) for value in values],
        day=wareki(day),
        centre=settings.CENTRE,
    )


def load() -> None:
    """Register the papers of mailings."""
    register(
        [
            Export(
                key="register.mailing",
                label="発送の宛名ラベル・手紙",
                rows=_rows,
                paper=_paper,
                person=_people,
                count=_count,
            )
        ]
    )
