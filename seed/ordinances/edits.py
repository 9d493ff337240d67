"""Realistic edits: what drafters do to an ordinance, on the data model."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable

from seed.ordinances.model import Article, Item, Ordinance, Paragraph
from seed.ordinances.samples import Maker

_SWAPS = [
    ("市民", "住民"),
    ("事業者", "事業を営む者"),
    ("補助金", "助成金"),
    ("利用者", "使用者"),
    ("推進", "促進"),
    ("届け出る", "報告する"),
    ("支援", "援助"),
    ("市長", "教育委員会"),
    ("名簿", "台帳"),
    ("会館", "交流館"),
]
_INSERTS = ["、あらかじめ", "（次項において「対象者」という。）", "、速やかに", "及びその家族"]

Edit = Callable[[Ordinance, random.Random, Maker], None]


def _provision(ordinance: Ordinance, rng: random.Random) -> tuple[Article, Paragraph]:
    alive = [article for article in ordinance.articles if not article.dead]
    article = rng.choice(alive)
    return article, rng.choice(article.paragraphs)


def swap_words(ordinance: Ordinance, rng: random.Random, _maker: Maker) -> None:
    """One word for another, somewhere."""
    _, paragraph = _provision(ordinance, rng)
    target: Paragraph | Item = rng.choice([paragraph, *paragraph.items])
    old, new = rng.choice(_SWAPS)
    target.text = target.text.replace(old, new, 1 if rng.random() < 0.5 else -1)


def change_number(ordinance: Ordinance, rng: random.Random, _maker: Maker) -> None:
    """Days, people, yen, years, dates."""
    _, paragraph = _provision(ordinance, rng)
    found = [
        m
        for m in re.finditer(r"\d+(?=[日人年月0円])", paragraph.text)
        if "{" not in paragraph.text[max(m.start() - 9, 0) : m.start()]
    ]
    if found:
        match = rng.choice(found)
        value = str(int(match[0]) + rng.randint(1, 5))
        paragraph.text = paragraph.text[: match.start()] + value + paragraph.text[match.end() :]


def insert_words(ordinance: Ordinance, rng: random.Random, _maker: Maker) -> None:
    """A phrase behind the subject."""
    _, paragraph = _provision(ordinance, rng)
    at = paragraph.text.find("は、")
    if at > 0:
        words = rng.choice(_INSERTS)
        at = at + 1 if words.startswith("、") else at
        paragraph.text = paragraph.text[:at] + words + paragraph.text[at:]


def delete_words(ordinance: Ordinance, rng: random.Random, _maker: Maker) -> None:
    """A phrase goes."""
    _, paragraph = _provision(ordinance, rng)
    for phrase in ("、その旨を", "の規定による", "に関する", "と市民"):
        if phrase in paragraph.text:
            paragraph.text = paragraph.text.replace(phrase, "、" if phrase.startswith("、") else "", 1)
            return


def toggle_proviso(ordinance: Ordinance, rng: random.Random, maker: Maker) -> None:
    """A ただし書 comes or goes."""
    _, paragraph = _provision(ordinance, rng)
    at = paragraph.text.find("ただし、")
    paragraph.text = paragraph.text[:at] if at > 0 else paragraph.text + maker.proviso()


def add_sentence(ordinance: Ordinance, rng: random.Random, maker: Maker) -> None:
    """A 後段."""
    _, paragraph = _provision(ordinance, rng)
    if paragraph.text.count("。") == 1 and not paragraph.items:
        paragraph.text += f"この場合において、{maker.sentence([])}"


def rewrite_paragraph(ordinance: Ordinance, rng: random.Random, maker: Maker) -> None:
    """All new words."""
    article, paragraph = _provision(ordinance, rng)
    if len(article.paragraphs) > 1 or rng.random() < 0.2:
        fresh = maker.paragraph(ordinance, [])
        paragraph.text, paragraph.items = fresh.text, fresh.items


def add_paragraph(ordinance: Ordinance, rng: random.Random, maker: Maker) -> None:
    """A 項 at the end, in the middle or at the head."""
    article, _ = _provision(ordinance, rng)
    article.paragraphs.insert(rng.randint(0, len(article.paragraphs)), maker.paragraph(ordinance, []))


def remove_paragraph(ordinance: Ordinance, rng: random.Random, _maker: Maker) -> None:
    """A 項 goes."""
    article, paragraph = _provision(ordinance, rng)
    if len(article.paragraphs) > 1:
        article.paragraphs.remove(paragraph)


def add_item(ordinance: Ordinance, rng: random.Random, maker: Maker) -> None:
    """A 号 somewhere in a list, or a first list."""
    lists = [p for a in ordinance.articles if not a.dead for p in a.paragraphs if p.items]
    if lists:
        paragraph = rng.choice(lists)
        for _ in range(rng.choice([1, 1, 2])):
            paragraph.items.insert(rng.randint(0, len(paragraph.items)), maker.item(ordinance))


def remove_item(ordinance: Ordinance, rng: random.Random, _maker: Maker) -> None:
    """A 号 goes."""
    lists = [p for a in ordinance.articles if not a.dead for p in a.paragraphs if len(p.items) > 2]
    if lists:
        paragraph = rng.choice(lists)
        paragraph.items.pop(rng.randrange(len(paragraph.items)))


def edit_subs(ordinance: Ordinance, rng: random.Random, maker: Maker) -> None:
    """細分 come and go."""
    items = [i for a in ordinance.articles if not a.dead for p in a.paragraphs for i in p.items if i.subs]
    if items:
        item = rng.choice(items)
        if len(item.subs) > 2 and rng.random() < 0.4:
            item.subs.pop(rng.randrange(len(item.subs)))
        else:
            item.subs.insert(
                rng.randint(0, len(item.subs)), maker.item(ordinance).text.removesuffix("に関すること。")
            )


def add_article(ordinance: Ordinance, rng: random.Random, maker: Maker) -> None:
    """A 条, as a number of its own or a 枝番."""
    at = rng.randint(1, len(ordinance.articles))
    article = maker.article(ordinance, [])
    article.branch = rng.random() < 0.4
    if at < len(ordinance.articles) and ordinance.articles[at].branch:
        article.branch = True
    ordinance.articles.insert(at, article)


def remove_article(ordinance: Ordinance, rng: random.Random, _maker: Maker) -> None:
    """A 条 goes, or stays as 削除."""
    if len(ordinance.articles) < 6:
        return
    at = rng.randrange(1, len(ordinance.articles))
    article = ordinance.articles[at]
    following = ordinance.articles[at + 1] if at + 1 < len(ordinance.articles) else None
    if article.dead or article.title or (following is not None and following.branch):
        return
    if rng.random() < 0.35:
        article.dead = True
    else:
        ordinance.articles.pop(at)


def change_heading(ordinance: Ordinance, rng: random.Random, _maker: Maker) -> None:
    """Another 見出し."""
    article, _ = _provision(ordinance, rng)
    article.heading = rng.choice(["委任", "適用除外", "公表等", article.heading + "の特例"])


def edit_table(ordinance: Ordinance, rng: random.Random, _maker: Maker) -> None:
    """Amounts change, rows come and go."""
    if not ordinance.tables:
        return
    table = rng.choice(ordinance.tables)
    roll = rng.random()
    if roll < 0.6:
        rng.choice(table.rows[1:])[2] = f"{rng.randint(51, 99)}00円"
    elif roll < 0.8 and len(table.rows) > 3:
        table.rows.pop(rng.randrange(1, len(table.rows)))
    else:
        table.rows.insert(
            rng.randint(2, len(table.rows)), [f"新館第{rng.randint(20, 99)}室", "1時間", "700円"]
        )


def edit_supplement(ordinance: Ordinance, rng: random.Random, _maker: Maker) -> None:
    """The own 附則 changes."""
    if len(ordinance.supplement) > 1:
        heading, text = ordinance.supplement[-1]
        ordinance.supplement[-1] = (heading, text.replace("5年", f"{rng.randint(2, 4)}年"))


EDITS: list[tuple[Edit, int]] = [
    (swap_words, 8),
    (change_number, 8),
    (insert_words, 5),
    (delete_words, 3),
    (toggle_proviso, 3),
    (add_sentence, 2),
    (rewrite_paragraph, 1),
    (add_paragraph, 3),
    (remove_paragraph, 2),
    (add_item, 3),
    (remove_item, 2),
    (edit_subs, 1),
    (add_article, 2),
    (remove_article, 1),
    (change_heading, 2),
    (edit_table, 2),
    (edit_supplement, 1),
]


def edited(ordinance: Ordinance, seed: int, count: int) -> Ordinance:
    """A copy with `count` edits; references follow what they cite."""
    rng = random.Random(seed)
    maker = Maker(rng)
    out = copy.deepcopy(ordinance)
    edits = [edit for edit, _ in EDITS]
    weights = [weight for _, weight in EDITS]
    for _ in range(count):
        rng.choices(edits, weights)[0](out, rng, maker)
    return out
