"""Charts and wordings of the map's pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yoriai.web.ui import charts

from ..models import Conversation, Statement
from ..queries.maps_results import Standing
from ..rules.maps_composition import FEW, WITHHELD
from ..rules.maps_continuum import Line
from ..rules.maps_figures import Share, percent, wording
from ..rules.maps_page import Counts, Group, Page, Position, Said

register = template.Library()

register.filter("percent", percent)
register.filter("wording", wording)


@register.filter
def rounded(value: float) -> str:
    """A figure with two decimals."""
    return f"{value:.2f}"


@register.simple_tag
def said_bar(said: Said) -> SafeString:
    """How many of somebody take this side, with the interval, and the others as a diamond."""
    return share_bar(said.share, said.others)


@register.simple_tag
def share_bar(share: Share, others: Share | None = None) -> SafeString:
    says = _("%(share)s%%、だいたい%(low)s%%から%(high)s%%のあいだ") % {
        "share": percent(share.estimate),
        "low": percent(share.low),
        "high": percent(share.high),
    }
    compare = others.estimate if others and others.of else None
    return charts.interval_bar(share.estimate, share.low, share.high, says=says, compare=compare)


@register.simple_tag
def votes_bar(counts: Counts) -> SafeString:
    """Agree, pass and disagree side by side."""
    says = _("賛成%(agree)s、どちらでもない%(skip)s、反対%(disagree)s") % {
        "agree": counts.agree,
        "skip": counts.skip,
        "disagree": counts.disagree,
    }
    cells = [("agree", counts.agree), ("neutral", counts.skip), ("disagree", counts.disagree)]
    return charts.stacked_bar(cells, says=says)


@register.simple_tag
def census_bar(value: dict[str, Any]) -> SafeString:
    """The share among those who took part as a bar, the share among residents as a diamond."""
    says = _("参加した人の%(share)s%%") % {"share": percent(value["share"])}
    if value["census_share"] is not None:
        says = _("参加した人の%(share)s%%、住民の%(census)s%%") % {
            "share": percent(value["share"]),
            "census": percent(value["census_share"]),
        }
    return charts.interval_bar(
        value["share"], value["share"], value["share"], says=says, compare=value["census_share"]
    )


@register.simple_tag
def map_chart(page: Page, you: Position | None = None) -> SafeString:
    """Everybody as a dot; groups differ in shape and carry their letter."""
    layers = [
        charts.Layer([(p.x, p.y) for p in page.positions if p.group == group.id], group.letter, group.look)
        for group in page.groups
    ]
    rest = [(p.x, p.y) for p in page.positions if not p.group]
    says = _("%(people)s人の考えの近さを点で表した図。近い点ほど、投票が似ています。") % {
        "people": len(page.positions)
    }
    place = charts.Place(you.x, you.y, you.sd_x, you.sd_y, _("あなた")) if you else None
    base = charts.Layer(rest, look=-1 if page.has_groups else 0)
    return charts.scatter([base, *layers], title=_("意見の地図"), says=says, you=place)


@register.simple_tag
def line_chart(line: Line) -> SafeString:
    """How many people stand where along the main axis."""
    says = _("横の位置ごとの人数")
    return charts.histogram([part.people for part in line.parts], title=says, says=says)


@register.simple_tag
def group_mark(group: Group) -> SafeString:
    """The shape of a group's dots."""
    return charts.mark(group.look)


@register.simple_tag
def between_mark() -> SafeString:
    """The shape of those in no group."""
    return charts.mark(-1)


@register.simple_tag
def side_word(side: str) -> str:
    return _("反対") if side == "disagree" else _("賛成")


@register.simple_tag
def side_tag(side: str) -> SafeString:
    """The side as a word with a sign, so that it does not rest on colour."""
    look, sign = ("disagree", "✕") if side == "disagree" else ("agree", "○")
    return format_html('<span class="side {}">{} {}</span>', look, sign, side_word(side))


@register.simple_tag
def people_cell(people: int | str) -> str:
    """A count of people, or why there is none."""
    words = {FEW: _("5人未満"), WITHHELD: _("出していません")}
    return words[people] if isinstance(people, str) else str(people)


@register.simple_tag
def total_voices(standings: list[Standing]) -> int:
    return sum(row.voices for row in standings)


@register.simple_tag
def question(conversation: Conversation) -> str:
    """The question in the reader's language."""
    return wording(
        {"ja": conversation.question_ja, "easy": conversation.question_easy, "en": conversation.question_en}
    )


@register.simple_tag
def statement_text(statement: Statement) -> str:
    """A statement in the reader's language."""
    return wording({"ja": statement.text, "easy": statement.text_easy, "en": statement.text_en})


@register.filter
def signed(number: int) -> str:
    """A difference with its sign."""
    return f"{number:+d}" if number else "±0"
