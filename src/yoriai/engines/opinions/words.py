"""Reasons and cautions in words, Japanese and English: what a resident reads beside a figure."""

from __future__ import annotations

from dataclasses import dataclass

EVERYONE = "everyone"


@dataclass(frozen=True)
class Words:
    """The same sentence in Japanese and in English."""

    ja: str
    en: str

    def __add__(self, other: Words) -> Words:
        return Words(self.ja + other.ja, f"{self.en} {other.en}")


SIDES = {"agree": Words("賛成", "agree"), "disagree": Words("反対", "disagree")}


def percent(share: float) -> int:
    """Whole per cent, halves rounded up."""
    return int(share * 100 + 0.5)


def people_of(group: str) -> Words:
    """「グループA」 for an opinion group, 「age が 18-29 の人」 for a declared attribute."""
    attribute, equals, value = group.partition("=")
    if equals:
        return Words(f"「{attribute}」が「{value}」の人", f"people whose {attribute} is {value}")
    return Words(f"グループ{group}", f"group {group}")


def reason_for_everyone(side: str, signed: int, seen: int, unheard: int) -> Words:
    """Why an entry stands in the slate for everyone; `unheard` supporters have no entry before it."""
    verb = SIDES[side]
    shared = Words(
        f"投票した{seen}人のうち{signed}人（{percent(signed / max(seen, 1))}%）が{verb.ja}しています。",
        f"{signed} of the {seen} people who voted on it ({percent(signed / max(seen, 1))}%) {verb.en}.",
    )
    if not unheard:
        return shared
    return shared + Words(
        f"うち{unheard}人は、ここまでの項目に同じ意見がひとつもありませんでした。",
        f"{unheard} of them had no opinion of theirs among the entries before.",
    )


def reason_for_group(group: str, side: str, inside: tuple[int, int], outside: tuple[int, int]) -> Words:
    """Why an entry stands in the slate for a group: (signed, seen) within it and among the others."""
    who, verb = people_of(group), SIDES[side]
    return Words(
        f"{who.ja}では{inside[1]}人中{inside[0]}人（{percent(inside[0] / max(inside[1], 1))}%）が{verb.ja}、"
        f"ほかの人では{outside[1]}人中{outside[0]}人（{percent(outside[0] / max(outside[1], 1))}%）です。",
        f"Of {who.en}, {inside[0]} of {inside[1]} ({percent(inside[0] / max(inside[1], 1))}%) {verb.en}; "
        f"of the others {outside[0]} of {outside[1]} ({percent(outside[0] / max(outside[1], 1))}%).",
    )


def reason_for_side(side: str, inside: tuple[int, int], outside: tuple[int, int]) -> Words:
    """Why an entry stands in the slate for one side of a division that is not shown as groups."""
    verb = SIDES[side]
    return Words(
        f"意見が分かれるところで片方の側にいる人たちの声です（その側では{inside[1]}人中{inside[0]}人、"
        f"ほかでは{outside[1]}人中{outside[0]}人が{verb.ja}）。",
        f"The voice of one side where opinions part ({inside[0]} of {inside[1]} on that side {verb.en}, "
        f"{outside[0]} of {outside[1]} elsewhere).",
    )


def note_on_group(group: str, *, size: int, promised: int, given: int, found: int, votes: int) -> Words:
    """What is to be said about a group's place in the slate; empty when its quota is filled."""
    who = people_of(group)
    if not promised:
        return Words(
            f"{who.ja}は{size}人で、約束の対象になる人数に達していません。",
            f"{who.en[0].upper()}{who.en[1:]}: {size} in number, too few for a promised entry.",
        )
    if given >= promised:
        return Words("", "")
    return Words(
        f"{who.ja}（{size}人、投票{votes}件）には、ほかの人との違いを確かに言える意見が{found}件しか見つからず、"
        f"約束の{promised}件に届きません。投票が足りないか、ほかの人と意見が変わらないかのどちらかです。",
        f"For {who.en} ({size} people, {votes} votes) the votes show only {found} opinions that differ "
        f"from the others', short of the promised {promised}: not enough data, or no difference.",
    )


def note_on_length(wished: int, length: int) -> Words:
    """What is to be said when the slate is longer or shorter than wished; empty when it is as wished."""
    if length > wished:
        return Words(
            f"すべての約束を守るために、{wished}件の予定を{length}件に増やしました。",
            f"The slate was made {length} entries long instead of {wished}, to keep every promise.",
        )
    if length < wished:
        return Words(
            f"賛成か反対の票が入った意見が{length}件しかないため、{wished}件に届きません。",
            f"The slate has {length} entries instead of {wished}: no more opinions have a vote.",
        )
    return Words("", "")


CAUTIONS = {
    "not_a_survey": Words(
        "投票したのは自分から参加した人です。住民全体の割合としては読めません。",
        "Those who voted chose to take part: the shares are not shares of all residents.",
    ),
    "unweighted": Words(
        "割合は、その意見に投票した人の中での割合です。どの意見がだれに表示されたかによる偏りは補正していません。",
        "Shares are of those who voted on a statement; who was shown which statement is not corrected for.",
    ),
    "too_few_votes": Words(
        "投票が少なく、地図もグループもつくれません。数字から結論を出さないでください。",
        "There are too few votes for a map or groups. Draw no conclusions from the figures.",
    ),
    "no_stable_groups": Words(
        "票を少し入れ替えるだけで分かれ方が変わるため、グループ分けはしていません。意見は連続的に広がっています。",
        "How people divide changes when a few votes change, so no groups are shown: it is a continuum.",
    ),
    "stability_not_measured": Words(
        "このグループ分けが安定しているかは測っていません。",
        "Whether these groups are stable was not measured.",
    ),
    "unstable_groups": Words(
        "このグループ分けは、票を少し入れ替えると変わります。事実として伝えないでください。",
        "These groups change when a few votes change. Do not report them as facts.",
    ),
    "few_votes_each": Words(
        "半分以上の人は投票が7件未満で、その人たちの位置は大まかです。",
        "At least half of the people cast fewer than 7 votes: their places are rough.",
    ),
    "low_coverage": Words(
        "ひとりが投票した意見は、平均して全体の2割未満です。人どうしの近さは目安です。",
        "On average people voted on under a fifth of the statements: who is near whom is a rough guide.",
    ),
    "thin_statements": Words(
        "投票が10件未満の意見があります。その意見は共通点の順位に入れていません。",
        "Some statements have fewer than 10 votes; they are left out of the ranking of common ground.",
    ),
    "between_groups": Words(
        "どのグループともはっきり言えない人がいます。その人たちはどのグループにも数えていません。",
        "Some people cannot surely be placed in a group; they are counted in none.",
    ),
}
