"""Codes on paper: what people may type, and what is stored."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yoriai.web.voices.rules import codes

CODE = "AACD-3467"


def test_a_code_has_eight_letters_that_nobody_mistakes() -> None:
    code = codes.new_code(random.Random(1).choice)
    assert len(code) == 9
    assert code[4] == "-"
    assert not set(code) & set("0O1IL2Z5SBU")


def test_codes_differ() -> None:
    assert len({codes.new_code() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "typed",
    [
        "aacd-3467",
        " AACD 3467 ",
        "AACD3467",
        "ＡＡＣＤ－３４６７",
        "aacdー3467",
        "ａａｃｄ　３４６７",
        "A-A-C-D‐3467",
    ],
)
def test_what_people_type_is_understood(typed: str) -> None:
    assert codes.normalise(typed) == CODE


def test_letters_that_look_alike_are_taken_for_the_one_we_use() -> None:
    assert codes.normalise("BUCD-3467") == "8VCD-3467"


@pytest.mark.parametrize(
    "typed", ["", "AACD", "AACD-34677", "OACD-3467", "声の受付番号です", "a" * 10_000, "\0"]
)
def test_what_cannot_be_a_code_is_empty(typed: str) -> None:
    assert codes.normalise(typed) == ""


@settings(derandomize=True, deadline=None)
@given(st.integers(min_value=0))
def test_every_code_survives_printing_and_typing(seed: int) -> None:
    code = codes.new_code(random.Random(seed).choice)
    assert codes.normalise(code.lower().replace("-", " ")) == code


def test_a_digest_belongs_to_one_code_in_one_conversation() -> None:
    digest = codes.digest_of(CODE, 1)
    assert len(digest) == 64
    assert codes.matches(CODE, 1, digest)
    assert not codes.matches(CODE, 2, digest)
    assert not codes.matches("AACD-3468", 1, digest)
    assert CODE not in digest


def test_a_digest_needs_the_secret_of_the_site(settings) -> None:  # type: ignore[no-untyped-def]
    digest = codes.digest_of(CODE, 1)
    settings.SECRET_KEY = "another secret of another site"
    assert not codes.matches(CODE, 1, digest)


def test_a_participant_is_another_one_in_another_conversation() -> None:
    assert codes.participant_key("token", 1) != codes.participant_key("token", 2)
    assert codes.participant_key("token", 1) != codes.digest_of("token", 1)
