"""Carries the clauses out on the rows, one after the other."""

from __future__ import annotations

import re

from yoriai.engines.ordinances.second.clauses import Clause, Paragraph, Unreadable, clauses, paragraphs
from yoriai.engines.ordinances.second.digits import plain
from yoriai.engines.ordinances.second.marks import UNBLOT, sentence_span
from yoriai.engines.ordinances.second.moves import Moves
from yoriai.engines.ordinances.second.places import Address
from yoriai.engines.ordinances.second.rows import Row, rows_of

_NUM = r"(?:[0-9０-９]+|[〇一二三四五六七八九十百千]+)"


class Machine(Moves):
    """All that a sentence can ask for."""

    def sentence(self, paragraph: Paragraph) -> None:
        """Carry out one sentence. Raises Unreadable when it does not fit."""
        self.here, self.scope = {}, []
        for clause in clauses(paragraph.text):
            getattr(self, f"_{clause.verb}")(clause, paragraph.block)
        for row in self.touched:
            row.body = row.body.translate(UNBLOT)
        self.touched = []

    def _rewrite(self, clause: Clause, block: list[str]) -> None:
        places = self._places(clause.words["place"])
        first = places[0]
        what = str(first.get("what", ""))
        start = self.found.start(first)
        if what and what != "各号" and not what.endswith("名"):
            self._rewrite_sentence(start, what, block)
            return
        if what.endswith("名") or first["part"] == "title":
            self._rewrite_line(start, block)
            return
        stop = (
            self.found.extent(self.found.start(places[-1]))
            if first["part"] not in ("toc", "preamble")
            else self._part_end(start)
        )
        if what == "各号":
            start = next(at for at in range(start, stop) if self.rows[at].kind == "I")
        elif "row" in first:
            stop = start + 1
        heading = self.found.heading(start) if self.rows[start].kind in "AP" else None
        fresh = self._fresh(block, first, self.rows[start])
        for row in fresh if self.rows[start].kind == "P" else []:
            row.at["P"] = self.rows[start].at["P"]
        if (
            self.rows[start].kind == "P"
            and not self.rows[start].head.strip()
            and self.rows[start].at.get("A")
        ):
            fresh[0].head = ""
        self.rows[min(heading, start) if heading is not None else start : stop] = fresh

    def _part_end(self, start: int) -> int:
        part = self.rows[start].part
        return next((at for at in range(start, len(self.rows)) if self.rows[at].part != part), len(self.rows))

    def _rewrite_line(self, start: int, block: list[str]) -> None:
        words = block[0].strip(" 　")
        row = self.rows[start]
        row.body = words if row.kind == "L" else re.sub(rf"^第{_NUM}[編章節款目](?:の{_NUM})*", "", words)

    def _rewrite_sentence(self, start: int, what: str, block: list[str]) -> None:
        row = next(row for row in self.rows[start:] if row.kind not in "Ai")
        words = "".join(line.strip(" 　") for line in block)
        if what == "各号列記以外の部分" and row.head.strip() and words.startswith(row.head.strip()):
            words = words[len(row.head.strip()) :].strip(" 　")
        low, high = sentence_span(row.body, what)
        row.body = row.body[:low] + words + row.body[high:]

    def _text(self, clause: Clause, _block: list[str]) -> None:
        (address,) = self._places(clause.words["place"])
        self._reached(address)[0].body = clause.quoted[0]

    def _heading(self, clause: Clause, _block: list[str]) -> None:
        (address,) = self._places(clause.words["place"])
        start = self.found.start(address)
        self.rows.insert(start, Row("h", "", clause.quoted[0], self.eol, self.rows[start].part))

    def _as(self, clause: Clause, block: list[str]) -> None:
        (address,) = self._places(clause.words["place"])
        start = self.found.start(address)
        stop = self.found.extent(start)
        if clause.words["target"] in ("後段", "前段", "ただし書"):
            self._add_sentence(start, clause.words["target"], block)
            return
        kind = {"項": "P", "号": "I"}.get(clause.words["target"][-1], "S")
        first = next((at for at in range(start + 1, stop) if self.rows[at].kind == kind), stop)
        fresh = self._fresh(block, {**address, "S": ()} if kind == "S" else address, self.rows[start])
        if kind == "P":
            fresh[0].head = ""
        self.rows[first:first] = fresh

    def _add(self, clause: Clause, block: list[str]) -> None:
        (address,) = self._places(clause.words["place"])
        start, what, where = self.found.start(address), clause.words["what"], clause.words["where"]
        if what in ("ただし書", "後段", "前段"):
            self._add_sentence(start, what, block)
            return
        if what.endswith(("表", "様式")) and "の細" not in what:
            self._add_table(start, where, block)
            return
        if what in ("前文", "目次"):
            at = next(at for at, row in enumerate(self.rows) if row.part == "main")
            self.rows[at:at] = self._fresh(
                block, {"part": "preamble" if what == "前文" else "toc"}, self.rows[start]
            )
            return
        self._add_units(address, start, where, what, block)

    def _add_units(self, address: Address, start: int, where: str, what: str, block: list[str]) -> None:
        row = self.rows[start]
        whole = set(address) <= {"part"}
        if where == "の前に":
            heading = self.found.heading(start)
            at = heading if heading is not None else start
        elif "row" in address or address.get("note"):
            at = start + 1
        elif whole:
            at = self._last_of(str(address["part"]))
        else:
            at = self.found.extent(start)
        inside = where == "に"
        near = dict(address)
        if inside and row.kind in "IS" and "条" not in what:
            near["S"] = (*row.at.get("S", ()), "")
        fresh = self._fresh(block, near, row)
        self._count_on(fresh, row, str(address["part"]))
        self.rows[at:at] = fresh

    def _last_of(self, part: str) -> int:
        rows = [at for at, row in enumerate(self.rows) if row.part == part and row.kind != "n"]
        if part.startswith("appendix"):
            remark = [at for at in rows if plain(self.rows[at].body).startswith("備考")]
            return remark[0] if remark else rows[-1] + 1
        return rows[-1] + 1

    def _add_table(self, start: int, where: str, block: list[str]) -> None:
        row = self.rows[start]
        if row.kind == "X":
            at = start if where == "の前に" else self._part_end(start)
        else:
            at = next((at for at, each in enumerate(self.rows) if each.kind == "X"), len(self.rows))
        self.rows[at:at] = self._fresh(block, {"part": "main"}, row)

    def _add_sentence(self, start: int, what: str, block: list[str]) -> None:
        row = next(row for row in self.rows[start:] if row.kind not in "Ai")
        words = "".join(line.strip(" 　") for line in block)
        at = {"前段": 0}.get(what, len(row.body))
        if what == "後段":
            at = sentence_span(row.body, "ただし書")[0] if "ただし、" in plain(row.body) else at
        row.body = row.body[:at] + words + row.body[at:]

    def _fresh(self, block: list[str], address: Address, near: Row) -> list[Row]:
        """Rows of a block with addresses that continue those of the place."""
        text = "".join(line + self.eol for line in block)
        part = str(address["part"])
        fresh = rows_of(text, part=part)
        outer = {key: near.at[key] for key in "AP" if key in near.at and key in self._outer_keys(fresh)}
        if near.kind == "A" and "P" in self._outer_keys(fresh):
            outer["P"] = (1,)
        for row in fresh:
            if row.kind == "I" and "S" in address:
                row.kind = "S"
                names = tuple(address["S"][:-1]) if address["S"] else ()
                row.at = {"I": near.at.get("I"), "S": (*names, plain(row.head).strip())}
            row.at = {**outer, **row.at}
        return fresh

    def _count_on(self, fresh: list[Row], near: Row, part: str) -> None:
        """項 without numbers count on from the one before."""
        if near.kind not in "AP" or any(
            row.kind == "A" or (row.kind == "P" and row.head.strip()) for row in fresh
        ):
            return
        row_numbers = [
            r.at["P"][0]
            for r in self.rows
            if r.kind == "P" and r.part == part and r.at.get("A") == near.at.get("A")
        ]
        last = near.at["P"][0] if near.kind == "P" else max(row_numbers)
        for row in fresh:
            last += row.kind == "P"
            if row.kind in "PIS":
                row.at["P"] = (last,)

    @staticmethod
    def _outer_keys(fresh: list[Row]) -> str:
        kinds = {row.kind for row in fresh}
        if kinds & {"A", "c", "X"}:
            return ""
        return "A" if "P" in kinds else "AP"


def apply_second(old: str, kaime: str) -> str:
    """The text after the amendment, made on rows.

    Raises Unreadable (a ValueError) for wordings outside those of the writer.
    """
    whole = re.search("(?m)^.*の全部を改正する。(?:\r\n|\r|\n)", kaime)
    if whole is not None:
        return kaime[: whole.start()] + kaime[whole.end() :]
    machine = Machine(old)
    try:
        for paragraph in paragraphs(kaime):
            machine.sentence(paragraph)
    except (KeyError, IndexError, StopIteration, TypeError, AttributeError) as problem:
        raise Unreadable(str(problem)) from problem
    rows = machine.rows
    for row in rows[:-1]:
        if not row.end and row.kind not in "Ai":
            row.end = machine.eol
    new = "".join(row.head + row.body + row.end for row in rows)
    return new if old.endswith(("\n", "\r")) else new.rstrip("\r\n")
