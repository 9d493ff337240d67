"""The rows under amendment: places named, words changed."""

from __future__ import annotations

from yoriai.engines.ordinances.second.clauses import Clause, Unreadable
from yoriai.engines.ordinances.second.digits import plain
from yoriai.engines.ordinances.second.marks import blot, cell, sentence_span
from yoriai.engines.ordinances.second.places import Address, Rows, parse, ranged, split_list
from yoriai.engines.ordinances.second.rows import Row, rows_of


class Words:
    """The rows under amendment and the place named last."""

    def __init__(self, text: str) -> None:
        self.found = Rows(rows_of(text))
        self.here: Address = {}
        self.scope: list[Address] = []
        self.touched: list[Row] = []  # rows with words that the sentence has put in
        ends = [row.end for row in self.rows if row.end]
        self.eol = ends[0] if ends else "\n"

    @property
    def rows(self) -> list[Row]:
        """The rows as they stand."""
        return self.found.rows

    def _places(self, words: str) -> list[Address]:
        out: list[Address] = []
        for each in split_list(words):
            ends = ranged(each)
            address = parse(ends[0] if ends else each, self.here)
            if address["part"] == "main" and any(str(s["part"]).startswith("appendix") for s in self.scope):
                raise Unreadable(words)  # 「別表第1中第2条を」
            self.here = {key: value for key, value in address.items() if key != "what"}
            if ends:
                out += self._range(address, parse(ends[1], self.here))
            else:
                out.append(address)
        return out

    def _range(self, first: Address, last: Address) -> list[Address]:
        low, high = self.found.start(first), self.found.start(last)
        row = self.rows[low]
        units = [
            each for each in self.rows[low : high + 1] if each.kind == row.kind and each.part == row.part
        ]
        if row.kind == "S":  # what hangs deeper moves with its 細分
            units = [each for each in units if len(each.at["S"]) == len(row.at["S"])]
        self.here = {"part": row.part, **units[-1].at}
        return [{"part": row.part, **each.at, **cell(each, first)} for each in units]

    def _scope(self, clause: Clause, _block: list[str]) -> None:
        self.scope = self._places(clause.words["place"])

    def _delete(self, clause: Clause, _block: list[str]) -> None:
        for old in clause.quoted:
            self._words(old, "")

    def _change(self, clause: Clause, _block: list[str]) -> None:
        for old in clause.quoted[:-1]:
            self._words(old, blot(clause.quoted[-1]))

    def _insert(self, clause: Clause, _block: list[str]) -> None:
        self._words(clause.quoted[0], None, blot(clause.quoted[1]))

    def _words(self, old: str, new: str | None, behind: str = "") -> None:
        for address in self.scope:
            if not sum(
                self._in_row(row, str(address.get("what", "")), old, new, behind)
                for row in self._reached(address)
            ):
                raise Unreadable(f"「{old}」")

    def _in_row(self, row: Row, what: str, old: str, new: str | None, behind: str) -> int:
        low, high = sentence_span(row.body, what)
        text, word = plain(row.body), plain(old)
        at, count, out, start = text.find(word, low, high), 0, "", 0
        while at >= 0:
            kept = row.body[at : at + len(word)]
            out += row.body[start:at] + (kept + behind if new is None else new)
            start, count = at + len(word), count + 1
            at = text.find(word, start, high)
        if count:
            row.body = out + row.body[start:]
            self.touched.append(row)
        return count

    def _reached(self, address: Address) -> list[Row]:
        start = self.found.start(address)
        what = str(address.get("what", ""))
        if what == "見出し":
            heading = self.found.heading(start)
            if heading is None:
                raise Unreadable("見出し")
            return [self.rows[heading]]
        if what.endswith("名") or "row" in address or address.get("note"):
            return [self.rows[start]]
        if set(address) <= {"part"}:
            keep = address["part"] == "main"
            return [
                r
                for r in self.rows
                if r.part == address["part"] and r.kind != "n" and (keep or r.kind not in "hU")
            ]
        rows = [row for row in self.rows[start : self.found.extent(start)] if row.kind not in "nhi"]
        if what == "各号":
            return [row for row in rows if row.kind in "IS"]
        return rows if not what else [rows[1] if rows[0].kind == "A" else rows[0]]
