"""How django-allauth sends mail and makes users in this project."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import timezone

from yoriai.web.notices import actions as notices


class AccountAdapter(DefaultAccountAdapter):
    """Mails of the sign-in pages go through the outbox like every other mail."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, context)
        notices.later(to=email, subject=message.subject, body=message.body, at=timezone.now())

    def new_user(self, request: Any) -> Any:
        user = super().new_user(request)
        user.date_joined = timezone.now()
        return user
