"""Carries the clauses out on the rows, one after the other."""

from __future__ import annotations

import re

from yoriai.engines.ordinances.second.clauses import Clause, Paragraph, Unreadable, clauses, paragraphs
from yoriai.engines.ordinances.second.places import Address, Rows, first_cell, parse, ranged, split_list
from yoriai.engines.ordinances.second.rows import Row, number, numbers, plain, rows_of

_NUM = r"(?:[0-9０-９]+|[〇一二三四五六七八九十百千]+)"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"


class Machine:
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

    def sentence(self, paragraph: Paragraph) -> None:
        """Carry out one sentence. Raises Unreadable when it does not fit."""
        self.here, self.scope = {}, []
        for clause in clauses(paragraph.text):
            getattr(self, f"_{clause.verb}")(clause, paragraph.block)
        for row in self.touched:
            row.body = row.body.translate(_UNMARK)
        self.touched = []

    def _places(self, words: str) -> list[Address]:
        out: list[Address] = []
        for each in split_list(words):
            ends = ranged(each)
            address = parse(ends[0] if ends else each, self.here)
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
        self.here = {"part": row.part, **units[-1].at}
        return [{"part": row.part, **each.at, **_cell(each, first)} for each in units]

    # words

    def _scope(self, clause: Clause, _block: list[str]) -> None:
        self.scope = self._places(clause.words["place"])

    def _delete(self, clause: Clause, _block: list[str]) -> None:
        for old in clause.quoted:
            self._words(old, "")

    def _change(self, clause: Clause, _block: list[str]) -> None:
        for old in clause.quoted[:-1]:
            self._words(old, _mark(clause.quoted[-1]))

    def _insert(self, clause: Clause, _block: list[str]) -> None:
        self._words(clause.quoted[0], None, _mark(clause.quoted[1]))

    def _words(self, old: str, new: str | None, behind: str = "") -> None:
        for address in self.scope:
            if not sum(
                self._in_row(row, str(address.get("what", "")), old, new, behind)
                for row in self._reached(address)
            ):
                raise Unreadable(f"「{old}」")

    def _in_row(self, row: Row, what: str, old: str, new: str | None, behind: str) -> int:
        low, high = _sentence(row.body, what)
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

    # provisions

    def _remove(self, clause: Clause, _block: list[str]) -> None:
        for address in self._places(clause.words["place"]):
            self._remove_one(address)

    def _remove_one(self, address: Address) -> None:
        start = self.found.start(address)
        what = str(address.get("what", ""))
        heading = self.found.heading(start)
        if what == "見出し":
            assert heading is not None
            del self.rows[heading]
        elif what == "各号":
            stop = self.found.extent(start)
            self.rows[start:stop] = [row for row in self.rows[start:stop] if row.kind not in "IS"]
        elif what.endswith("名") and what:
            del self.rows[start]
        elif what:
            row = next(row for row in self.rows[start:] if row.kind not in "Ai")
            low, high = _sentence(row.body, what)
            row.body = row.body[:low] + row.body[high:]
        else:
            stop = start + 1 if "row" in address else self.found.extent(start)
            begin = min(heading, start) if heading is not None and self.rows[start].kind in "AP" else start
            del self.rows[begin:stop]

    def _move(self, clause: Clause, _block: list[str]) -> None:
        sources = self._places(clause.words["place"])
        source, to = sources[0], clause.words["to"]
        target = parse((ranged(to) or (to,))[0], self.here)
        if "P" in target and "P" not in source and source.get("A") == target.get("A"):
            source = {**source, "P": (1,)}  # the only 項 of the 条
        if len(sources) > 1:
            self._move_subs(sources, target)
            return
        self.here = self._renumber(source, target)

    def _move_subs(self, sources: list[Address], target: Address) -> None:
        starts = [self.found.start(each) for each in sources]
        order = _IROHA if any(plain(r.head).strip() == "イ" for r in self._family(starts[0])[:1]) else _KANA
        first = order.index(str(target["S"][-1]))
        moves = [
            (each, {**each, "S": (*each["S"][:-1], order[first + at])}) for at, each in enumerate(sources)
        ]
        for source, to in reversed(moves) if starts and moves[0][0]["S"] < moves[0][1]["S"] else moves:
            self.here = self._renumber(source, to)

    def _family(self, start: int) -> list[Row]:
        row = self.rows[start]
        return [
            r
            for r in self.rows
            if r.kind == "S" and r.part == row.part and all(r.at.get(k) == row.at.get(k) for k in "API")
        ]

    def _shift(self, clause: Clause, _block: list[str]) -> None:
        by = number(clause.words["by"]) * (1 if clause.words["way"] == "下" else -1)
        units = self._places(clause.words["place"])
        key = next(key for key in ("S", "I", "P", "A") if key in units[0])
        for each in reversed(units) if by > 0 else units:
            old: tuple[int, ...] = each[key]
            at = len(units[0][key]) - 1
            self.here = self._renumber(each, {**each, key: (*old[:at], old[at] + by, *old[at + 1 :])})

    def _renumber(self, source: Address, target: Address) -> Address:
        start = self.found.start(source)
        first = self.rows[start]
        if first.kind in "cX" or "note" in source:
            return self._rename(start, target)
        key = first.kind
        stop = self.found.extent(start)
        new: tuple[int, ...] = target[key]
        depth = len(first.at["S"]) if key == "S" else 0
        for row in self.rows[start:stop]:
            if key == "S" and row.kind != "n" and "S" in row.at:
                row.at["S"] = (*new, *row.at["S"][depth:])
            elif row.kind != "n":
                row.at[key] = new
        self._print_mark(first, key, new)
        return {"part": first.part, **first.at}

    def _rename(self, start: int, target: Address) -> Address:
        row = self.rows[start]
        if row.kind == "c":
            words: str = target["level"][-1]
            row.at["n"] = numbers(words)
            row.head = re.sub(rf"第{_NUM}", f"第{_like(row.head, numbers(words)[0])}", row.head, count=1)
            return {"part": row.part, "level": target["level"]}
        if row.kind == "X":
            part = str(target["part"])
            value = part.split(":")[1].lstrip("別表様式")
            for each in [each for each in self.rows if each.part == row.part]:
                each.part = part
            row.head = re.sub(rf"第?{_NUM}", "", row.head) if not value else _table_head(row.head, value)
            return {"part": part}
        row.body = re.sub("^[0-9０-９]+", lambda old: _like(old[0], target["note"][0]), row.body)
        return target

    def _print_mark(self, row: Row, key: str, new: tuple[int, ...]) -> None:
        if key == "P" and new == (1,) and row.at.get("A"):
            row.head = ""
        elif key == "P" and not row.head.strip():
            later = [r for r in self.rows if r.kind == "P" and r is not row and r.at["P"] > (1,)]
            if later and sum(bool(r.head.strip()) for r in later) * 2 < len(later):
                row.head = "　"
                return
            model = next((r for r in later if r.head.strip()), None)
            row.head = re.sub(_NUM, lambda old: _like(old[0], new[0]), model.head) if model else f"{new[0]}　"
        elif key == "S":
            row.head = row.head.replace(row.head.strip(" 　"), str(new[-1]))
        elif key == "I" and re.search("[⑴-⒇]", row.head):
            row.head = re.sub(
                "[⑴-⒇](?:の[0-9０-９]+)*", chr(ord("⑴") + new[0] - 1) + _tail(new, "1"), row.head
            )
        else:
            row.head = re.sub(
                rf"{_NUM}(?P<unit>条?)(?P<tail>(?:の{_NUM})*)",
                lambda old: _like(old[0], new[0]) + old["unit"] + _tail(new, old[0]),
                row.head,
                count=1,
            )

    # blocks

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
        low, high = _sentence(row.body, what)
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
        elif "row" in address:
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
            at = _sentence(row.body, "ただし書")[0] if "ただし、" in plain(row.body) else at
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


def _cell(row: Row, first: Address) -> Address:
    return {"row": first_cell(row.body)} if "row" in first else {}


def _like(old: str, value: int) -> str:
    """A number in the characters that the old one was written with."""
    sample = re.search(_NUM, old)
    if sample is None or sample[0].isascii():
        return str(value)
    if not sample[0].isdecimal():
        return _kanji(value)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    return (
        wide
        if len(wide) == 1 or len(sample[0]) > 1 or ("０" <= sample[0][0] <= "９" and value < 10)
        else str(value)
    )


def _kanji(value: int) -> str:
    out = ""
    for mark, power in (("百", 100), ("十", 10)):
        if value >= power:
            out += ("" if value < 2 * power else "〇一二三四五六七八九"[value // power]) + mark
            value %= power
    return out + ("〇一二三四五六七八九"[value] if value or not out else "")


def _tail(new: tuple[int, ...], sample: str) -> str:
    return "".join("の" + _like(sample, value) for value in new[1:])


def _table_head(head: str, value: str) -> str:
    digits = value.split(",")
    if re.search(_NUM, head):
        return re.sub(_NUM, digits[0], head, count=1)
    return head + "第" + digits[0] + ("号" if "様式" in head else "")


#: new words are moved to private characters until the sentence ends, so that no quotation meets them
_MARKED = {code: 0xF0000 + code for code in range(0x20, 0xFFF0)}
_UNMARK = {value: key for key, value in _MARKED.items()}


def _mark(text: str) -> str:
    return text.translate(_MARKED)


def _sentence(body: str, what: str) -> tuple[int, int]:
    """Where the named sentence stands in the words of a row."""
    if what in ("", "見出し", "各号", "各号列記以外の部分") or what.endswith("名"):
        return 0, len(body)
    ends, depth = [0], 0
    for at, mark in enumerate(plain(body.translate(_UNMARK))):
        depth += {"(": 1, "「": 1, ")": -1, "」": -1}.get(mark, 0)
        if mark == "。" and depth <= 0:
            ends.append(at + 1)
    spans = list(zip(ends, ends[1:] if ends[-1] == len(body) else [*ends[1:], len(body)], strict=False))
    spans = [(low, high) for low, high in spans if body[low:high].strip()]
    proviso = next(
        (at for at, (low, _) in enumerate(spans) if plain(body[low:]).startswith("ただし、")), len(spans)
    )
    if what == "ただし書":
        return spans[proviso]
    if what == "本文":
        return 0, spans[proviso][0]
    order = {"前段": 0, "中段": 1, "後段": proviso - 1}
    return spans[order.get(what, 0) if what in order else number(re.sub("[第段]", "", what)) - 1]


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
    return "".join(row.head + row.body + row.end for row in rows)
