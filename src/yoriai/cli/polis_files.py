"""Votes as Polis exports them: a folder of CSV files, or one list of votes."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from pathlib import Path

import numpy as np

from yoriai.cli.errors import BadInput
from yoriai.cli.strict_csv import StrictTable
from yoriai.engines.opinions import Votes, canonical

VALUES = {"1": 1, "0": 0, "-1": -1}
#: columns of participants-votes.csv that are not statements
ABOUT_PEOPLE = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")


class _Ballot:
    """Collects votes as numbers; two million of them take some 50 MB."""

    def __init__(self) -> None:
        self.people: dict[str, int] = {}
        self.statements: dict[str, int] = {}
        self.person, self.statement = array("q"), array("q")
        self.value, self.time = array("b"), array("q")

    def add(self, person: str, statement: str, value: int) -> None:
        self.person.append(self.people.setdefault(person, len(self.people)))
        self.statement.append(self.statements.setdefault(statement, len(self.statements)))
        self.value.append(value)

    def votes(self, left_out: set[str]) -> Votes:
        """The votes, oldest first where times are known, without the statements that are left out."""
        people, person = _sorted(self.people, self.person)
        statements, statement = _sorted(self.statements, self.statement)
        dropped = np.array([name in left_out for name in statements], dtype=bool)
        keep = np.flatnonzero(~dropped[statement])
        if len(self.time) == len(self.value):
            times = np.frombuffer(self.time, dtype=np.int64)
            keep = keep[np.argsort(times[keep], kind="stable")]
        value = np.frombuffer(self.value, dtype=np.int8).astype(np.int64)
        return Votes.from_columns(people, statements, person[keep], statement[keep], value[keep])


def _sorted(places: dict[str, int], column: array[int]) -> tuple[tuple[str, ...], np.ndarray]:
    names = canonical(places)
    rank = np.empty(len(names), dtype=np.int64)
    rank[[places[name] for name in names]] = np.arange(len(names))
    return names, rank[np.frombuffer(column, dtype=np.int64)]


def read_votes(source: Path) -> Votes:
    """The votes of a folder (votes.csv or participants-votes.csv, comments.csv) or of one CSV file.

    Raises BadInput for whatever cannot be read.
    """
    left_out: set[str] = set()
    ballot = _Ballot()
    if not source.is_dir():
        _read_list(source, ballot)
    else:
        if (source / "comments.csv").exists():
            left_out = _moderated(source / "comments.csv")
        _reader(source)(ballot)
    if not ballot.value:
        raise _no_votes(source)
    return ballot.votes(left_out)


def _reader(folder: Path) -> Callable[[_Ballot], None]:
    votes, matrix = folder / "votes.csv", folder / "participants-votes.csv"
    if votes.exists():
        return lambda ballot: _read_list(votes, ballot)
    if matrix.exists():
        return lambda ballot: _read_matrix(matrix, ballot)
    raise BadInput(
        folder,
        ("投票のファイルがありません", "there is no file of votes in this folder"),
        ("votes.csv か participants-votes.csv を入れてください", "votes.csv or participants-votes.csv"),
    )


def _no_votes(source: Path) -> BadInput:
    return BadInput(
        source,
        ("投票が1件もありません", "there is not a single vote"),
        ("1件以上の投票を入れてください", "at least one vote"),
        row=2,
    )


def _read_list(file: Path, ballot: _Ballot) -> None:
    table = StrictTable(file)
    at_person, at_statement, at_vote = (table.place(name) for name in ("voter-id", "comment-id", "vote"))
    at_time = table.header.index("timestamp") if "timestamp" in table.header else None
    for line, cells in table:
        person, statement = cells[at_person].strip(), cells[at_statement].strip()
        value = VALUES.get(cells[at_vote].strip())
        if value is None:
            raise _not_a_vote(file, line, "vote", cells[at_vote])
        if not person or not statement:
            raise _nameless(file, line, "comment-id" if person else "voter-id")
        ballot.add(person, statement, value)
        if at_time is not None and cells[at_time].strip().isdecimal():
            ballot.time.append(int(cells[at_time]))


def _read_matrix(file: Path, ballot: _Ballot) -> None:
    table = StrictTable(file)
    at_person = table.place("participant")
    columns = [(i, name) for i, name in enumerate(table.header) if name not in ABOUT_PEOPLE]
    for _, name in columns:
        table.place(name)  # no statement twice
    for line, cells in table:
        person = cells[at_person].strip()
        if not person:
            raise _nameless(file, line, "participant")
        for i, statement in columns:
            if cell := cells[i].strip():
                if cell not in VALUES:
                    raise _not_a_vote(file, line, statement, cell)
                ballot.add(person, statement, VALUES[cell])


def _moderated(file: Path) -> set[str]:
    """Statements that moderators took out."""
    table = StrictTable(file)
    at_statement, at_state = table.place("comment-id"), table.place("moderated")
    return {cells[at_statement].strip() for _, cells in table if cells[at_state].strip() == "-1"}


def read_attributes(file: Path) -> dict[str, dict[str, str]]:
    """Declared attributes: the first column names the participant, every other one is an attribute."""
    table = StrictTable(file)
    names = table.header[1:]
    for name in names:
        table.place(name)
    if not names or not all(names):
        raise BadInput(
            file,
            ("属性の列がありません", "there is no column with an attribute"),
            (
                "1列目に参加者、2列目から年代などの属性を入れてください",
                "participants in the first column, then attributes",
            ),
            row=1,
        )
    found: dict[str, dict[str, str]] = {name: {} for name in names}
    for line, (person, *values) in table:
        if not person.strip() or person.strip() in found[names[0]]:
            raise _nameless(file, line, table.header[0])
        for name, value in zip(names, values, strict=True):
            found[name][person.strip()] = value.strip()
    return found


def _not_a_vote(file: Path, line: int, column: str, cell: str) -> BadInput:
    return BadInput(
        file,
        (f"投票「{cell[:20]}」は使えません", f"{cell[:20]!r} is not a vote"),
        ("1（賛成）、0（パス）、-1（反対）のどれかにしてください", "1 (agree), 0 (pass) or -1 (disagree)"),
        row=line,
        column=column,
    )


def _nameless(file: Path, line: int, column: str) -> BadInput:
    return BadInput(
        file,
        ("番号（ID）が空か、重なっています", "the identifier is empty or stands there twice"),
        ("ひとりまたは1件ごとに、1つの番号を入れてください", "one identifier for each"),
        row=line,
        column=column,
    )
