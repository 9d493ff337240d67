"""How django-allauth sends mail and makes users in this project."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.http import HttpRequest
from django.utils import timezone

from yoriai.web.notices import actions as notices
from yoriai.web.ui.furigana import in_brackets

from . import actions
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Mails of the sign-in pages go through the outbox like every other mail."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, {"request": current.request, **context})
        subject, body = in_brackets(message.subject), in_brackets(str(message.body))
        notices.later(to=email, subject=subject, body=body, at=timezone.now())

    def send_account_already_exists_mail(self, email: str) -> None:
        """Also hashes, as a new account would, so that the time tells nobody who has an account."""
        User().set_password(email)
        super().send_account_already_exists_mail(email)

    def new_user(self, request: HttpRequest) -> User:
        user: User = super().new_user(request)
        user.date_joined = timezone.now()
        return user

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Somebody who signs up is a citizen: no rights beyond a visitor's."""
        saved: User = super().save_user(request, user, form, commit=False)
        if commit:
            actions.sign_up(saved, at=timezone.now())
        return saved
