"""Sample ordinances: about associations, halls, grants and councils of a town that does not exist."""

from __future__ import annotations

import random

from seed.ordinances.model import Article, Item, Ordinance, Paragraph, Style, Table, render

STYLES = [
    Style("yoko"),
    Style("yoko-half", paren="half", gap=" ", heading_indent="", item_indent=""),
    Style("yoko-onefull", "one-full", blank=True, toc=True),
    Style("yoko-full", "full", comma="，", circle=True),
    Style("tate", "kanji", item="kanji", kata="iroha"),
    Style("tate-toc", "kanji", item="kanji", kata="iroha", toc=True, notes=True),
    Style("circled", item="circled-paren", heading_indent="\u3000\u3000", notes=True),
    Style("old", "full", supplement="付則", unnumbered=True, wide_head=False),
    Style("inline", inline=True, item_indent="\u3000\u3000"),
    Style("crlf", "one-full", eol="\r\n", bom=True, blank=True),
]

_WHO = [
    "市民",
    "事業者",
    "市民活動団体",
    "自治会",
    "利用者",
    "指定管理者",
    "委員",
    "議会",
    "町内会",
    "来館者",
    "学校",
    "保護者",
]
_WHAT = [
    "協働",
    "施策",
    "計画",
    "補助金",
    "使用料",
    "施設",
    "情報",
    "研修",
    "会議",
    "相談",
    "催し",
    "備品",
    "名簿",
    "報告書",
]
_DO = ["推進", "支援", "公表", "周知", "点検", "評価", "保全", "活用", "整備", "調整"]
_AIM = [
    "地域の発展",
    "福祉の増進",
    "住みよいまちの実現",
    "文化の振興",
    "防災の充実",
    "環境の保全",
    "交流の促進",
]
_PLACE = ["会館", "公民館", "図書館", "広場", "集会所", "資料館", "体育館"]
_HEADINGS = [
    "責務",
    "役割",
    "計画",
    "会議",
    "組織",
    "任期",
    "補助",
    "使用の許可",
    "使用料",
    "減免",
    "原状回復",
    "調査",
    "公表",
    "研修",
    "相談",
    "連携",
    "表彰",
    "管理",
]
_TITLES = [
    "総則",
    "基本施策",
    "推進体制",
    "施設の管理",
    "補助及び助成",
    "会議の運営",
    "雑則",
    "調査及び公表",
    "交流",
    "罰則",
]


class Maker:
    """Makes ordinances and pieces of them from one source of chance."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def sentence(self, earlier: list[Article]) -> str:
        """One sentence; now and then it cites an earlier 条."""
        pick = self.rng.choice
        shapes = [
            lambda: (
                f"市長は、{pick(_WHO)}と{pick(_WHO)}が行う{pick(_WHAT)}の{pick(_DO)}に努めなければならない。"
            ),
            lambda: (
                f"{pick(_WHO)}は、{pick(_WHAT)}の{pick(_DO)}について、"
                f"{self.rng.randint(3, 60)}日以内に市長に届け出るものとする。"
            ),
            lambda: (
                f"{pick(_PLACE)}の{pick(_WHAT)}は、{self.rng.randint(1, 90)}00円を"
                f"超えない額とし、{pick(_WHO)}が納める。"
            ),
            lambda: (
                f"市長は、{pick(_AIM)}を図るため、{pick(_WHAT)}及び{pick(_WHAT)}に関する{pick(_DO)}の"
                "方法を定めることができる。"
            ),
            lambda: (
                f"{pick(_WHO)}の定数は、{self.rng.randint(3, 30)}人以内とし、"
                f"その任期は、{self.rng.randint(1, 4)}年とする。"
            ),
            lambda: (
                f"平成{self.rng.randint(13, 30)}年{self.rng.randint(1, 12)}月"
                f"{self.rng.randint(1, 28)}日以後に"
                f"{pick(_PLACE)}を使用する{pick(_WHO)}は、{pick(_WHAT)}を{pick(_DO)}しなければならない。"
            ),
        ]
        if earlier and self.rng.random() < 0.35:
            return self._citing(earlier)
        return pick(shapes)()

    def _citing(self, earlier: list[Article]) -> str:
        pick = self.rng.choice
        article = pick(earlier)
        if article.dead:
            return f"市長は、{pick(_WHAT)}の{pick(_DO)}を行う。"
        name = f"{{{article.key}}}"
        if len(article.paragraphs) > 1:
            name = f"{{{article.key}:{pick(article.paragraphs).key}}}"
        return pick(
            [
                f"{name}の規定による{pick(_WHAT)}は、{pick(_WHO)}が{pick(_DO)}する。",
                f"市長は、{name}に規定する{pick(_WHAT)}を{pick(_DO)}したときは、その旨を{pick(_WHO)}に通知しなければならない。",
            ]
        )

    def paragraph(self, ordinance: Ordinance, earlier: list[Article]) -> Paragraph:
        """A 項, sometimes with a second sentence or a list."""
        roll = self.rng.random()
        if roll < 0.2:
            text = f"{self.rng.choice(_WHO)}は、"
            text += f"次の各号に掲げる{self.rng.choice(_WHAT)}について、"
            text += f"市長に{self.rng.choice(_DO)}を求めることができる。"
            items = [self.item(ordinance) for _ in range(self.rng.randint(2, 7))]
            return Paragraph(ordinance.fresh(), text, items)
        text = self.sentence(earlier)
        if roll > 0.8:
            text += self.proviso()
        return Paragraph(ordinance.fresh(), text)

    def proviso(self) -> str:
        """A ただし書."""
        pick = self.rng.choice
        return f"ただし、{pick(_WHO)}の{pick(_WHAT)}に支障があるときは、この限りでない。"

    def item(self, ordinance: Ordinance) -> Item:
        """A 号."""
        pick = self.rng.choice
        subs = (
            [f"{pick(_WHO)}の{pick(_WHAT)}" for _ in range(self.rng.randint(2, 4))]
            if self.rng.random() < 0.15
            else []
        )
        text = f"{pick(_PLACE)}における{pick(_WHO)}の{pick(_WHAT)}の{pick(_DO)}に関すること。"
        return Item(ordinance.fresh(), text, subs)

    def article(self, ordinance: Ordinance, earlier: list[Article]) -> Article:
        """A 条 of one to four 項."""
        count = self.rng.choice([1, 1, 1, 2, 2, 3, 4])
        paragraphs = [self.paragraph(ordinance, earlier) for _ in range(count)]
        heading = (
            f"{self.rng.choice(_WHAT)}の{self.rng.choice(_HEADINGS)}"
            if self.rng.random() < 0.6
            else self.rng.choice(_HEADINGS)
        )
        key = ordinance.fresh()
        previous = earlier[-1].heading if earlier else ""
        return Article(key, heading if heading != previous else heading + "等", paragraphs)


def ordinance(seed: int, size: int, *, chapters: bool, tables: int = 0) -> Ordinance:
    """A made-up ordinance of `size` 条."""
    rng = random.Random(seed)
    maker = Maker(rng)
    name = f"見本{rng.choice('東西南北中')}市{rng.choice(_PLACE)}における"
    name += f"{rng.choice(_WHAT)}の{rng.choice(_DO)}に関する条例"
    out = Ordinance(name, rng.randint(10, 30), rng.randint(1, 99), [], [])
    for _ in range(size):
        out.articles.append(maker.article(out, out.articles))
        out.articles[-1].noted = rng.random() < 0.2
    if chapters:
        every = max(size // rng.randint(3, 8), 2)
        for at in range(0, size, every):
            if at + 1 < size or at == 0:
                out.articles[at].title = _TITLES[(at // every) % len(_TITLES)] + (
                    "" if at // every < len(_TITLES) else "の二"
                )
    out.supplement = [("施行期日", "この条例は、公布の日から施行する。")]
    if rng.random() < 0.6:
        out.supplement += [
            ("経過措置", "この条例の施行前にした手続は、なお従前の例による。"),
            ("検討", "市長は、5年ごとに見直しを行う。"),
        ]
    for at in range(tables):
        rows = [["区分", "単位", "金額"]] + [
            [f"{place}第{at + 1}室", "1時間", f"{rng.randint(2, 50)}00円"]
            for place in rng.sample(_PLACE, rng.randint(3, 6))
        ]
        notes = (
            ["この表の金額には、消費税を含む。", "1時間に満たない端数は、1時間とみなす。"]
            if rng.random() < 0.6
            else []
        )
        out.tables.append(Table(f"{{{out.articles[min(at, size - 1)].key}}}", rows, notes))
    return out


SIZES = [
    10,
    12,
    15,
    18,
    20,
    25,
    30,
    35,
    40,
    50,
    60,
    75,
    90,
    100,
    120,
    150,
    180,
    200,
    220,
    240,
    260,
    280,
    290,
    300,
]


def samples() -> list[tuple[str, Ordinance, Style, str]]:
    """(name, ordinance, style, text) of the 24 samples, from 10 to 300 条."""
    out = []
    for at, size in enumerate(SIZES):
        style = STYLES[at % len(STYLES)]
        made = ordinance(100 + at, size, chapters=style.toc or at % 3 == 0, tables=at % 3)
        out.append((f"{size}-{style.name}", made, style, render(made, style)))
    return out
