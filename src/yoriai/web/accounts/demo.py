"""The people of the demo region. Data only: the seed makes their accounts, the sign-in page lists them.

They exist only where YORIAI_DEMO=1; their password and secret are public by design.
"""

from __future__ import annotations

from dataclasses import dataclass

from .roles import Post, Team

PASSWORD = "yoriai-demo-2026"  # noqa: S105 - of made-up people, printed at start
TOTP_SECRET = "YORIAIDEMO234567"  # noqa: S105


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as: name with reading, address, post and team."""

    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    email: str
    role: str
    post: Post
    team: Team | None = None

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}"


DEMO_PEOPLE = (
    DemoPerson("藤原", "美津子", "ふじわら", "みつこ", "director@example.jp", "事務局長", Post.DIRECTOR),
    DemoPerson(
        "大森",
        "健",
        "おおもり",
        "たけし",
        "lead.office@example.jp",
        "NPO事務支援チームのリーダー",
        Post.LEAD,
        Team.OFFICE,
    ),
    DemoPerson(
        "髙橋",
        "由紀",
        "たかはし",
        "ゆき",
        "lead.partnership@example.jp",
        "地域連携チームのリーダー",
        Post.LEAD,
        Team.PARTNERSHIP,
    ),
    DemoPerson(
        "平松",
        "直樹",
        "ひらまつ",
        "なおき",
        "lead.participation@example.jp",
        "社会参加チームのリーダー",
        Post.LEAD,
        Team.PARTICIPATION,
    ),
    DemoPerson(
        "三宅",
        "さくら",
        "みやけ",
        "さくら",
        "staff@example.jp",
        "地域連携チームの職員",
        Post.STAFF,
        Team.PARTNERSHIP,
    ),
    DemoPerson(
        "小野",
        "洋子",
        "おの",
        "ようこ",
        "reception@example.jp",
        "窓口のパート職員",
        Post.PART_TIME,
        Team.PARTICIPATION,
    ),
    DemoPerson(
        "グエン", "ティ ラン", "ぐえん", "てぃ らん", "partner@example.jp", "外部の協力者", Post.PARTNER
    ),
    DemoPerson("岡本", "誠", "おかもと", "まこと", "prefecture@example.jp", "県の担当者", Post.SUPERVISOR),
    DemoPerson("難波", "千恵", "なんば", "ちえ", "accountant@example.jp", "NPOの会計担当", Post.MEMBER),
    DemoPerson("渡邊", "陽太", "わたなべ", "ようた", "citizen@example.jp", "市民", Post.CITIZEN),
)
