"""The outbox: a mail leaves after the deed is committed, once, and a failure is kept."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tests import cast
from yoriai.web.notices import queries
from yoriai.web.notices.actions import later, send
from yoriai.web.notices.models import Notice

pytestmark = pytest.mark.django_db
EMPTY = {"to": "sumie@example.jp", "subject": "声の行き先", "body": "声が使われました。"}


def written(**fields: Any) -> Notice:
    return later(**{**EMPTY, **fields}, at=cast.NOW)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_when_the_deed_fails() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        written()
        raise ZeroDivisionError
    assert not Notice.objects.exists() and not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_mail_waits_for_the_commit() -> None:
    with transaction.atomic():
        written()
        assert not DBTaskResult.objects.exists()
    assert DBTaskResult.objects.count() == 1
    assert mail.outbox == []  # the worker sends, not the page


def test_a_mail_is_sent_once() -> None:
    notice = written()
    send.call(notice.pk)
    send.call(notice.pk)
    (message,) = mail.outbox
    assert (message.to, message.subject, message.body) == (
        ["sumie@example.jp"],
        "声の行き先",
        "声が使われました。",
    )
    notice.refresh_from_db()
    assert notice.sent_at and (notice.attempts, notice.problem) == (1, "")
    assert str(notice) == f"notice {notice.pk}"


def test_a_failure_is_kept_and_can_be_tried_again() -> None:
    notice = written()
    with patch("yoriai.web.notices.actions.EmailMessage.send", side_effect=ConnectionRefusedError):
        send.call(notice.pk)
    notice.refresh_from_db()
    assert (notice.sent_at, notice.attempts, notice.problem) == (None, 1, "ConnectionRefusedError")
    send.call(notice.pk)
    notice.refresh_from_db()
    assert notice.sent_at and (notice.attempts, notice.problem) == (2, "")


def test_a_subject_is_one_line() -> None:
    notice = written(subject="声の\r\nBcc: evil@example.com")
    assert notice.subject == "声の Bcc: evil@example.com"
    send.call(notice.pk)
    assert mail.outbox[0].recipients() == ["sumie@example.jp"]


@pytest.mark.parametrize("name", cast.NAMES)
def test_leaders_see_what_was_sent(name: str) -> None:
    written()
    assert queries.visible_to(cast.viewer(name)).exists() is (name in ("director", "lead"))


def test_the_page_says_what_became_of_each_mail() -> None:
    browser = cast.client("lead")
    address = reverse("notices_outbox")
    assert "メールはまだありません" in browser.get(address).content.decode()
    sent, failed, _waiting = written(), written(subject="ふたつめ"), written(subject="みっつめ")
    send.call(sent.pk)
    with patch("yoriai.web.notices.actions.EmailMessage.send", side_effect=TimeoutError):
        send.call(failed.pk)
    page = browser.get(address).content.decode()
    assert "に送った" in page and "送れない（1回）" in page and "TimeoutError" in page and "送る前" in page
