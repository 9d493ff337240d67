"""Removing and renumbering on rows."""

from __future__ import annotations

import re

from yoriai.engines.ordinances.second.clauses import Clause
from yoriai.engines.ordinances.second.crossing import Crossing, crosses
from yoriai.engines.ordinances.second.digits import number, numbers, plain
from yoriai.engines.ordinances.second.marks import like, sentence_span, table_head
from yoriai.engines.ordinances.second.places import Address, parse, ranged, split_list
from yoriai.engines.ordinances.second.rows import Row

_NUM = r"(?:[0-9０-９]+|[〇一二三四五六七八九十百千]+)"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"


class Moves(Crossing):
    """Provisions go and get new numbers."""

    def _remove(self, clause: Clause, _block: list[str]) -> None:
        places = self._places(clause.words["place"])
        once = {self.found.start(each): each for each in reversed(places) if not each.get("what")}
        for address in [
            each for each in places if each.get("what") or any(each is one for one in once.values())
        ]:
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
            low, high = sentence_span(row.body, what)
            row.body = row.body[:low] + row.body[high:]
        else:
            stop = start + 1 if "row" in address else self.found.extent(start)
            begin = min(heading, start) if heading is not None and self.rows[start].kind in "AP" else start
            del self.rows[begin:stop]

    def _move(self, clause: Clause, _block: list[str]) -> None:
        sources = self._places(clause.words["place"])
        source, to = sources[0], clause.words["to"]
        target = parse((ranged(to) or split_list(to))[0], self.here)
        if len({self.found.start(each) for each in sources}) == 1:
            sources = sources[:1]  # 「第5条及び第6条　削除」 is one line
        if "P" in target and "P" not in source and source.get("A") == target.get("A"):
            source = {**source, "P": (1,)}  # the only 項 of the 条
        if len(sources) > 1:
            self._move_subs(sources, target)
            return
        self.here = self._cross(source, target) if crosses(source, target) else self._renumber(source, target)

    def _move_subs(self, sources: list[Address], target: Address) -> None:
        starts = [self.found.start(each) for each in sources]
        order = _IROHA if self._counts_iroha(starts[0]) else _KANA
        first = order.index(str(target["S"][-1]))
        moves = [
            (each, {**each, "S": (*each["S"][:-1], order[first + at])}) for at, each in enumerate(sources)
        ]
        for source, to in reversed(moves) if starts and moves[0][0]["S"] < moves[0][1]["S"] else moves:
            self.here = self._renumber(source, to)

    def _counts_iroha(self, start: int) -> bool:
        """イロハ have a ロ behind the イ; a list that has lost its ア begins with イ too."""
        names = {plain(row.head).strip(" ()") for row in self._family(start)}
        everywhere = {plain(row.head).strip(" ()") for row in self.rows if row.kind == "S"}
        return "ロ" in names or (not names & {"ア", "ウ"} and "ロ" in everywhere)

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
        old = first.at[key]
        depth = len(first.at["S"]) if key == "S" else 0
        for row in self.rows[start:stop]:
            if key == "S" and row.kind != "n" and "S" in row.at:
                row.at["S"] = (*new, *row.at["S"][depth:])
            elif row.kind != "n":
                row.at[key] = new
                if key == "A" and "Z" in row.at:
                    row.at["Z"] = (row.at["Z"][0] + new[0] - old[0],)
        if key == "A" and "Z" in first.at:
            by = new[0] - old[0]
            first.head = re.sub(_NUM, lambda each: like(each[0], number(each[0]) + by), first.head)
        else:
            self._mark(first, key, new)
        return {"part": first.part, **first.at}

    def _rename(self, start: int, target: Address) -> Address:
        row = self.rows[start]
        if row.kind == "c":
            words: str = target["level"][-1]
            row.at["n"] = numbers(words)
            row.head = re.sub(rf"第{_NUM}", f"第{like(row.head, numbers(words)[0])}", row.head, count=1)
            return {"part": row.part, "level": target["level"]}
        if row.kind == "X":
            part = str(target["part"])
            value = part.split(":")[1].lstrip("別表様式")
            for each in [each for each in self.rows if each.part == row.part]:
                each.part = part
            row.head = re.sub(rf"第?{_NUM}", "", row.head) if not value else table_head(row.head, value)
            return {"part": part}
        row.body = re.sub("^[0-9０-９]+", lambda old: like(old[0], target["note"][0]), row.body)
        return target
