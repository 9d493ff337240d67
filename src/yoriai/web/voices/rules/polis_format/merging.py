"""A file printed again: what is as it was prints as it came, what changed since prints anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping

from .content import COMMENTS, HISTORY, MATRIX, SUMMARY, VOTES, cast_keys
from .grids import Grid
from .records import Record, Table, printed, table

_KEYS = {COMMENTS: "comment-id", MATRIX: "participant"}


def rewritten(name: str, original: bytes | None, then: Grid, now: Grid) -> bytes:
    """The bytes of a file: `original` as imported, `then` what it meant, `now` what holds today.

    A record whose cells mean the same as then is repeated byte for byte (order, quotes, wording of
    times, further columns); changed cells replace theirs; rows that came since stand at the end.
    Without an original the file is printed in Polis's own way.
    """
    if original is None:
        return "".join(_fresh(name, now)).encode()
    source = table(name, original)
    text = "".join(_merged(name, source, then, now))
    return text.encode()


def _fresh(name: str, now: Grid) -> Iterator[str]:
    if name != SUMMARY:
        yield printed(now.header, "\n")
    for row in now.rows.values():
        yield printed([row.get(column, "") for column in now.header], "\n")


def _merged(name: str, source: Table, then: Grid, now: Grid) -> Iterator[str]:
    # summary.csv has no header: its first record is a row, its two columns have places for names
    columns = ("0", "1") if name == SUMMARY else source.header
    added = (
        () if name == SUMMARY else tuple(c for c in now.header if c not in columns and c not in then.header)
    )
    keys = _keys(name, source)
    used: set[Hashable] = set()
    text = ""
    for place, record in enumerate(source.records):
        if not record.cells:
            text = record.raw
        elif place == 0 and name != SUMMARY:
            text = printed((*columns, *added), source.line_end) if added else record.raw
        else:
            key = keys[place]
            used.add(key)
            if key in then.rows and key not in now.rows:
                continue
            was, became = then.rows.get(key, {}), now.rows.get(key, {})
            text = _record(record, (*columns, *added), was, became, source.line_end)
        yield text
    fresh = [row for key, row in now.rows.items() if key not in used and key not in then.rows]
    if fresh and not text.endswith("\n"):
        yield source.line_end
    for row in fresh:
        yield printed([row.get(column, "") for column in (*columns, *added)], source.line_end)


def _record(
    record: Record,
    columns: tuple[str, ...],
    was: Mapping[str, str],
    became: Mapping[str, str],
    line_end: str,
) -> str:
    changed = {c for c in columns if was.get(c, "") != became.get(c, "")}
    if not changed and len(columns) == len(record.cells):
        return record.raw
    cells = (*record.cells, *[""] * (len(columns) - len(record.cells)))
    return printed(
        [became.get(c, "") if c in changed else cell for c, cell in zip(columns, cells, strict=True)],
        line_end,
    )


def _keys(name: str, source: Table) -> dict[int, Hashable]:
    """The key of each record, by its place in the file."""
    places = [place for place, record in enumerate(source.records) if record.cells]
    if name == SUMMARY:
        return {place: source.records[place].cells[0] for place in places}
    places = places[1:]
    if name == VOTES:
        return dict(zip(places, _numbered(cast_keys(source)), strict=True))
    if name == HISTORY:
        return dict(zip(places, range(len(places)), strict=True))
    column = source.header.index(_KEYS[name])
    return {place: _plain(name, source.records[place].cells[column]) for place in places}


def _plain(name: str, cell: str) -> str:
    return str(int(cell)) if name == COMMENTS else cell


def _numbered(casts: list[tuple[int, int, str, int]]) -> Iterator[Hashable]:
    seen: Counter[tuple[int, int, str, int]] = Counter()
    for cast in casts:
        seen[cast] += 1
        yield cast, seen[cast]
