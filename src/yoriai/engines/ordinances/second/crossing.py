"""条 that become 項, 項 that become 条, and 項 that go to another 条, on rows."""

from __future__ import annotations

import re

from yoriai.engines.ordinances.second.clauses import Unreadable
from yoriai.engines.ordinances.second.digits import CIRCLES
from yoriai.engines.ordinances.second.marks import like, tail
from yoriai.engines.ordinances.second.places import Address
from yoriai.engines.ordinances.second.rows import Row
from yoriai.engines.ordinances.second.words import Words


def crosses(source: Address, target: Address) -> bool:
    """Whether the move changes what the provision is, or the 条 that it stands in."""
    if not ({"A", "P"} & source.keys()) or "A" not in target or {"I", "S"} & (source.keys() | target.keys()):
        return False
    if "P" not in source:
        return "P" in target and source["A"] != target["A"]
    return "P" not in target or source.get("A") != target["A"]


_NUM = r"(?:[0-9０-９]+|[〇一二三四五六七八九十百千]+)"


class Crossing(Words):
    """Provisions that change their kind or their 条."""

    def _cross(self, source: Address, target: Address) -> Address:
        """Take the rows out, and put them in again as what they become; the address of that."""
        rows = self._taken(source)
        number = target.get("P", (1,))
        for row in rows:
            row.at = {**row.at, "A": target["A"], "P": number}
            row.at.pop("Z", None)
        rows[0].head = "" if number == (1,) else rows[0].head
        if "P" in target:
            self.rows[(at := self._behind(target)) : at] = rows
            self._mark(rows[0], "P", number)
            return {"part": target["part"], "A": target["A"], "P": number}
        self._put_article(rows, target)
        return {"part": target["part"], "A": target["A"]}

    def _taken(self, source: Address) -> list[Row]:
        """The rows of a 項, cut out; a 条 goes with its only 項, and with its last one."""
        start = self.found.start(source)
        stop = self.found.extent(start)
        rows = [row for row in self.rows[start:stop] if row.kind not in "Ai"]
        if sum(row.kind == "P" for row in rows) != 1:
            raise Unreadable(str(source))
        here = {"part": source["part"], "A": source.get("A")}
        begin = self.found.start(here) if source.get("A") else start
        last = [row for row in self.rows[begin : self.found.extent(begin)] if row.kind == "P"] == rows[
            :1
        ] and bool(source.get("A"))
        first = begin if last else start
        heading = self.found.heading(first) if last else None
        del self.rows[min(first, heading) if heading is not None else first : stop]
        return rows

    def _behind(self, target: Address) -> int:
        """Index for a new 項 in the row of its 条."""
        start = self.found.start({"part": target["part"], "A": target["A"]})
        stop = self.found.extent(start)
        later = (at for at in range(start, stop) if self._number(at, "P") > target["P"])
        return next(later, stop)

    def _number(self, at: int, key: str) -> tuple[int, ...]:
        row = self.rows[at]
        return tuple(row.at[key]) if row.kind == key else ()

    def _put_article(self, rows: list[Row], target: Address) -> None:
        part = target["part"]
        articles = [at for at, row in enumerate(self.rows) if row.kind == "A" and row.part == part]
        before = [at for at in articles if self._number(at, "A") < target["A"]]
        model = next(self.rows[at] for at in articles if "Z" not in self.rows[at].at)
        own = Row("A", model.head, "", "", part, {"A": target["A"]})
        self._mark(own, "A", target["A"])
        at = self.found.extent(before[-1]) if before else articles[0]
        self.rows[at:at] = [own, *rows]

    def _mark(self, row: Row, key: str, new: tuple[int, ...]) -> None:
        if key == "P" and new == (1,) and row.at.get("A"):
            row.head = ""
        elif key == "P" and not row.head.strip():
            later = [r for r in self.rows if r.kind == "P" and r is not row and r.at["P"] > (1,)]
            if later and sum(bool(r.head.strip()) for r in later) * 2 < len(later):
                row.head = "　"
                return
            model = next((r for r in later if r.head.strip()), None)
            row.head = re.sub(_NUM, lambda old: like(old[0], new[0]), model.head) if model else f"{new[0]}　"
        elif key == "S":
            row.head = row.head.replace(row.head.strip(" 　"), str(new[-1]))
        elif key == "I" and re.search("[⑴-⒇]", row.head):
            row.head = re.sub(
                "[⑴-⒇](?:の[0-9０-９]+)*", chr(ord("⑴") + new[0] - 1) + tail(new, "1"), row.head
            )
        elif key == "I" and (circle := next((each for each in row.head if each in CIRCLES), "")):
            row.head = row.head.replace(circle, CIRCLES[new[0] - 1])
        else:
            row.head = re.sub(
                rf"{_NUM}(?P<unit>条?)(?P<tail>(?:の{_NUM})*)",
                lambda old: like(old[0], new[0]) + old["unit"] + tail(new, old[0]),
                row.head,
                count=1,
            )
