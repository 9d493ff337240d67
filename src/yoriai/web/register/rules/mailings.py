"""What a mailing says: placeholders, names with their honorifics, letters shared by a household."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..models import ConsentPurpose, SendingKind
from . import names, recipients
from .dates import wareki
from .recipients import Body, Candidate, Target, Way

#: What may stand in a letter or mail, with what it becomes.
PLACEHOLDERS = {
    "宛名": "「髙﨑 澄江様」「流域の会 御中」のような、敬称つきの名前",
    "名前": "敬称のない名前",
    "今日": "送る日（令和8年10月1日のように）",
    "センター": "このセンターの名前",
}
#: From so many names on one letter, the rest is greeted as a family.
NAMES_ON_ONE = 4
_PLACEHOLDER = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")


@dataclass(frozen=True)
class Recipient:
    """An entry that gets something: its lines of address (organisation, name with honorific) and where."""

    kind: str
    pk: int
    lines: tuple[str, ...]
    target: Target
    #: The person behind an organisation's letter, whose name leaves the register too.
    person: int | None = None


@dataclass(frozen=True)
class Piece:
    """One letter, label or mail: who shares it, and where it goes."""

    recipients: tuple[Recipient, ...]

    @property
    def target(self) -> Target:
        return self.recipients[0].target

    @property
    def lines(self) -> list[str]:
        """The lines of address; a large household is greeted as one."""
        if len(self.recipients) > NAMES_ON_ONE:
            return [*self.recipients[0].lines, "ご家族の皆さま"]
        found = [line for recipient in self.recipients for line in recipient.lines]
        return list(dict.fromkeys(found))


@dataclass(frozen=True)
class OrganisationFact:
    """An organisation as the rules see it, its name, its representative's name and number."""

    body: Body
    name: str
    representative: str
    head: int | None


def recipient_of_person(candidate: Candidate, name: str, way: Way, day: date) -> Recipient:
    """A person with 様; a child's letter names the guardian too."""
    lines = (f"{name} 様", "保護者 様") if recipients.is_child(candidate, day) else (f"{name} 様",)
    return Recipient("person", candidate.pk, lines, recipients.target_of(candidate, way, day) or Target())


def recipient_of_organisation(fact: OrganisationFact, way: Way, *, to_representative: bool) -> Recipient:
    """An organisation with 御中, or its representative there with 様."""
    target = recipients.target_of_organisation(fact.body, way) or Target()
    if to_representative and fact.representative:
        lines = (fact.name, f"代表 {fact.representative} 様")
        return Recipient("organisation", fact.body.pk, lines, target, fact.head)
    return Recipient("organisation", fact.body.pk, (f"{fact.name} 御中",), target)


def pieces_of(found: Iterable[Recipient], way: Way, *, households: bool) -> list[Piece]:
    """One piece each, or with `households` one for each postal address, in the order of the list."""
    if not households or way is not Way.POST:
        return [Piece((recipient,)) for recipient in found]
    homes: dict[str, list[Recipient]] = {}
    for recipient in found:
        homes.setdefault(home_key(recipient.target), []).append(recipient)
    return [Piece(tuple(sharing)) for sharing in homes.values()]


def home_key(target: Target) -> str:
    """What two addresses are compared by."""
    return f"{names.digits(target.postal_code)} {names.key(target.address)}"


def unknown_placeholders(text: str) -> list[str]:
    """Placeholders that mean nothing, and single braces, as they stand in the text."""
    wrong = [match[0] for match in _PLACEHOLDER.finditer(text) if match[1].strip() not in PLACEHOLDERS]
    rest = _PLACEHOLDER.sub("", text)
    return [*dict.fromkeys(wrong), *dict.fromkeys(re.findall(r"[{}｛｝]", rest))]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; what a name itself contains is never replaced again."""
    return _PLACEHOLDER.sub(lambda match: values[match[1].strip()], text)


def values_for(lines: Iterable[str], day: date, centre: str) -> dict[str, str]:
    """What the placeholders become for one piece."""
    addressed = [line for line in lines if line != "保護者 様"]
    plain = [re.sub(r" (様|御中)$", "", line) for line in addressed]
    return {
        "宛名": "、".join(_close(line) for line in addressed),
        "名前": "、".join(plain),
        "今日": wareki(day),
        "センター": centre,
    }


def _close(line: str) -> str:
    """様 stands without a space in running text; 御中 keeps it."""
    return re.sub(r" 様$", "様", line)


def needs_text(kind: str) -> bool:
    """Labels carry addresses only."""
    return kind in {SendingKind.EMAIL, SendingKind.LETTER}


def why_you_get_it(kind: str, purpose: str) -> str:
    """The sentence of a mail that says why it came."""
    label = ConsentPurpose(purpose).label
    if kind == "person":
        return f"このメールは、「{label}」ことに同意いただいた方へお送りしています。"
    return f"このメールは、団体の公開された連絡先へ、「{label}」ためにお送りしています。"


def mail_body(text: str, *, why: str, stop: str, centre: str, sender: str) -> str:
    """The whole mail: text, who sends it, why it comes, how to stop it."""
    foot = [
        "--",
        f"送り主：{centre}（{sender}）",
        why,
        "受け取りを止めるには、次のページを開いて「止める」を押してください。サインインはいりません。",
        stop,
        "To stop these mails, open the page above and press “Stop”.",
    ]
    return text.rstrip() + "\n\n" + "\n".join(foot) + "\n"


def stop_headers(stop: str) -> dict[str, str]:
    """Headers by which a mail program stops it with one press (RFC 2369, RFC 8058)."""
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
