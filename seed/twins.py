"""A register with known duplicates: the same people and organisations written down twice with the errors that
happen at a desk, among families, twins, namesakes and offices that only look alike.

Everything follows from the size and the seed. `people` and `organisations` give plain rows (dictionaries
with the arguments of `rules.twins.person_traits` and `organisation_traits`) and the planted pairs with the
kind of error; `save_people` and `save_organisations` put them into the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from seed import names, places
from yoriai.web.register.models import Municipality, Organisation, Person, Reach
from yoriai.web.register.rules import search_key

Row = dict[str, Any]

#: The commonest family names of Japan, the first ones by far the commonest.
COMMON = [
    tuple(pair.split("/"))
    for pair in [
        "佐藤/さとう",
        "鈴木/すずき",
        "高橋/たかはし",
        "田中/たなか",
        "山本/やまもと",
        "渡辺/わたなべ",
        "伊藤/いとう",
        "中村/なかむら",
        "小林/こばやし",
        "加藤/かとう",
        "吉田/よしだ",
        "山田/やまだ",
        "佐々木/ささき",
        "山口/やまぐち",
        "松本/まつもと",
        "井上/いのうえ",
        "木村/きむら",
        "林/はやし",
        "斎藤/さいとう",
        "清水/しみず",
        "山崎/やまざき",
        "森/もり",
        "池田/いけだ",
        "橋本/はしもと",
        "阿部/あべ",
        "石川/いしかわ",
        "中島/なかじま",
        "小川/おがわ",
        "前田/まえだ",
        "岡田/おかだ",
        "藤田/ふじた",
        "後藤/ごとう",
        "長谷川/はせがわ",
        "村上/むらかみ",
        "近藤/こんどう",
        "石井/いしい",
        "坂本/さかもと",
        "遠藤/えんどう",
        "青木/あおき",
        "藤井/ふじい",
        "西村/にしむら",
        "福田/ふくだ",
        "太田/おおた",
        "三浦/みうら",
        "藤原/ふじわら",
        "岡本/おかもと",
        "松田/まつだ",
        "中川/なかがわ",
        "中野/なかの",
        "原田/はらだ",
        "小野/おの",
        "田村/たむら",
        "竹内/たけうち",
        "金子/かねこ",
        "和田/わだ",
        "中山/なかやま",
        "石田/いしだ",
        "上田/うえだ",
        "森田/もりた",
        "原/はら",
    ]
]
#: Parts of which the long tail of rarer names is made.
HEADS = [
    tuple(p.split("/"))
    for p in [
        "赤/あか",
        "青/あお",
        "秋/あき",
        "浅/あさ",
        "有/あり",
        "安/やす",
        "池/いけ",
        "石/いし",
        "市/いち",
        "稲/いな",
        "今/いま",
        "岩/いわ",
        "上/うえ",
        "内/うち",
        "梅/うめ",
        "大/おお",
        "岡/おか",
        "奥/おく",
        "小/こ",
        "片/かた",
        "金/かな",
        "川/かわ",
        "北/きた",
        "草/くさ",
        "熊/くま",
        "黒/くろ",
        "坂/さか",
        "桜/さくら",
        "佐/さ",
        "重/しげ",
        "白/しろ",
        "杉/すぎ",
        "瀬/せ",
        "高/たか",
        "竹/たけ",
        "谷/たに",
        "津/つ",
        "寺/てら",
        "戸/と",
        "徳/とく",
        "富/とみ",
        "永/なが",
        "西/にし",
        "野/の",
        "橋/はし",
        "畑/はた",
        "花/はな",
        "浜/はま",
        "早/はや",
        "東/ひがし",
        "平/ひら",
        "深/ふか",
        "福/ふく",
        "藤/ふじ",
        "船/ふな",
        "細/ほそ",
        "堀/ほり",
        "前/まえ",
        "牧/まき",
        "松/まつ",
        "丸/まる",
        "水/みず",
        "南/みなみ",
        "宮/みや",
        "向/むか",
        "村/むら",
        "元/もと",
        "森/もり",
        "八/や",
        "山/やま",
        "横/よこ",
        "吉/よし",
        "若/わか",
    ]
]
TAILS = [
    tuple(p.split("/"))
    for p in [
        "井/い",
        "石/いし",
        "浦/うら",
        "尾/お",
        "岡/おか",
        "形/かた",
        "上/がみ",
        "川/かわ",
        "木/き",
        "口/ぐち",
        "倉/くら",
        "崎/ざき",
        "坂/さか",
        "沢/さわ",
        "島/しま",
        "瀬/せ",
        "田/た",
        "谷/たに",
        "津/つ",
        "塚/づか",
        "中/なか",
        "永/なが",
        "西/にし",
        "野/の",
        "橋/はし",
        "畑/はた",
        "林/ばやし",
        "原/はら",
        "平/ひら",
        "部/べ",
        "間/ま",
        "松/まつ",
        "見/み",
        "宮/みや",
        "村/むら",
        "本/もと",
        "森/もり",
        "山/やま",
        "脇/わき",
        "渡/わたり",
    ]
]
GIVEN_HEADS = [
    tuple(p.split("/"))
    for p in [
        "明/あき",
        "昭/あき",
        "篤/あつ",
        "勇/いさ",
        "和/かず",
        "一/かず",
        "克/かつ",
        "勝/かつ",
        "清/きよ",
        "邦/くに",
        "健/けん",
        "幸/ゆき",
        "貞/さだ",
        "茂/しげ",
        "俊/とし",
        "敏/とし",
        "忠/ただ",
        "達/たつ",
        "哲/てつ",
        "照/てる",
        "時/とき",
        "友/とも",
        "直/なお",
        "信/のぶ",
        "則/のり",
        "春/はる",
        "久/ひさ",
        "秀/ひで",
        "弘/ひろ",
        "博/ひろ",
        "文/ふみ",
        "正/まさ",
        "雅/まさ",
        "光/みつ",
        "元/もと",
        "泰/やす",
        "康/やす",
        "義/よし",
        "良/よし",
        "美/み",
        "恵/え",
        "智/とも",
        "千/ち",
        "奈/な",
        "真/ま",
        "由/ゆ",
        "里/り",
    ]
]
GIVEN_TAILS = [
    tuple(p.split("/"))
    for p in [
        "男/お",
        "夫/お",
        "雄/お",
        "一/かず",
        "子/こ",
        "樹/き",
        "介/すけ",
        "輔/すけ",
        "太/た",
        "則/のり",
        "治/はる",
        "彦/ひこ",
        "人/ひと",
        "宏/ひろ",
        "美/み",
        "実/み",
        "也/や",
        "代/よ",
        "江/え",
        "恵/え",
        "香/か",
        "希/き",
        "奈/な",
        "菜/な",
        "紀/のり",
        "穂/ほ",
        "里/り",
    ]
]
#: Another writing of a character, as a register keeps it.
VARIANTS = str.maketrans("高崎沢辺斎広島浜桜真国恵富渡斉", "髙﨑澤邊齋廣嶋濱櫻眞國惠冨渡齊")
#: Another kanji with the same reading, as a keyboard offers it.
HOMOPHONES = {
    "明": "昭",
    "和": "一",
    "克": "勝",
    "俊": "敏",
    "弘": "博",
    "正": "雅",
    "泰": "康",
    "義": "良",
    "夫": "男",
    "子": "古",
    "美": "実",
    "太": "多",
    "一": "市",
    "恵": "絵",
    "奈": "菜",
    "智": "知",
    "直": "尚",
    "信": "伸",
    "文": "史",
    "秀": "英",
}
STREETS = [
    "松山",
    "落合",
    "成羽",
    "川上",
    "備中",
    "津川",
    "中井",
    "玉川",
    "宇治",
    "高倉",
    "巨瀬",
    "有漢",
    "本町",
    "栄町",
    "新見",
    "哲多",
    "大佐",
]
VOICED = {"か": "が", "さ": "ざ", "た": "だ", "き": "ぎ", "し": "じ", "と": "ど", "ひ": "び", "は": "ば"}


@dataclass
class Planted:
    """Rows in their order, and the pairs (places of the rows) that are the same, with the kind of error."""

    rows: list[Row] = field(default_factory=list)
    pairs: dict[tuple[int, int], str] = field(default_factory=dict)
    families: int = 0

    def add(self, row: Row) -> int:
        self.rows.append(row)
        return len(self.rows) - 1


def _family(random: Random) -> tuple[str, str]:
    """A family name: from the common ones (about half of all people), or one of some 3,000 rarer ones."""
    if random.random() < 0.5:
        return random.choices(COMMON, weights=[1 / (rank + 3) for rank in range(len(COMMON))])[0]
    if random.random() < 0.2:
        return random.choice(names.FAMILY)
    head, tail = random.choice(HEADS), random.choice(TAILS)
    return head[0] + tail[0], head[1] + tail[1]


def _given(random: Random) -> tuple[str, str]:
    if random.random() < 0.3:
        return random.choice(names.GIVEN)
    head, tail = random.choice(GIVEN_HEADS), random.choice(GIVEN_TAILS)
    return head[0] + tail[0], head[1] + tail[1]


def _mobile(random: Random) -> str:
    return f"0{random.choice('789')}0{random.randrange(10**8):08d}"


def _landline(random: Random) -> str:
    return f"086{random.choice('2345678')}{random.randrange(10**6):06d}"


def _address(random: Random) -> str:
    return f"{random.choice(STREETS)}{random.randrange(1, 999)}-{random.randrange(1, 30)}"


def _birthday(random: Random, youngest: int = 2020) -> date:
    return date(1935, 1, 1) + timedelta(days=random.randrange((youngest - 1935) * 365))


def _town(random: Random) -> tuple[str, str]:
    """Half of all live in the largest town."""
    code, name, *_rest = (
        places.MUNICIPALITIES[0] if random.random() < 0.35 else random.choice(places.MUNICIPALITIES)
    )
    return code, name


def _household(random: Random) -> list[Row]:
    """A family: one name, one address, one landline; father and son with names that look alike, now and then
    twins, and a guardian's e-mail for the children."""
    family, given = _family(random), _given(random)
    code, town = _town(random)
    home = {"town": code, "town_name": town, "address": _address(random)}
    landline, email = _landline(random), f"home{random.randrange(10**9)}@example.jp"
    members = []
    day = _birthday(random, 2000)
    for place in range(random.choices([1, 2, 3, 4, 5], weights=[45, 25, 15, 10, 5])[0]):
        name = _given(random) if place else given
        if place and random.random() < 0.15:  # 健一 and 健太: father and son share a character
            tail = random.choice(GIVEN_TAILS)
            head = next((head for head in GIVEN_HEADS if head[0] == given[0][:1]), GIVEN_HEADS[0])
            name = head[0] + tail[0], head[1] + tail[1]
        if any(row["given_name"] == name[0] or row["given_kana"] == name[1] for row in members):
            continue
        if not (place > 1 and random.random() < 0.15):  # otherwise the birthday of the one before: twins
            day = _birthday(random)
        row = home | _named(family, name) | {"birthday": day, "phones": [], "emails": []}
        row["phones"] += [landline] if random.random() < 0.7 else []
        row["phones"] += [_mobile(random)] if random.random() < 0.6 else []
        row["emails"] += [email if random.random() < 0.5 else f"p{random.randrange(10**9)}@example.jp"]
        members.append(row)
    return members


def _named(family: tuple[str, str], given: tuple[str, str]) -> Row:
    return {
        "family_name": family[0],
        "family_kana": family[1],
        "given_name": given[0],
        "given_kana": given[1],
        "former_names": "",
    }


def _thin(random: Random, row: Row) -> Row:
    """What is left of somebody on a list: not every column is filled in."""
    kept = dict(row)
    for name, chance, nothing in (
        ("birthday", 0.25, None),
        ("address", 0.25, ""),
        ("emails", 0.5, []),
        ("phones", 0.15, []),
    ):
        if random.random() < chance:
            kept[name] = nothing
    if not kept["address"] and random.random() < 0.2:
        kept["town"] = kept["town_name"] = ""
    if random.random() < 0.2:
        kept["family_kana"] = kept["given_kana"] = ""
    return kept


# --- the errors of a desk: each makes the second entry from the first ------------------------------------


def _same(_random: Random, row: Row) -> Row:
    return row


def _variant(_random: Random, row: Row) -> Row:
    return row | {"family_name": row["family_name"].translate(VARIANTS)}


def _kana_only(_random: Random, row: Row) -> Row:
    return row | {
        "family_name": row["family_kana"],
        "given_name": row["given_kana"],
        "family_kana": "",
        "given_kana": "",
    }


def _katakana(_random: Random, row: Row) -> Row:
    up = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
    return row | {name: row[name].translate(up) for name in ("family_kana", "given_kana")}


def _one_kana(random: Random, row: Row) -> Row:
    name = random.choice(["family_kana", "given_kana"])
    text = row[name]
    place = random.randrange(len(text))
    letter = VOICED.get(text[place], random.choice("あいうかきくしたなまり"))
    return row | {name: text[:place] + letter + text[place + 1 :]}


def _one_kana_only(random: Random, row: Row) -> Row:
    return _kana_only(random, _one_kana(random, row))


def _homophone(_random: Random, row: Row) -> Row:
    for name in ("given_name", "family_name"):
        for place, mark in enumerate(row[name]):
            if mark in HOMOPHONES:
                return row | {name: row[name][:place] + HOMOPHONES[mark] + row[name][place + 1 :]}
    return row


def _misread(random: Random, row: Row) -> Row:
    return row | {"given_kana": _given(random)[1]}


def _married(random: Random, row: Row) -> Row:
    new = _family(random)
    return row | {"family_name": new[0], "family_kana": new[1], "former_names": row["family_name"]}


def _married_silently(random: Random, row: Row) -> Row:
    return _married(random, row) | {"former_names": ""}


def _transposed(_random: Random, row: Row) -> Row:
    return row | {
        "family_name": row["given_name"],
        "given_name": row["family_name"],
        "family_kana": row["given_kana"],
        "given_kana": row["family_kana"],
    }


def _one_column(_random: Random, row: Row) -> Row:
    return row | {
        "family_name": f"{row['family_name']}　{row['given_name']}",
        "given_name": "",
        "family_kana": f"{row['family_kana']} {row['given_kana']}",
        "given_kana": "",
    }


def _moved(random: Random, row: Row) -> Row:
    code, town = _town(random)
    return row | {
        "address": _address(random),
        "town": code,
        "town_name": town,
        "phones": [p for p in row["phones"] if p.startswith("0") and p[2] == "0"],
    }


def _birthday_typo(random: Random, row: Row) -> Row:
    day: date = row["birthday"]
    if day.day <= 12 and day.day != day.month and random.random() < 0.4:
        return row | {"birthday": date(day.year, day.day, day.month)}
    return row | {
        "birthday": day.replace(year=day.year + random.choice([-10, -1, 1, 10]), day=min(day.day, 28))
    }


def _new_phone(random: Random, row: Row) -> Row:
    return row | {"phones": [_mobile(random)], "emails": []}


def _only_name_and_phone(_random: Random, row: Row) -> Row:
    return row | {"birthday": None, "address": "", "town": "", "town_name": "", "emails": []}


def _only_name_and_town(_random: Random, row: Row) -> Row:
    return row | {"birthday": None, "address": "", "phones": [], "emails": []}


ERRORS: dict[str, tuple[Callable[[Random, Row], Row], bool]] = {
    # name -> how the second entry differs, and whether other columns get lost on top
    "written the same": (_same, True),
    "variant kanji": (_variant, True),
    "katakana reading": (_katakana, True),
    "kana only": (_kana_only, True),
    "reading one letter off": (_one_kana, True),
    "kana only, one letter off": (_one_kana_only, True),
    "another kanji of the same reading": (_homophone, True),
    "misread": (_misread, True),
    "married, former name kept": (_married, True),
    "married, former name not kept": (_married_silently, True),
    "family and given name exchanged": (_transposed, True),
    "whole name in one column": (_one_column, True),
    "moved to another place": (_moved, False),
    "birthday mistyped": (_birthday_typo, True),
    "new telephone, no e-mail": (_new_phone, True),
    "only name and telephone": (_only_name_and_phone, False),
    "only name and town": (_only_name_and_town, False),
}


def people(count: int, seed: int, *, share: float = 0.06, call_centre: int = 0) -> Planted:
    """So many people, a `share` of them entered twice; `call_centre` of them share one telephone number."""
    random, found = Random(seed), Planted()
    while len(found.rows) < count * (1 - share):
        office = [_landline(random)] if random.random() < 0.01 else []
        for row in _household(random):
            row["phones"] += office  # several people answer the telephone of one organisation
            found.add(row)
    originals = [place for place, row in enumerate(found.rows) if row["phones"] or row["emails"]]
    random.shuffle(originals)
    wanted = count - len(found.rows)
    while len(found.pairs) < wanted:
        name = list(ERRORS)[len(found.pairs) % len(ERRORS)]
        _plant(random, found, originals.pop(), name)
    shared = _landline(random)
    for row in random.sample(found.rows, call_centre):
        row["phones"] = [*row["phones"], shared]
    return found


#: Errors after which only a telephone ties the two together.
_NEEDS_PHONE = {"only name and telephone", "moved to another place"}


def _plant(random: Random, found: Planted, place: int, name: str) -> None:
    """Enter somebody a second time with this error, if their name allows for it."""
    change, thin = ERRORS[name]
    row = found.rows[place]
    if name in _NEEDS_PHONE and not any(_is_own(phone) for phone in row["phones"]):
        row["phones"] = [*row["phones"], _mobile(random)]
    copy = change(random, row)
    if copy == row and name != "written the same":
        return
    if thin:
        copy = _thin(random, copy) | ({"birthday": copy["birthday"]} if name == "birthday mistyped" else {})
    found.pairs[place, found.add(copy)] = name


def _is_own(phone: str) -> bool:
    return phone[2] == "0"


# --- organisations ---------------------------------------------------------------------------------------


def organisations(count: int, seed: int, *, share: float = 0.06) -> Planted:
    """So many organisations, a `share` of them entered twice, among branches, numbered neighbourhood
    associations, schools of the same name and groups that share an office and a representative."""
    random, found = Random(seed), Planted()
    taken: set[tuple[str, str]] = set()
    while len(found.rows) < count * (1 - share):
        for row in random.choices(_SORTS, weights=[60, 12, 10, 8, 10])[0](random):
            known = (row["name"].removeprefix("特定非営利活動法人"), row["town"])
            if known not in taken or random.random() < 0.05:  # two of one name in one town are rare
                taken.add(known)
                found.add(row)
    originals = list(range(len(found.rows)))
    random.shuffle(originals)
    wanted = count - len(found.rows)
    while len(found.pairs) < wanted:
        name = list(ORGANISATION_ERRORS)[len(found.pairs) % len(ORGANISATION_ERRORS)]
        place = originals.pop()
        row = found.rows[place]
        copy = ORGANISATION_ERRORS[name](random, dict(row)) | {"corporate_number": ""}
        if copy != row | {"corporate_number": ""} or name == "written the same":
            found.pairs[place, found.add(copy)] = name
    return found


def _district(random: Random) -> tuple[str, str]:
    """Organisations stand all over the country: in the towns of the region, and in 900 others."""
    if random.random() < 0.2:
        return _town(random)
    number = random.randrange(900)
    return f"9{number:04d}", f"他県{number}市"


def _office(random: Random, name: str, kana: str, form: str, sector: str = "citizen") -> Row:
    code, town = _district(random)
    family, given = _family(random), _given(random)
    number = f"{random.randrange(10**12):012d}"
    return {
        "name": name,
        "kana": kana,
        "legal_form": form,
        "sector": sector,
        "town": code,
        "town_name": town,
        "address": _address(random) if random.random() < 0.8 else "",
        "phone": _landline(random) if random.random() < 0.7 else "",
        "email": f"office{random.randrange(10**9)}@example.jp" if random.random() < 0.4 else "",
        "url": f"https://www.example.jp/{random.randrange(10**9)}/" if random.random() < 0.4 else "",
        "representative": f"{family[0]} {given[0]}" if random.random() < 0.8 else "",
        "corporate_number": f"1{number}" if form in {"npo", "company"} else "",
    }


def _group_name(random: Random) -> tuple[str, str]:
    place, subject, form = random.choice(HEADS), random.choice(names.SUBJECTS), random.choice(names.FORMS)
    tail = random.choice(TAILS)
    return place[0] + tail[0] + subject[0] + form[0], place[1] + tail[1] + subject[1] + form[1]


def _citizens(random: Random) -> list[Row]:
    name, kana = _group_name(random)
    form = "npo" if random.random() < 0.5 else "voluntary"
    return [_office(random, f"特定非営利活動法人{name}" if form == "npo" else name, kana, form)]


def _neighbours(random: Random) -> list[Row]:
    """第一町内会, 第二町内会 …: one letter apart, and different."""
    family = _family(random)
    first = _office(random, "", "", "neighbourhood")
    return [
        _office(random, f"{family[0]}{mark}町内会", f"{family[1]}{reading}ちょうないかい", "neighbourhood")
        | {name: first[name] for name in ("town", "town_name")}
        for mark, reading in (("第一", "だいいち"), ("第二", "だいに"), ("東", "ひがし"))[
            : random.randrange(1, 4)
        ]
    ]


def _branches(random: Random) -> list[Row]:
    """A head office and its branches."""
    name, kana = _group_name(random)
    head = _office(random, name, kana, "npo")
    found = [head]
    for _ in range(random.randrange(1, 3)):
        branch = _office(random, "", "", "npo") | {
            "corporate_number": "",
            "representative": head["representative"],
        }
        branch["name"], branch["kana"] = f"{name}{branch['town_name'][:-1]}支部", f"{kana}しぶ"
        found.append(branch)
    return found


def _schools(random: Random) -> list[Row]:
    """中央小学校 stands in many towns."""
    word, kana = random.choice(
        [("中央", "ちゅうおう"), ("東", "ひがし"), ("南", "みなみ"), ("本町", "ほんまち")]
    )
    return (
        [_office(random, f"{word}小学校", f"{kana}しょうがっこう", "school", "education")]
        if random.random() < 0.02
        else _citizens(random)
    )


def _one_office(random: Random) -> list[Row]:
    """Several groups with one representative, one address and one telephone."""
    first = _citizens(random)[0]
    shared = {
        name: first[name] for name in ("town", "town_name", "address", "phone", "representative", "email")
    }
    return [first] + [_citizens(random)[0] | shared for _ in range(random.randrange(1, 3))]


_SORTS = [_citizens, _neighbours, _branches, _schools, _one_office]


def _fewer(random: Random, row: Row) -> Row:
    for name, chance in (
        ("kana", 0.3),
        ("address", 0.3),
        ("phone", 0.25),
        ("email", 0.4),
        ("url", 0.4),
        ("representative", 0.4),
    ):
        if random.random() < chance:
            row[name] = ""
    return row


def _other_form_writing(random: Random, row: Row) -> Row:
    name = row["name"].replace("特定非営利活動法人", "")
    short = random.choice(["NPO法人{}", "（特非）{}", "{}", "ＮＰＯ法人　{}"]).format(name)
    return _fewer(random, row | {"name": short if row["legal_form"] == "npo" else f"{name[:2]} {name[2:]}"})


def _form_unknown(random: Random, row: Row) -> Row:
    return _fewer(random, _other_form_writing(random, row) | {"legal_form": "other"})


def _organisation_letter(random: Random, row: Row) -> Row:
    place = random.randrange(max(0, len(row["name"]) - 4), len(row["name"]))
    return _fewer(random, row | {"name": row["name"][:place] + row["name"][place + 1 :], "kana": ""})


def _organisation_kana(random: Random, row: Row) -> Row:
    return _fewer(random, row | {"name": row["kana"]}) | {"kana": ""}


def _organisation_variant(random: Random, row: Row) -> Row:
    return _fewer(random, row | {"name": row["name"].translate(VARIANTS)})


def _new_representative(random: Random, row: Row) -> Row:
    return _fewer(random, row | {"representative": f"{_family(random)[0]} {_given(random)[0]}"}) | {}


def _office_moved(random: Random, row: Row) -> Row:
    code, town = _district(random)
    return row | {"address": _address(random), "town": code, "town_name": town, "phone": row["phone"]}


def _renamed(random: Random, row: Row) -> Row:
    name, kana = _group_name(random)
    return row | {"name": name, "kana": kana}


def _only_the_name(_random: Random, row: Row) -> Row:
    return row | dict.fromkeys(("address", "phone", "email", "url", "representative", "kana"), "")


ORGANISATION_ERRORS: dict[str, Callable[[Random, Row], Row]] = {
    "written the same": _fewer,
    "legal form written otherwise": _other_form_writing,
    "legal form not known": _form_unknown,
    "a letter missing": _organisation_letter,
    "written in kana": _organisation_kana,
    "variant kanji": _organisation_variant,
    "new representative": _new_representative,
    "moved to another place": _office_moved,
    "renamed": _renamed,
    "only the name and the town": _only_the_name,
}


# --- into the database -----------------------------------------------------------------------------------


def save_people(rows: list[Row], at: datetime) -> list[int]:
    """Put people with their telephones and addresses into the register; gives their numbers in order."""
    towns = _save_towns(rows)
    people = [
        Person(
            **{name: row[name] for name in ("family_name", "given_name", "family_kana", "given_kana")},
            former_names=row["former_names"],
            birthday=row["birthday"],
            municipality_id=row["town"] or None,
            address=f"{towns[row['town']]}{row['address']}" if row["address"] else "",
            key=search_key(
                f"{row['family_name']} {row['given_name']}", f"{row['family_kana']} {row['given_kana']}"
            ),
            created_at=at,
        )
        for row in rows
    ]
    Person.objects.bulk_create(people, batch_size=2000)
    reaches = {
        (person.pk, kind, value): Reach(person=person, kind=kind, value=value, key=value)
        for person, row in zip(people, rows, strict=True)
        for kind, values in (("phone", row["phones"]), ("email", row["emails"]))
        for value in values
    }
    Reach.objects.bulk_create(reaches.values(), batch_size=2000)
    return [person.pk for person in people]


def save_organisations(rows: list[Row], at: datetime) -> list[int]:
    """Put organisations into the register; gives their numbers in order."""
    towns = _save_towns(rows)
    same = (
        "name",
        "kana",
        "legal_form",
        "sector",
        "phone",
        "email",
        "url",
        "representative",
        "corporate_number",
    )
    found = [
        Organisation(
            **{name: row[name] for name in same},
            municipality_id=row["town"] or None,
            address=f"{towns[row['town']]}{row['address']}" if row["address"] else "",
            key=search_key(row["name"], row["kana"]),
            created_at=at,
        )
        for row in rows
    ]
    Organisation.objects.bulk_create(found, batch_size=2000)
    return [row.pk for row in found]


def _save_towns(rows: list[Row]) -> dict[str, str]:
    towns = {row["town"]: row["town_name"] for row in rows if row["town"]}
    Municipality.objects.bulk_create(
        [
            Municipality(code=code, name=name, kana="", english="", prefecture="岡山県")
            for code, name in sorted(towns.items())
        ],
        ignore_conflicts=True,
    )
    return towns
