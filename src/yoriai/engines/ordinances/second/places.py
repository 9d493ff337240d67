"""Addresses: the words for a place -> the rows that it covers."""

from __future__ import annotations

import re
from typing import Any

from yoriai.engines.ordinances.second.clauses import Unreadable
from yoriai.engines.ordinances.second.digits import numbers, plain
from yoriai.engines.ordinances.second.rows import Row

_NUM = r"(?:[0-9０-９]+|[〇一二三四五六七八九十百千]+)"
_BRANCH = rf"(?:の{_NUM})*"
_TOKEN = re.compile(
    rf"(?P<same>同(?:条|項|号|表|様式|[編章節款目]))|(?P<level>第{_NUM}[編章節款目]{_BRANCH})|(?P<unit>第{_NUM}(?:条|項|号)(?!様式){_BRANCH})"
    rf"|(?P<table>(?:別表|別記様式|別記|別図|様式|付表)(?:第?{_NUM}号?{_BRANCH})?|第{_NUM}号{_BRANCH}様式)"
    rf"|(?P<whole>題名|目次|前文|本則|[附付]則)|(?P<part>の前の見出し|の見出し|の前の?|の[編章節款目]名|ただし書|本文|前段|中段|後段|第{_NUM}段|各号列記以外の部分|各号)"
    rf"|備考(?P<note>(?:第?{_NUM}(?:項|号)?)?)|(?P<row>[^、]+?)の項|(?P<sub>[(（][^)）]+[)）]|[ア-ン]|[a-zａ-ｚ]|[0-9０-９]+)(?:の{_NUM})*"
)
_RANKS = {"c": 0, "h": 1, "A": 1, "P": 2, "I": 3, "S": 4}
_UNITS = {"条": "A", "項": "P", "号": "I"}
_WHOLE = {
    "題名": "title",
    "目次": "toc",
    "前文": "preamble",
    "本則": "main",
    "附則": "supplement1",
    "付則": "supplement1",
}

Address = dict[str, Any]


def split_list(words: str) -> list[str]:
    """`第5条第1項、第7条及び第9条` in its members."""
    return [each for each in re.split("、|及び|並びに", words) if each]


def parse(words: str, here: Address) -> Address:
    """An address: part, A, P, I, S, level, row, note, and `what` for 見出し, ただし書 …

    `here` is the place named last. Raises Unreadable.
    """
    out: Address = {}
    at = 0
    while at < len(words):
        match = _TOKEN.match(words, at)
        if match is None:
            raise Unreadable(words)
        _take(match, out, here)
        at = match.end()
    if "row" in out or "note" in out:  # 「別表和室の項及び備考1」: both in one table
        out.setdefault("part", here.get("part"))
    return out


def _take(match: re.Match[str], out: Address, here: Address) -> None:
    if match["same"]:
        keep = {"条": "A", "項": "AP", "号": "API", "表": "", "様": ""}.get(match["same"][1], "c")
        out.update({key: here[key] for key in ("part", *keep) if key in here and key != "c"})
        if keep == "c":
            out.update({key: here[key] for key in ("part", "level") if key in here})
    elif match["level"]:
        out["part"] = out.get("part", "main")
        out["level"] = (*out.get("level", ()), match["level"])
    elif match["unit"]:
        _unit(match["unit"], out, here)
    elif match["table"]:
        name = (
            "様式"
            if "様式" in match["table"]
            else re.split("第|[0-9０-９]|[一二三四五六七八九十]", match["table"])[0]
        )
        out["part"] = f"appendix:{name}" + ",".join(map(str, numbers(match["table"])))
    elif match["whole"]:
        out["part"] = _WHOLE[match["whole"]]
    elif match["part"]:
        out["what"] = match["part"].removeprefix("の").replace("前の見出し", "見出し")
    elif match["row"]:
        out["row"] = plain(match["row"]).replace(" ", "")
    elif match["sub"]:
        _sub(plain(match[0]), out, here)
    else:
        out["note"] = numbers(match["note"])


def _unit(words: str, out: Address, here: Address) -> None:
    key = _UNITS[re.sub(rf"第{_NUM}|の{_NUM}", "", words)]
    order = "API"
    for outer in order[: order.index(key)]:
        if outer not in out and outer in here and not (out.get("part") and out["part"] != here.get("part")):
            out[outer] = here[outer]
    if "part" not in out:
        out["part"] = here.get("part", "main") if key != "A" else "main"
    out[key] = numbers(words)


def _sub(name: str, out: Address, here: Address) -> None:
    for key in ("part", "A", "P", "I"):
        if key not in out and key in here:
            out[key] = here[key]
    if str(out.get("part", "")).startswith("appendix"):
        out["note"] = numbers(name)
        return
    out["S"] = (*out.get("S", ()), name)


def first_cell(text: str) -> str:
    """The folded first cell of a row of a table."""
    cells = [each for each in re.split(r"\t|[|｜│┃]|  +|　+", text.strip("│┃|｜")) if each.strip()]
    return plain(cells[0]).replace(" ", "") if len(cells) > 1 else ""


class Rows:
    """The rows of the base with the ways to find them."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    def extent(self, start: int) -> int:
        """Index behind the unit whose row is at `start`."""
        first = self.rows[start]
        if first.kind == "c":
            return self._chapter_end(start)
        if first.kind in "UX":
            return next(
                (at for at in range(start + 1, len(self.rows)) if self.rows[at].part != first.part),
                len(self.rows),
            )
        rank = _rank(first)
        at = start + 1
        while at < len(self.rows) and self.rows[at].part == first.part:
            row = self.rows[at]
            if row.kind in _RANKS and _rank(row) <= rank:
                break
            at += 1
        while self.rows[at - 1].kind == "n" and not self.rows[at - 1].body.strip():
            at -= 1
        return at

    def _chapter_end(self, start: int) -> int:
        order = "編章節款目"
        level = order.index(str(self.rows[start].at["level"]))
        for at in range(start + 1, len(self.rows)):
            row = self.rows[at]
            if row.part != self.rows[start].part or (
                row.kind == "c" and order.index(str(row.at["level"])) <= level
            ):
                return at
        return len(self.rows)

    def start(self, address: Address) -> int:
        """Index of the row where the addressed unit begins (without its heading).

        Raises Unreadable when there is none.
        """
        key = next((each for each in "SIPA" if each in address), None)
        if "level" in address and "A" not in address:
            return self._chapter(address)
        if "row" in address or "note" in address:
            return self._table_row(address)
        if key is None:
            return self._part(str(address["part"]))
        wanted = self._complete(address)
        part, pairs = address["part"], list(wanted.items())
        for at, row in enumerate(self.rows):
            if row.kind == key and row.part == part and all(row.at.get(k) == v for k, v in pairs):
                return at
            if key == row.kind == "A" and row.part == part and row.at.get("Z") == address["A"]:
                return at  # the last number of 「第5条から第8条まで　削除」
        raise Unreadable(str(address))

    def _complete(self, address: Address) -> Address:
        """Fill in the 項 that is left out when there is only one, or only one with a list."""
        wanted = {key: address[key] for key in "APIS" if key in address}
        if "P" in wanted or not ({"I", "S"} & set(wanted)):
            return wanted
        rows = [
            row for row in self.rows if row.part == address["part"] and row.at.get("A") == wanted.get("A")
        ]
        found = {row.at.get("P") for row in rows if all(row.at.get(k) == v for k, v in wanted.items())}
        if len(found) != 1:
            raise Unreadable(str(address))
        return wanted | {"P": found.pop()}

    def _chapter(self, address: Address) -> int:
        at, stop = 0, len(self.rows)
        for name in address["level"]:
            level = re.sub(rf"第{_NUM}|の{_NUM}", "", name)
            found = [
                i
                for i in range(at, stop)
                if self.rows[i].kind == "c"
                and self.rows[i].part == address["part"]
                and self.rows[i].at["level"] == level
                and self.rows[i].at["n"] == numbers(name)
            ]
            if not found:
                raise Unreadable(str(address))
            at = found[0]
            stop = self._chapter_end(at)
        return at

    def _table_row(self, address: Address) -> int:
        inside = str(address.get("row", "")).removeprefix("中")
        names = {first_cell(row.body) for row in self.rows if row.part == address["part"]}
        if "row" in address and (inside in names or address["row"] not in names):
            address = {**address, "row": inside}  # 「別表中和室の項」
        for at, row in enumerate(self.rows):
            if row.part != address["part"] or row.kind != "L":
                continue
            if "row" in address and first_cell(row.body) == address["row"]:
                return at
            note = re.match(r"([0-9０-９]+)(?:[ 　]|$)", row.body)
            if "note" in address and (
                (not address["note"] and plain(row.body).startswith("備考"))
                or (note and address["note"] == numbers(note[1]))
            ):
                return at
        raise Unreadable(str(address))

    def _part(self, part: str) -> int:
        if part == "title":
            return self._title()
        found = next((at for at, row in enumerate(self.rows) if row.part == part), None)
        if found is None:
            raise Unreadable(part)
        return found

    def _title(self) -> int:
        ends = ("条例", "規則", "規程", "要綱", "要領", "法律", "法", "令", "憲章", "基準", "宣言", "告示")
        front = [
            at
            for at, row in enumerate(self.rows)
            if row.part == "front" and row.kind == "L" and "。" not in row.body
        ]
        named = [at for at in front if re.split("[（(]", plain(self.rows[at].body).strip())[0].endswith(ends)]
        if not front:
            raise Unreadable("題名")
        return (named or front)[0]

    def heading(self, start: int) -> int | None:
        """Index of the heading above a unit."""
        if self.rows[start].kind == "A" and start + 1 < len(self.rows) and self.rows[start + 1].kind == "i":
            return start + 1
        at = start - 1
        while at >= 0 and self.rows[at].kind == "n":
            at -= 1
        return at if at >= 0 and self.rows[at].kind == "h" else None


def _rank(row: Row) -> int:
    if row.kind == "S":
        return 3 + len(row.at.get("S", ()))
    return _RANKS.get(row.kind, 9)


def ranged(words: str) -> tuple[str, str] | None:
    """`第2号から第8号まで` -> its two ends."""
    match = re.fullmatch("(.+?)から(.+?)まで", words)
    return (match[1], match[2]) if match else None
