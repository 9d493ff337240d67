"""The table a director can read: which post may do what. Shown as it stands at /staff/roles/."""

from __future__ import annotations

from django.db.models import TextChoices


class Post(TextChoices):
    """What a person is to the centre."""

    DIRECTOR = "director", "事務局長"
    LEAD = "lead", "チームリーダー"
    STAFF = "staff", "職員"
    PART_TIME = "part_time", "パート職員"
    PARTNER = "partner", "外部の協力者"
    SUPERVISOR = "supervisor", "県の担当者"
    MEMBER = "member", "団体の構成員"
    CITIZEN = "citizen", "市民"


class Team(TextChoices):
    """The three teams of the centre."""

    OFFICE = "office", "NPO事務支援"
    PARTNERSHIP = "partnership", "地域連携"
    PARTICIPATION = "participation", "社会参加"


class Right(TextChoices):
    """One thing that somebody may do. Areas ask for these by name in their `rules.py`."""

    REGISTER_READ = "register.read", "台帳を見る"
    REGISTER_ADD = "register.add", "団体と人を新しく載せ、利用団体を登録する"
    REGISTER_WRITE = "register.write", "台帳に書く"
    PEOPLE_NAMES = "register.names", "人の名前を見る"
    PERSON_READ = "register.person", "個人の連絡先を見る"
    SENSITIVE_READ = "register.sensitive", "配慮が必要なことを見る"
    REGISTER_MERGE = "register.merge", "台帳に取り込む・まとめる・消去する"
    VOICES_STAFF = "voices.staff", "声の受付・代筆をする"
    VOICES_MODERATE = "voices.moderate", "声を確認し、公開する"
    VOICES_MANAGE = "voices.manage", "対話の場をつくる"
    MEASURES_READ = "measures.read", "数字を見る"
    EXPORT = "exports.make", "ファイルに書き出す"
    AUDIT_READ = "audit.read", "操作の記録を見る"
    ROLES_WRITE = "accounts.roles", "役割を決める"
    NOTICES_READ = "notices.read", "送ったメールを見る"


_EVERYDAY = {
    Right.REGISTER_READ,
    Right.REGISTER_ADD,
    Right.PEOPLE_NAMES,
    Right.VOICES_STAFF,
    Right.MEASURES_READ,
}
_STAFF = _EVERYDAY | {
    Right.REGISTER_WRITE,
    Right.PERSON_READ,
    Right.VOICES_MODERATE,
    Right.VOICES_MANAGE,
    Right.EXPORT,
}

#: post -> rights. A post that is not named here may do what any visitor may.
TABLE: dict[Post, frozenset[Right]] = {
    Post.DIRECTOR: frozenset(Right),
    Post.LEAD: frozenset(_STAFF | {Right.NOTICES_READ, Right.SENSITIVE_READ, Right.REGISTER_MERGE}),
    Post.STAFF: frozenset(_STAFF),
    Post.PART_TIME: frozenset(_EVERYDAY),
    Post.PARTNER: frozenset({Right.VOICES_STAFF}),
    Post.SUPERVISOR: frozenset({Right.MEASURES_READ}),
    Post.MEMBER: frozenset(),
    Post.CITIZEN: frozenset(),
}

#: Posts of people who work with other people's data: they sign in with a second factor.
SECOND_FACTOR = frozenset(
    {Post.DIRECTOR, Post.LEAD, Post.STAFF, Post.PART_TIME, Post.PARTNER, Post.SUPERVISOR}
)
