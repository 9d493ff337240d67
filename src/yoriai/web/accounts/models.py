"""Rows of people who can sign in and of the posts they hold."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from .roles import Post, Team


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the address is kept in small letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in. Who the person is stands in the register, not here."""

    email = models.EmailField("メールアドレス", unique=True)
    is_active = models.BooleanField("使える", default=True)
    date_joined = models.DateTimeField("作った日時")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False  # Django's admin is not used
    is_superuser = False

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case")]

    def __str__(self) -> str:
        return f"user {self.pk}"  # never the address: this text reaches logs


class Assignment(models.Model):
    """A post that a user holds from one day on, until another day or for now."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    post = models.CharField("役割", max_length=20, choices=Post.choices)
    team = models.CharField("チーム", max_length=20, choices=Team.choices, blank=True)
    since = models.DateField("いつから")
    until = models.DateField("いつまで", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="accounts_assignment_order"
            ),
            models.CheckConstraint(condition=Q(post__in=Post.values), name="accounts_assignment_post"),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} ({self.since:%Y-%m-%d})"
