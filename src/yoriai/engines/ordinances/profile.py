"""The house profile: what differs from town to town, learnt from the ordinance and open to change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from yoriai.engines.ordinances.applying.house import House
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.tree import Kind, Node, part, parts

#: key -> allowed values (empty: any text), what it is
MEANINGS: dict[str, tuple[tuple[str, ...], str]] = {
    "numerals": (("half", "full", "one-full", "kanji"), "条番号などの数字"),
    "comma": (("、", "，"), "読点"),
    "supplement": (("附則", "付則"), "附則の書き方"),
    "supplement_head": ((), "附則の行"),
    "insert": (("の次に", "の下に"), "字句を加えるときの言い方"),
    "new_side": (("left", "right"), "新旧対照表で改正後を置く側"),
    "old_name": ((), "新旧対照表の改正前の欄の名"),
    "new_name": ((), "新旧対照表の改正後の欄の名"),
    "show_absent": (("yes", "no"), "（新設）（削る）を示すか"),
    "table_lead": ((), "新旧対照表の前に置く文"),
    "table_note": ((), "新旧対照表の後に置く備考"),
    "brackets": (("full", "half"), "括弧"),
    "indent": ((), "改正規定の字下げ"),
    "eol": (("lf", "crlf", "cr"), "行末"),
}


@dataclass(frozen=True)
class Profile:
    """Settings of one municipality. Values and meanings: `MEANINGS`."""

    numerals: str = "half"
    comma: str = "、"
    supplement: str = "附則"
    supplement_head: str = "附　則"
    insert: str = "の次に"
    new_side: str = "left"
    old_name: str = "改正前"
    new_name: str = "改正後"
    show_absent: str = "yes"
    table_lead: str = ""
    table_note: str = "備考　改正部分は、下線の部分である。"
    brackets: str = "full"
    indent: str = "　"
    eol: str = "lf"

    def as_dict(self) -> dict[str, str]:
        """Key and value of every setting, in order."""
        return {key: str(value) for key, value in asdict(self).items()}

    @property
    def newline(self) -> str:
        """The characters at the end of a line."""
        return {"lf": "\n", "crlf": "\r\n", "cr": "\r"}[self.eol]


class BadSetting(ValueError):
    """A setting that does not exist, or a value that it cannot have: (key, reason in Japanese)."""


def learn(root: Node) -> Profile:
    """The profile that the text of an ordinance shows; what it cannot show keeps the usual value."""
    house = House(root)
    kanji = house.numerals == "kanji"
    heads = [fold(node.text) for node in parts(root, Kind.SUPPLEMENT)]
    wrong = sum(head.startswith("付") for head in heads)
    old_style = "付則" if wrong * 2 > len(heads) else "附則"
    return Profile(
        numerals=house.numerals,
        comma="，" if house.wide_comma else "、",
        supplement=old_style,
        supplement_head=_head(root, old_style),
        insert="の下に" if kanji else "の次に",
        new_side="right" if kanji else "left",
        brackets="half" if house.half_brackets else "full",
        eol={"\n": "lf", "\r\n": "crlf", "\r": "cr"}[house.eol],
    )


def _head(root: Node, name: str) -> str:
    first = part(root, Kind.SUPPLEMENT)
    words = re.split("[(（]", first.text)[0].strip(" \u3000") if first is not None else ""
    return words or f"{name[0]}\u3000{name[1]}"


def settle(profile: Profile, settings: Mapping[str, object]) -> Profile:
    """The profile with settings of the user.

    Raises BadSetting for a key or a value that does not exist.
    """
    known = {field.name for field in fields(Profile)}
    for key, value in settings.items():
        if key not in known:
            raise BadSetting(key, "そのような設定はありません")
        allowed = MEANINGS[key][0]
        if not isinstance(value, str) or (allowed and value not in allowed):
            raise BadSetting(
                key, "、".join(allowed) + " のどれかです" if allowed else "文字列で書いてください"
            )
    return replace(profile, **{key: str(value) for key, value in settings.items()})
