"""What a receipt says: every state and every reason in words that a ten-year-old understands."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: State -> where the voice stands.
WHERE: dict[str, Promise] = {
    "waiting": _("読む順番を待っています"),
    "accepted": _("みんなに見せて、投票してもらっています"),
    "merged": _("同じことを言う意見と、いっしょにしました"),
    "held": _("みんなには見せていません"),
    "used": _("意見のまとめに使われました"),
}
#: Reason -> why.
WHY: dict[str, Promise] = {
    "just_in": _("届いたばかりです。事務局の人が一つずつ読んでいます。"),
    "fits": _("みんなで考えている問いに答える声だったからです。"),
    "same_meaning": _(
        "同じことを言う意見が、もうあったからです。あなたの声も、その意見の一つとして残っています。"
    ),
    "same_text": _(
        "同じ文がたくさん届いたからです。一つの意見にまとめ、一人を一回と数えます。もとの文も残っています。"
    ),
    "off_topic": _("いま考えている問いとは、べつの話だったからです。"),
    "personal": _("だれのことか分かる名前や住所などが書いてあったからです。"),
    "attack": _("人を傷つける言葉が入っていたからです。"),
    "advertisement": _("お店や品物などの宣伝だったからです。"),
    "unreadable": _("何を伝えたいのか、読み取れなかったからです。"),
    "several": _("いくつもの意見が一つの声に入っていたからです。一つずつでないと投票できません。"),
    "withdrawn": _("この受付番号を持つ人が取り下げたからです。"),
    "elsewhere": _("はじめに届いた場所で、公開されなかったからです。"),
    "entry_undone": _("事務局が入力をまちがえ、取り消したからです。"),
    "in_report": _("みんなの意見をまとめたページに、この声の意見がのっています。"),
}
#: State -> what happens next, or what the giver can do.
NEXT: dict[str, Promise] = {
    "waiting": _("決まると、このページが変わります。また見に来てください。"),
    "accepted": _("投票の結果は、意見の地図で見られます。"),
    "merged": _("いっしょにした意見への投票が、意見の地図にのります。"),
    "held": _("書きなおして、もう一度届けることができます。"),
    "used": _("どこに使われたかは、下から見られます。"),
}


@dataclass(frozen=True)
class Words:
    """Where a voice stands, why, and what comes next."""

    where: str
    why: str
    after: str


def words(state: str, reason: str) -> Words:
    """The words of a state with its reason, in the reader's language."""
    return Words(str(WHERE[state]), str(WHY[reason]), str(NEXT[state]))
