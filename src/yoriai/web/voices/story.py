"""What voices know of an organisation: the conversations for which one of its people answered."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.register import queries as register
from yoriai.web.register.models import Organisation
from yoriai.web.register.queries.story import Line
from yoriai.web.register.queries.story import register as register_story

from .queries import desk


def knows(viewer: Viewer, organisation: Organisation) -> Iterator[Line]:
    """Conversations that began while their responsible person held a role in the organisation."""
    roles = register.affiliations_visible_to(viewer).filter(organisation=organisation)
    talks = desk.conversations_visible_to(viewer).filter(published_at__isnull=False)
    for talk in talks.filter(responsible__in=roles.values("person")).select_related("responsible"):
        day = timezone.localdate(talk.opens_at)
        role = register.current(roles.filter(person=talk.responsible), day).first()
        if role:
            words = (
                f"対話「{talk}」を始めました（責任者：{role.get_kind_display()} {talk.responsible.name}さん）"
            )
            yield Line(day, "声", words, reverse("voices_desk_conversation", args=[talk.slug]))


def load() -> None:
    """Register with the register's story."""
    register_story("voices", knows)
