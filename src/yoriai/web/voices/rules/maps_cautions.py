"""What may not be concluded from a map: sentences that follow from the facts of this snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .maps_composition import FEW
from .maps_figures import percent, wording
from .maps_page import NO_GROUPS, STABLE, Page

#: With fewer people than this, single votes move the result.
FEW_PEOPLE = 100
#: A share that differs from the census by this much is named.
SKEW = 0.10


def cautions(page: Page) -> list[str]:
    """The sentences, the most important first. There are always some: no map is a poll."""
    return [*_about_people(page), *_about_groups(page), *_about_votes(page), _about_words()]


def _about_people(page: Page) -> Iterator[str]:
    yield _(
        "これは世論調査ではありません。参加したいと思った人の投票です。"
        "ここにある割合を、住民ぜんたいの割合として使うことはできません。"
    )
    people = page.summary["n_participants"]
    if people < FEW_PEOPLE:
        yield _("参加した人は%(people)s人です。人数が少ないので、数人の投票で結果が変わります。") % {
            "people": people
        }
    yield from _about_composition(page)


def _about_composition(page: Page) -> Iterator[str]:
    attributes = page.snapshot.composition.get("attributes", [])
    if not attributes:
        yield _("参加した人の年代や住まいは、たずねていません。住民とどれくらいちがうかは分かりません。")
    for attribute in attributes:
        for value in attribute["values"]:
            yield from _skew(attribute, value)


def _skew(attribute: dict[str, Any], value: dict[str, Any]) -> Iterator[str]:
    ours, census = value["share"], value["census_share"]
    if census is None:
        return
    facts = {
        "attribute": wording(attribute["label"]),
        "value": wording(value["label"]),
        "census": percent(census),
        "ours": percent(ours or 0.0),
    }
    if value["people"] == FEW and census >= SKEW:
        yield (
            _(
                "「%(attribute)s」が「%(value)s」の人は、住民では%(census)s%%ですが、参加した人では5人未満です。"
                "この人たちの声は、ほとんど入っていません。"
            )
            % facts
        )
    elif ours is None or abs(ours - census) < SKEW:
        return
    elif ours > census:
        yield (
            _(
                "「%(attribute)s」が「%(value)s」の人は、住民では%(census)s%%ですが、参加した人では%(ours)s%%です。"
                "この人たちの声が大きく出ています。"
            )
            % facts
        )
    else:
        yield (
            _(
                "「%(attribute)s」が「%(value)s」の人は、住民では%(census)s%%ですが、参加した人では%(ours)s%%です。"
                "この人たちの声は小さくしか出ていません。"
            )
            % facts
        )


def _about_groups(page: Page) -> Iterator[str]:
    if page.verdict == STABLE:
        yield _(
            "グループの人数の多い少ないは、正しさとも、まちでその考えの人が何人いるかとも関係がありません。"
        )
    if page.verdict == NO_GROUPS:
        yield _("考えははっきりしたグループに分かれませんでした。だれかを「○○派」と呼ぶことはできません。")
    if page.between:
        yield _("%(people)s人は、どのグループに入るとも言いきれません。") % {"people": page.between}


def _about_votes(page: Page) -> Iterator[str]:
    summary = page.summary
    each = summary["n_votes"] / max(1, summary["n_participants"])
    if each < summary["n_statements"] / 2:
        yield _(
            "一人が投票した意見は、%(statements)s件のうち平均%(each).0f件です。"
            "投票していない意見について、その人の考えは分かっていません。"
        ) % {"statements": summary["n_statements"], "each": each}
    if page.scarce:
        yield ngettext(
            "%(number)s件の意見は、まだ投票が10票より少なく、結果をあてにできません。",
            "%(number)s件の意見は、まだ投票が10票より少なく、結果をあてにできません。",
            page.scarce,
        ) % {"number": page.scarce}


def _about_words() -> str:
    return _(
        "同じ考えでも、ことばが変われば投票が変わることがあります。意見のことばは、書いた人のことばです。"
    )
