"""Names for a large register: parts that make many families, given names and groups, each with its reading."""

from __future__ import annotations

from itertools import accumulate
from random import Random

from seed import names


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(pair.split("/")[0], pair.split("/")[1]) for pair in text.split()]


_FIRST = _pairs(
    "高/たか 中/なか 山/やま 西/にし 東/ひがし 北/きた 南/みなみ 大/おお 小/こ 松/まつ 竹/たけ 石/いし 岩/いわ 川/かわ "
    "森/もり 林/はやし 杉/すぎ 藤/ふじ 吉/よし 永/なが 長/なが 福/ふく 黒/くろ 白/しら 赤/あか 青/あお 金/かね 村/むら "
    "島/しま 浜/はま 沢/さわ 宮/みや 池/いけ 田/た 本/もと 平/ひら 古/ふる 新/にい 安/やす 木/き 桜/さくら 梅/うめ"
)
_LAST = _pairs(
    "田/だ 山/やま 川/かわ 村/むら 本/もと 崎/さき 沢/さわ 野/の 島/しま 井/い 木/き 原/はら 岡/おか 橋/はし 谷/たに 口/ぐち "
    "下/した 上/うえ 尾/お 内/うち 辺/べ 浜/はま"
)
#: Kanji that some families write in another way, with how often they do.
_VARIANTS: tuple[tuple[str, str, float], ...] = (
    ("高", "髙", 0.3),
    ("崎", "﨑", 0.3),
    ("沢", "澤", 0.25),
    ("島", "嶋", 0.2),
    ("辺", "邊", 0.3),
)
_VARIANTS += (("浜", "濱", 0.15), ("桜", "櫻", 0.1), ("吉", "𠮷", 0.05), ("黒", "黑", 0.05))
_HIS = _pairs(
    "健/けん 正/まさ 和/かず 義/よし 秀/ひで 隆/たか 浩/ひろ 幸/ゆき 光/みつ 俊/とし 智/とも 直/なお 康/やす 英/ひで 昭/あき "
    "哲/てつ 信/のぶ 孝/たか 克/かつ 敏/とし"
)
_HIS_END = _pairs("一/かず 夫/お 男/お 彦/ひこ 之/ゆき 樹/き 人/と 也/や 司/し 郎/ろう 治/はる 輝/てる")
_HER = _pairs(
    "美/み 恵/え 智/とも 久/ひさ 由/ゆ 和/かず 幸/さち 洋/よう 陽/よう 真/ま 千/ち 香/か 直/なお 優/ゆ 明/あき 悦/えつ 節/せつ "
    "貴/たか 佳/よし 紀/のり"
)
_HER_END = _pairs("子/こ 美/み 恵/え 代/よ 江/え 枝/え 香/か 奈/な 菜/な 乃/の 里/り 帆/ほ")

FAMILIES = [
    *names.FAMILY,
    *((a + b, x + y) for a, x in _FIRST for b, y in _LAST if a != b),
]
#: The n-th family is about as common as 1 / (n + 20), as in telephone books.
_COMMON = list(accumulate(1 / (place + 20) for place in range(len(FAMILIES))))
GIVEN = [
    *names.GIVEN,
    *((a + b, x + y) for a, x in _HIS for b, y in _HIS_END),
    *((a + b, x + y) for a, x in _HER for b, y in _HER_END if a != b),
]
#: What a made-up group may be called after its place: subject and form, beside those of the demo region.
_KINDS = _pairs(
    "町内会/ちょうないかい 自治会/じちかい 子ども会/こどもかい 婦人会/ふじんかい 老人クラブ/ろうじんくらぶ 福祉会/ふくしかい "
    "ボランティアグループ/ぼらんてぃあぐるーぷ 自主防災会/じしゅぼうさいかい 公民館/こうみんかん 放課後クラブ/ほうかごくらぶ"
)
_TRADES = [
    *names.COMPANIES,
    *_pairs("サービス/さーびす オート/おーと フーズ/ふーず 印刷/いんさつ 電設/でんせつ"),
]


def family(random: Random) -> tuple[str, str]:
    """A family name and its reading: a few are common, most are rare; some are written with old kanji."""
    name, kana = random.choices(FAMILIES, cum_weights=_COMMON)[0]
    for usual, variant, share in _VARIANTS:
        if usual in name and random.random() < share:
            name = name.replace(usual, variant)
    return name, kana


def given(random: Random) -> tuple[str, str]:
    """A given name and its reading."""
    name, kana = random.choice(GIVEN)
    return name, kana


def citizens_group(random: Random) -> tuple[str, str]:
    """What a citizens' group is called: a neighbourhood, and what it does or is."""
    place, kana = random.choice(FAMILIES)
    if random.random() < 0.5:
        kind, reading = random.choice(_KINDS)
        return place + kind, kana + reading
    (subject, reading), (form, ending) = random.choice(names.SUBJECTS), random.choice(names.FORMS)
    return place + subject + form, kana + reading + ending


def company(random: Random) -> tuple[str, str]:
    """A company, as it writes itself: in full, or with the sign."""
    (name, kana), (trade, reading) = family(random), random.choice(_TRADES)
    written = random.choice(["{}株式会社", "株式会社{}", "㈱{}", "{}㈲", "有限会社{}"])
    return written.format(name + trade), kana + reading
