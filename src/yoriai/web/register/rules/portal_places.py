"""Where a corporation of the portal's file belongs: its prefecture and its town."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

#: 政令指定都市, which are 所轄庁 themselves (特定非営利活動促進法 9条), and their prefectures.
DESIGNATED = {
    "札幌市": "北海道", "仙台市": "宮城県", "さいたま市": "埼玉県", "千葉市": "千葉県", "横浜市": "神奈川県",
    "川崎市": "神奈川県", "相模原市": "神奈川県", "新潟市": "新潟県", "静岡市": "静岡県", "浜松市": "静岡県",
    "名古屋市": "愛知県", "京都市": "京都府", "大阪市": "大阪府", "堺市": "大阪府", "神戸市": "兵庫県",
    "岡山市": "岡山県", "広島市": "広島県", "北九州市": "福岡県", "福岡市": "福岡県", "熊本市": "熊本県",
}  # fmt: skip


def prefecture_of(authority: str, address: str = "") -> str:
    """The prefecture of a 所轄庁; for one above prefectures (内閣府) that of the address, or nothing."""
    if authority in DESIGNATED:
        return DESIGNATED[authority]
    if authority.endswith(("都", "道", "府", "県")) and authority != "内閣府":
        return authority
    place = next((place for place in (3, 4) if address[place - 1 : place] in {"都", "道", "府", "県"}), 0)
    return address[:place]


@dataclass(frozen=True)
class Towns:
    """The towns of the register: code, name and prefecture."""

    rows: tuple[tuple[str, str, str], ...]
    by_prefecture: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> Towns:
        """Towns by prefecture, the longest name first."""
        found = cls(tuple(sorted(rows)))
        for code, name, prefecture in found.rows:
            found.by_prefecture.setdefault(prefecture, []).append((name, code))
        for towns in found.by_prefecture.values():
            towns.sort(key=lambda town: (-len(town[0]), town))
        return found

    def code(self, authority: str, address: str) -> str:
        """The town in whose name an address begins, after the prefecture (often left out) and the 郡."""
        prefecture = prefecture_of(authority, address)
        towns = self.by_prefecture.get(prefecture)
        if not towns:
            return ""
        rest = address.removeprefix(prefecture)
        for name, code in towns:
            place = rest.find(name)
            if place == 0 or (0 < place <= 6 and rest[place - 1] == "郡"):
                return code
        return ""
