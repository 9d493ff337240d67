"""What the files say: statements, people, casts in time order, and the votes that stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from .problem import PolisProblem
from .records import Record, Table, table

COMMENTS, VOTES, MATRIX = "comments.csv", "votes.csv", "participants-votes.csv"
SUMMARY, HISTORY = "summary.csv", "stats-history.csv"
#: The files of a Polis export, in the order in which they are read.
FILES = (COMMENTS, VOTES, MATRIX, SUMMARY, HISTORY)
HISTORY_COLUMNS = ("n-votes", "n-comments", "n-visitors", "n-voters", "n-commenters")
#: Columns of participants-votes.csv that are not a statement's number.
MATRIX_COLUMNS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
#: The longest statement the database keeps; a longer one is shortened there and kept whole in its file.
LONGEST = 1000
_LAST_MILLISECOND = 253_402_300_800_000  # the end of the year 9999
_LARGEST_NUMBER = 2**31 - 1

Cast = tuple[int, int, str, int]  # milliseconds, statement, voter, vote


@dataclass(frozen=True)
class Sentence:
    """One statement: its number, text, author's id ("" when unknown), time, and Polis's `moderated`."""

    number: int
    text: str
    author: str
    milliseconds: int
    moderated: str


@dataclass(frozen=True)
class Person:
    """One participant: Polis's group ("" when none), and when they were first seen."""

    group: str
    milliseconds: int


@dataclass(frozen=True)
class Content:
    """A conversation as the files tell it. `casts` stand in time order, `votes` are what stands."""

    statements: Mapping[int, Sentence]
    people: Mapping[str, Person]
    casts: tuple[Cast, ...]
    topic: str = ""
    description: str = ""
    url: str = ""
    votes: Mapping[tuple[str, int], int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "votes", {(who, what): vote for _, what, who, vote in self.casts})


def read(files: Mapping[str, bytes], *, since: int) -> Content:
    """The conversation in these files (name -> bytes).

    `since` (milliseconds) stands for times the files do not tell. At least votes.csv or
    participants-votes.csv must be there; when both are, votes.csv says who voted what.
    Raises PolisProblem.
    """
    if VOTES not in files and MATRIX not in files:
        raise PolisProblem("ファイル", f"{VOTES} か {MATRIX} のどちらかが要ります。")
    tables = {name: table(name, files[name]) for name in FILES if name in files}
    told = _comments(tables[COMMENTS], since) if COMMENTS in tables else {}
    groups = _groups(tables[MATRIX]) if MATRIX in tables else {}
    casts = _casts(tables[VOTES]) if VOTES in tables else list(_matrix_casts(tables[MATRIX], since))
    casts.sort(key=lambda cast: cast[0])
    if HISTORY in tables:
        _check_history(tables[HISTORY])
    summary = _summary(tables[SUMMARY]) if SUMMARY in tables else {}
    return Content(
        statements=_all_statements(told, casts, tables.get(MATRIX), since),
        people=_people(groups, casts, told, since),
        casts=tuple(casts),
        topic=summary.get("topic", ""),
        description=summary.get("conversation-description", ""),
        url=summary.get("url", ""),
    )


def cast_keys(votes: Table) -> list[Cast]:
    """The cast on each record of votes.csv, in the file's order."""
    return _casts(votes)


# --- one file each ---------------------------------------------------------------------------


def _comments(source: Table, since: int) -> dict[int, Sentence]:
    cell = _reader(COMMENTS, source, ("comment-id", "comment-body"))
    found: dict[int, Sentence] = {}
    for record in source.body:
        number = _number(COMMENTS, record, "comment-id", cell(record, "comment-id"))
        if number in found:
            raise PolisProblem(
                COMMENTS,
                f"「{number}」が二度出てきます。番号は一度だけ使えます。",
                row=record.row,
                column="comment-id",
            )
        found[number] = Sentence(
            number=number,
            text=_shortened(cell(record, "comment-body")),
            author=_name(COMMENTS, record, "author-id", cell(record, "author-id")),
            milliseconds=_time(COMMENTS, record, cell(record, "timestamp"), since),
            moderated=_one_of(COMMENTS, record, "moderated", cell(record, "moderated") or "0", _MODERATED),
        )
    return found


def _casts(source: Table) -> list[Cast]:
    cell = _reader(VOTES, source, ("timestamp", "comment-id", "voter-id", "vote"))
    return [
        (
            _time(VOTES, record, cell(record, "timestamp"), None),
            _number(VOTES, record, "comment-id", cell(record, "comment-id")),
            _name(VOTES, record, "voter-id", cell(record, "voter-id"), needed=True),
            int(_one_of(VOTES, record, "vote", cell(record, "vote"), _VOTES)),
        )
        for record in source.body
    ]


def _groups(source: Table) -> dict[str, str]:
    cell = _reader(MATRIX, source, ("participant",))
    found: dict[str, str] = {}
    for record in source.body:
        who = _name(MATRIX, record, "participant", cell(record, "participant"), needed=True)
        if who in found:
            raise PolisProblem(
                MATRIX,
                f"「{who}」が二度出てきます。一人は一行にしてください。",
                row=record.row,
                column="participant",
            )
        found[who] = _name(MATRIX, record, "group-id", cell(record, "group-id"), longest=20)
        for place in statement_columns(source):
            if record.cells[place]:
                _one_of(MATRIX, record, source.header[place], record.cells[place], _VOTES)
    return found


def _matrix_casts(source: Table, since: int) -> Iterator[Cast]:
    who = source.header.index("participant")
    columns = [(place, int(source.header[place])) for place in statement_columns(source)]
    for record in source.body:
        for place, number in columns:
            if record.cells[place]:
                yield since, number, record.cells[who], int(record.cells[place])


def _summary(source: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for record in source.records:
        if record.cells and len(record.cells) != 2:
            raise PolisProblem(
                SUMMARY, f"欄が{len(record.cells)}個あります。項目と値の2個にしてください。", row=record.row
            )
        if record.cells:
            found[record.cells[0]] = record.cells[1]
    return found


def _check_history(source: Table) -> None:
    cell = _reader(HISTORY, source, HISTORY_COLUMNS)
    for record in source.body:
        for column in HISTORY_COLUMNS:
            _number(HISTORY, record, column, cell(record, column))


# --- what several files tell together --------------------------------------------------------


def _all_statements(
    told: dict[int, Sentence], casts: list[Cast], matrix: Table | None, since: int
) -> dict[int, Sentence]:
    numbers = {what for _, what, _, _ in casts} | set(told)
    if matrix:
        numbers |= {int(matrix.header[place]) for place in statement_columns(matrix)}
    return {
        number: told.get(number)
        or Sentence(number, f"（意見 {number} の文は元のファイルにありません）", "", since, "0")
        for number in sorted(numbers)
    }


def _people(
    groups: dict[str, str], casts: list[Cast], told: dict[int, Sentence], since: int
) -> dict[str, Person]:
    first: dict[str, int] = {}
    seen = [(when, who) for when, _, who, _ in casts]
    seen += [(sentence.milliseconds, sentence.author) for sentence in told.values() if sentence.author]
    for when, who in seen:
        first[who] = min(when, first.get(who, when))
    names = sorted(first.keys() | groups.keys(), key=_by_number)
    return {who: Person(groups.get(who, ""), first.get(who, since)) for who in names}


def statement_columns(source: Table) -> list[int]:
    """Places of the columns of participants-votes.csv that are statements."""
    return [place for place, name in enumerate(source.header) if name.isascii() and name.isdigit()]


def _by_number(name: str) -> tuple[int, int, str]:
    plain = name.isascii() and name.isdigit()
    return (0, int(name), name) if plain else (1, 0, name)


# --- one cell --------------------------------------------------------------------------------

_VOTES = {"1": "1（賛成）", "-1": "-1（反対）", "0": "0（パス）"}
_MODERATED = {"1": "1（承認）", "0": "0（未確認）", "-1": "-1（非公開）"}


def _reader(name: str, source: Table, needed: tuple[str, ...]) -> Callable[[Record, str], str]:
    """A function that gives the cell of a column ("" where the file has no such column)."""
    places = {column: place for place, column in enumerate(source.header)}
    missing = [column for column in needed if column not in places]
    if missing:
        raise PolisProblem(
            name, f"列「{missing[0]}」がありません。見出しに {', '.join(needed)} が要ります。", row=1
        )
    doubled = [column for column in source.header if source.header.count(column) > 1]
    if doubled:
        raise PolisProblem(name, f"列「{doubled[0]}」が二つあります。", row=1)
    for record in source.body:
        if len(record.cells) != len(source.header):
            raise PolisProblem(
                name,
                f"欄が{len(record.cells)}個あります。見出しと同じ{len(source.header)}個にしてください。",
                row=record.row,
            )
    return lambda record, column: record.cells[places[column]] if column in places else ""


def _number(name: str, record: Record, column: str, cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and int(cell) <= _LARGEST_NUMBER):
        raise PolisProblem(
            name,
            f"「{_excerpt(cell)}」があります。0以上の整数を入れてください。",
            row=record.row,
            column=column,
        )
    return int(cell)


def _time(name: str, record: Record, cell: str, missing: int | None) -> int:
    if not cell and missing is not None:
        return missing
    if not (cell.isascii() and cell.isdigit() and int(cell) < _LAST_MILLISECOND):
        raise PolisProblem(
            name,
            f"「{_excerpt(cell)}」があります。1970年からのミリ秒を整数で入れてください（例：1500232652930）。",
            row=record.row,
            column="timestamp",
        )
    return int(cell)


def _name(
    name: str, record: Record, column: str, cell: str, *, needed: bool = False, longest: int = 60
) -> str:
    if len(cell) > longest or (needed and not cell):
        raise PolisProblem(
            name,
            f"「{_excerpt(cell)}」があります。{longest}字までの番号を入れてください。",
            row=record.row,
            column=column,
        )
    return cell


def _one_of(name: str, record: Record, column: str, cell: str, allowed: dict[str, str]) -> str:
    if cell not in allowed:
        raise PolisProblem(
            name,
            f"「{_excerpt(cell)}」があります。{'、'.join(allowed.values())}のどれかにしてください。",
            row=record.row,
            column=column,
        )
    return cell


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _excerpt(cell: str) -> str:
    return cell if len(cell) <= 30 else cell[:30] + "…"
