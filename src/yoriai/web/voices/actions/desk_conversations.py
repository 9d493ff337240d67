"""Conversations: made, changed, published; what is asked of participants, and the census beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.register.models import Municipality

from ..models import AskedAttribute, CensusFigure, Conversation, Declared
from ..queries import desk as queries
from ..rules import desk as rules
from ..rules.presets import Choice, Preset
from .desk_parts import locked, must

register_verbs(
    {
        "voices.create_conversation": "対話の場をつくった",
        "voices.change_conversation": "対話の場を直した",
        "voices.publish": "対話の場を公開した",
        "voices.ask_attribute": "参加者にたずねることを加えた",
        "voices.change_attribute": "参加者にたずねることを直した",
        "voices.drop_attribute": "参加者にたずねることをやめた",
        "voices.enter_census": "国勢調査の人数を入れた",
    }
)


class NotReady(Exception):
    """The conversation cannot be published yet; `findings` say why."""

    def __init__(self, findings: list[rules.Finding]) -> None:
        super().__init__("; ".join(finding.text for finding in findings))
        self.findings = findings


class StillUsed(Exception):
    """Participants have already given this answer; it stays on the list."""


def save_conversation(
    actor: Viewer, conversation: Conversation, *, municipalities: Iterable[Municipality], at: datetime
) -> Conversation:
    """Make a conversation (a draft at first) or change it. Raises PermissionDenied."""
    must(rules.may_manage(actor))
    new = conversation.pk is None
    if new:
        conversation.created_at, conversation.created_by_id = at, actor.user_id
    verb = "voices.create_conversation" if new else "voices.change_conversation"
    with transaction.atomic():
        conversation.save()
        conversation.municipalities.set(municipalities)
        audit.record(actor, verb, conversation, at=at, slug=conversation.slug)
    return conversation


def publish(actor: Viewer, conversation: Conversation, *, knowing: bool, at: datetime) -> None:
    """Show a conversation to the public. A conversation that is already public stays as it is.

    Raises NotReady when something stops it, or speaks against it and `knowing` is not set.
    """
    must(rules.may_manage(actor))
    with transaction.atomic():
        row = locked(conversation)
        if row.published_at:
            return
        found = rules.findings(row, queries.facts(row), at)
        if any(finding.stops for finding in found) or (found and not knowing):
            raise NotReady(found)
        row.published_at = at
        row.save(update_fields=["published_at"])
        audit.record(actor, "voices.publish", row, at=at, slug=row.slug, warnings=len(found))
    conversation.published_at = at


def ask(actor: Viewer, conversation: Conversation, preset: Preset, *, at: datetime) -> AskedAttribute:
    """Ask participants one more thing about themselves; asking the same again changes nothing."""
    must(rules.may_manage(actor))
    with transaction.atomic():
        row, new = AskedAttribute.objects.get_or_create(
            conversation=conversation,
            key=preset.key,
            defaults={
                "label_ja": preset.label_ja,
                "label_easy": preset.label_easy,
                "label_en": preset.label_en,
                "choices": list(preset.choices),
            },
        )
        if new:
            audit.record(actor, "voices.ask_attribute", row, at=at, key=preset.key)
    return row


def change_attribute(
    actor: Viewer, attribute: AskedAttribute, *, choices: Sequence[Choice], at: datetime
) -> None:
    """Change wording and choices. Raises StillUsed when a choice goes that somebody has given."""
    must(rules.may_manage(actor))
    kept = {choice["value"] for choice in choices}
    with transaction.atomic():
        if Declared.objects.filter(attribute=attribute).exclude(value__in=kept).exists():
            raise StillUsed
        attribute.choices = list(choices)
        attribute.save()
        attribute.census.exclude(value__in=kept).delete()
        audit.record(actor, "voices.change_attribute", attribute, at=at, key=attribute.key)


def drop_attribute(actor: Viewer, attribute: AskedAttribute, *, at: datetime) -> None:
    """Stop asking. Raises StillUsed once somebody has answered."""
    must(rules.may_manage(actor))
    with transaction.atomic():
        if Declared.objects.filter(attribute=attribute).exists():
            raise StillUsed
        audit.record(actor, "voices.drop_attribute", attribute, at=at, key=attribute.key)
        attribute.delete()


def enter_census(
    actor: Viewer, attribute: AskedAttribute, *, people: dict[str, int], source: str, at: datetime
) -> None:
    """How many residents have each value (value -> people), replacing what stood there."""
    must(rules.may_manage(actor))
    known = {choice["value"] for choice in attribute.choices}
    with transaction.atomic():
        attribute.census.all().delete()
        CensusFigure.objects.bulk_create(
            CensusFigure(attribute=attribute, value=value, people=number, source=source)
            for value, number in people.items()
            if value in known
        )
        audit.record(actor, "voices.enter_census", attribute, at=at, values=len(people))
