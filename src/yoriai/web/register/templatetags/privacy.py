"""Words for the pages about people's own data, and who is offered a link to them."""

from __future__ import annotations

from django import template

from yoriai.web.accounts.rules import Viewer

from ..exports_incidents import ITEMS
from ..models import Incident, Organisation, Person, Reach
from ..models.history import label_of
from ..queries.mentions import Mention
from ..rules import privacy
from ..rules.entries import text_of

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
    "mentions": "ほかの記載に出てきたところ",
}
#: Entries of others: a number or address there may be theirs too.
_OTHERS = (Person, Reach, Organisation)


@register.filter
def counted(counts: dict[str, int]) -> list[str]:
    """The counts of an erasure as lines."""
    return [f"{COUNTS.get(key, key)}：{count:,}件" for key, count in counts.items() if count]


@register.filter
def marked(place: Mention, homonyms: int) -> bool:
    """Whether a mention is marked at first: free texts are, entries of others and homonyms are not."""
    return not homonyms and not place.fixed and place.model not in _OTHERS


@register.simple_tag
def may(viewer: Viewer, what: str) -> bool:
    """Whether this viewer is offered a page: watch, copy, erase, correct, write_incidents."""
    return bool(getattr(privacy, f"may_{what}")(viewer))


@register.filter
def items_of(incident: Incident) -> list[tuple[str, str]]:
    """The items of the report in the law's order, with their names."""
    return [(label_of(Incident, name), text_of(getattr(incident, name))) for name in ITEMS]
