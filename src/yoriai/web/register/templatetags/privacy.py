"""Words for the pages about people's own data, and who is offered a link to them."""

from __future__ import annotations

from django import template

from yoriai.web.accounts.rules import Viewer

from ..exports_incidents import ITEMS
from ..models import Incident
from ..models.history import label_of
from ..queries.mentions import Mention
from ..rules import privacy
from ..rules.entries import text_of
from ..rules.traces import NAMES

register = template.Library()

#: Names of counted tables, where a table has several uses.
COUNTS = {
    "register.reach": "連絡先",
    "register.history": "記載の移り変わり",
    "register.search": "さがすための索引",
    "register.twin": "同じ人かもしれないという組",
    "register.hold": "保存を延ばす決定",
    "register.consent": "同意の範囲に書かれた文",
    "register.correction": "訂正の申し出の文",
    "register.import": "取り込んだ名簿の行",
    "register.merge": "まとめる前の姿",
    "register.sight": "見た理由に書かれた名前",
    "register.staged": "取り込みを待つ名簿の行",
    "register.heading": "覚えていた名簿の見出し",
    "register.machinery": "仕事をする係（ワーカー）の控え",
    "register.person": "台帳の記載",
    "accounts.address": "確かめたメールアドレス",
    "accounts.second_factor": "サインインの手段",
    "accounts.session_place": "使っている端末",
    "accounts.session": "サインイン中の状態",
    "accounts.account": "アカウントのメールアドレス",
    "exports.file": "受け取り前の書き出しファイル",
    "notices.mail": "送ったメールの宛先と本文",
    "notices.mail_file": "メールのファイル",
    "voices.invitee": "対話の場の名簿",
    "voices.voice": "声のなかの名前",
    "voices.polis_file": "読み込んだPolisのファイル",
    "mentions": "ほかの記載に出てきたところ",
}


@register.filter
def counted(counts: dict[str, int]) -> list[str]:
    """The counts of an erasure as lines."""
    return [f"{COUNTS.get(key, key)}：{count:,}件" for key, count in counts.items() if count]


@register.filter
def marked(place: Mention, homonyms: int) -> bool:
    """Whether a mention is marked at first: texts that name the person are, unless a namesake may be meant;
    entries of others and an organisation's own data are not, nor what is a number or address alone."""
    if place.fixed or place.owner != "text":
        return False
    return place.sure or (not homonyms and bool(place.kinds & NAMES))


@register.filter
def owned(places: list[Mention], owner: str) -> list[Mention]:
    """The places whose rows are this owner's."""
    return [place for place in places if place.owner == owner]


@register.filter
def not_owned(places: list[Mention], owner: str) -> list[Mention]:
    """The places whose rows are somebody else's."""
    return [place for place in places if place.owner != owner]


@register.simple_tag
def may(viewer: Viewer, what: str) -> bool:
    """Whether this viewer is offered a page: watch, copy, erase, correct, write_incidents."""
    return bool(getattr(privacy, f"may_{what}")(viewer))


@register.filter
def items_of(incident: Incident) -> list[tuple[str, str]]:
    """The items of the report in the law's order, with their names."""
    return [(label_of(Incident, name), text_of(getattr(incident, name))) for name in ITEMS]
