"""Files like the Cabinet Office's portal's, made from a seed and a date, with every oddity of the real one;
and the file of a year later, with known changes.
`manage.py portal_sample` writes them.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from seed import names, places
from seed.portal_words import CITIES, HEADER, PREFECTURES, PURPOSE, RARE, REASONS
from yoriai.web.register.rules.numbers import add_months, corporate_check_digit

Cells = dict[str, str]
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_ENDS = ("03/31", "03/31", "03/31", "12/31", "01/31", "02/28", "04/30", "05/31", "06/30", "07/31", "08/31",
         "09/30", "10/31", "11/30")  # fmt: skip
_BEGINS = {"03/31": "04/01", "12/31": "01/01", "01/31": "02/01", "02/28": "03/01", "04/30": "05/01",
           "05/31": "06/01", "06/30": "07/01", "07/31": "08/01", "08/31": "09/01", "09/30": "10/01",
           "10/31": "11/01", "11/30": "12/01"}  # fmt: skip


@dataclass
class File:
    """A file's rows in their order, and the raw lines that are broken on purpose."""

    rows: list[Cells]
    broken: list[str] = field(default_factory=list)

    def csv(self) -> bytes:
        """The table in CP932, every cell in quotation marks, broken lines strewn in."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(HEADER)
        step = max(1, len(self.rows) // (len(self.broken) + 1))
        broken = list(self.broken)
        for number, row in enumerate(self.rows, start=1):
            writer.writerow([row.get(name, "") for name in HEADER])
            if broken and number % step == 0:
                out.write(broken.pop(0) + "\r\n")
        return out.getvalue().encode("cp932")

    def zip(self, day: date) -> bytes:
        """The zip as the portal gives it: one CSV under its usual name, the same bytes each time."""
        out = io.BytesIO()
        name = f"000_AdministrativeInputData_{day:%Y%m%d}.csv"
        with zipfile.ZipFile(out, "w") as archive:
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, self.csv())
        return out.getvalue()


@dataclass
class Planted:
    """What a year changed, by 法人番号: exactly what a comparison has to find."""

    new: set[str] = field(default_factory=set)
    dissolved: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    changed: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Those of the moved that stand in the file twice, at the old authority and the new.
    twice: set[str] = field(default_factory=set)


def number_of(place: int) -> str:
    """The 法人番号 of the corporation at a place: right check digit, none twice."""
    base = f"{500_005_000_000 + place * 7:012d}"
    return f"{corporate_check_digit(base)}{base}"


def make(count: int, seed: int, day: date, *, oddities: bool = True) -> File:
    """So many corporations on a day. Raises ValueError for a negative count."""
    if count < 0:
        raise ValueError("count")
    random = Random(seed)
    rows = [_corporation(random, place, day) for place in range(count)]
    if not oddities:
        return File(rows)
    for place in range(0, count, 97):
        _make_odd(random, rows[place], place // 97)
    rows += [dict(rows[place]) for place in range(50, count, 500)]  # said twice
    return File(rows, _broken(random))


def _corporation(random: Random, place: int, day: date) -> Cells:
    authority, town, shown = _place(random)
    subject, form = random.choice(names.SUBJECTS), random.choice(names.FORMS)
    family, given = random.choice(names.FAMILY), random.choice(names.GIVEN)
    rare = random.choice(RARE) if random.random() < 0.04 else ""
    founded = day - timedelta(days=random.randrange(400, 9_000))
    end = random.choice(_ENDS)
    row = {
        "法人名称": f"特定非営利活動法人{rare}{town[:2]}{subject[0]}{form[0]}{place}",
        "法人名称カナ": f"{subject[1]}{form[1]}".translate(_KATAKANA) if random.random() < 0.9 else "",
        "所轄庁": authority,
        "主たる事務所の所在地": f"{shown}{family[0]}町{random.randrange(1, 3000)}番地{random.randrange(1, 30)}",
        "主たる事業所の郵便番号": f"{random.randrange(100, 999)}-{random.randrange(10_000):04d}",
        "代表者氏名": f"{family[0]}　{given[0]}",
        "団体代表者名（フリガナ）": f"{family[1]} {given[1]}".translate(_KATAKANA),
        "法人設立認証年月日": f"{founded:%Y/%m/%d}",
        "設立年月日": f"{founded + timedelta(days=14):%Y/%m/%d}",
        "定款に記載された目的": PURPOSE.format(town=town, subject=subject[0]),
        "法人番号": number_of(place),
        "特定非営利活動に係る事業": f"{subject[0]}に関する相談、講座の開催、調査、広報",
        "その他の事業": "物品の販売" if random.random() < 0.1 else "",
        "事業年度開始日": _BEGINS[end],
        "事業年度終了日": end,
        "法人情報URL": f"https://www{place}.example.jp/" if random.random() < 0.3 else "",
    }
    for number in random.sample(range(20), random.randrange(1, 6)):
        row[HEADER[12 + number]] = "○"
    _embellish(random, row, day)
    return row


def _place(random: Random) -> tuple[str, str, str]:
    """所轄庁, town, and the address up to it, from which the prefecture is often left out."""
    chance = random.random()
    if chance < 0.15:
        city = random.choice(sorted(CITIES))
        return city, city, city + random.choice(CITIES[city])
    if chance < 0.45:
        prefecture, town = places.PREFECTURE, random.choice(places.MUNICIPALITIES[1:])[1]
    else:
        prefecture = random.choice(sorted(PREFECTURES))
        town = random.choice(PREFECTURES[prefecture])
    return prefecture, town, (prefecture if random.random() < 0.5 else "") + town


def _embellish(random: Random, row: Cells, day: date) -> None:
    """Branches over several lines, delegation, certification, dissolution, as often as in life."""
    chance = random.random()
    if chance < 0.10:
        row["従たる事務所の所在地"] = "\n".join(
            f"{_place(random)[2]}{number}番地" for number in range(1, random.randrange(2, 5))
        )
    if row["所轄庁"] == places.PREFECTURE and random.random() < 0.3:
        row["権限移譲先市町村"] = random.choice(places.MUNICIPALITIES[1:])[1]
    if chance > 0.975:
        _certify(row, day - timedelta(days=random.randrange(30, 5 * 365 - 400)))
    elif chance > 0.97:
        start = day - timedelta(days=random.randrange(30, 600))
        row |= {"認定（認定・特例認定２）": "○", "認定（特例認定年月日）": f"{start:%Y/%m/%d}",
                "認定（特例認定満了日）": f"{add_months(start, 36) - timedelta(days=1):%Y/%m/%d}"}  # fmt: skip
    elif chance > 0.72:
        dissolve(random, row, day - timedelta(days=random.randrange(100, 5_000)))
        if random.random() < 0.5:
            row["主たる事務所の所在地"] = ""
    elif chance > 0.71:
        row["監督情報"] = f"{day - timedelta(days=300):%Y年%m月%d日} 改善命令（事業報告書等の未提出）"


def _certify(row: Cells, start: date) -> None:
    row |= {"認定（認定・特例認定１）": "○", "認定（PST基準２）": "○", "認定（認定開始日）": f"{start:%Y/%m/%d}",
            "認定（認定満了日）": f"{add_months(start, 60) - timedelta(days=1):%Y/%m/%d}"}  # fmt: skip


def dissolve(random: Random, row: Cells, day: date) -> None:
    """End a corporation; its certification ends with it."""
    row["解散情報"] = f"{day:%Y年%m月%d日} {random.choice(REASONS)}"
    for name in HEADER[32:46]:
        row.pop(name, None)


def _make_odd(random: Random, row: Cells, kind: int) -> None:
    """One of the oddities that real files have; the corporation stays the same."""
    match kind % 7:
        case 0:
            row["法人名称"] = f"{row['法人名称']}　 "
        case 1:
            row["法人番号"] = row["法人番号"].translate(_WIDE)
        case 2:
            row["代表者氏名"] = f'{row["代表者氏名"]} "世話人"'
        case 3:
            row["主たる事業所の郵便番号"] = row["主たる事業所の郵便番号"].translate(_WIDE)
        case 4:
            row["主たる事務所の所在地"] = f"{row['主たる事務所の所在地']}\n市民プラザ２階"
        case 5:
            row["法人番号"] = ""
        case _:
            row["法人設立認証年月日"] = f"平成{random.randrange(11, 31)}年4月1日"


def _broken(random: Random) -> list[str]:
    """Rows that cannot be read: a wrong check digit, no day, too few cells, a lost quotation mark."""
    good = {
        "法人名称": "特定非営利活動法人こわれた行",
        "所轄庁": places.PREFECTURE,
        "主たる事務所の所在地": "真庭市1",
    }
    wrong = number_of(random.randrange(10**6, 10**7))
    rows: list[Cells] = [
        good | {"法人番号": wrong[:-1] + str((int(wrong[-1]) + 1) % 10)},
        good | {"法人設立認証年月日": "2019/13/45"},
        good | {"法人名称": ""},
        good | {"事業年度終了日": "３月末"},
    ]
    lines = [",".join(f'"{row.get(name, "")}"' for name in HEADER) for row in rows]
    return [
        *lines,
        '"特定非営利活動法人みじかい行","ミジカイ","岡山県"',
        lines[0].replace('"', "", 1).replace(',"岡山県"', ',"岡山県', 1),
    ]


def a_year_later(before: File, seed: int, day: date, *, share: float = 0.05) -> tuple[File, Planted]:
    """The same corporations a year later: about `share` of them changed, in another order, with new ones."""
    random, planted = Random(seed + 1), Planted()
    rows = [dict(row) for row in before.rows]
    seen = {row["法人番号"] for row in rows}
    once = {row["法人番号"]: row for row in rows if _plain(row) and not row.get("解散情報")}
    extra = []
    for number in random.sample(sorted(once), int(len(once) * share)):
        extra += _change(random, once[number], day, planted)
    rows = [once.get(row["法人番号"], row) for row in rows]
    fresh = [
        _corporation(random, len(before.rows) + 10 + place, day)
        for place in range(int(len(rows) * share / 5))
    ]
    planted.new = {row["法人番号"] for row in fresh} - seen
    rows += fresh + extra
    random.shuffle(rows)
    return File(rows, before.broken), planted


def _plain(row: Cells) -> bool:
    return row["法人番号"].isascii() and row["法人番号"].isdigit()


def _change(random: Random, row: Cells, day: date, planted: Planted) -> list[Cells]:
    """Change one corporation and note it; gives the row that stays behind at the old authority."""
    number, chance = row["法人番号"], random.random()
    if chance < 0.2:
        dissolve(random, row, day - timedelta(days=random.randrange(1, 300)))
        planted.dissolved.add(number)
    elif chance < 0.35:
        old = dict(row)
        authority = random.choice([name for name in sorted(PREFECTURES) if name != row["所轄庁"]])
        row |= {
            "所轄庁": authority,
            "主たる事務所の所在地": f"{authority}{random.choice(PREFECTURES[authority])}1番地",
        }
        row.pop("権限移譲先市町村", None)
        planted.moved.add(number)
        if random.random() < 0.5:
            planted.twice.add(number)
            return [old]
    else:
        planted.changed[number] = _small_change(random, row)
    return []


def _small_change(random: Random, row: Cells) -> dict[str, str]:
    """What changes in most years: who represents it, where it is, what it does."""
    family, given = random.choice(names.FAMILY), random.choice(names.GIVEN)
    match random.randrange(3):
        case 0:
            name = f"{family[0]}　{given[0]}代"
            row["代表者氏名"] = name
            return {"representative": name}
        case 1:
            row["主たる事業所の郵便番号"] = "999-9999"
            return {"postal_code": "999-9999"}
        case _:
            purpose = f"{row['定款に記載された目的']}（改）"
            row["定款に記載された目的"] = purpose
            return {"purpose": purpose}
