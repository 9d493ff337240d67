"""Texts that say nearly the same are found, others are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yoriai.web.voices.rules import similar

LIBRARY = "図書館の開館時間を延ばしてほしい"


@pytest.mark.parametrize(
    "other",
    [
        "図書館の開館時間をもっと延ばしてほしい。",
        "図書館の　開館時間を、延ばしてほしい！",
        "図書館は開館時間を延ばしてほしいです",
    ],
)
def test_the_same_wish_in_other_words_is_alike(other: str) -> None:
    assert similar.similarity(LIBRARY, other) >= similar.ALIKE


@pytest.mark.parametrize("other", ["駅前に駐輪場がほしい", "図書館", "バスの本数を増やしてほしい"])
def test_another_wish_is_not(other: str) -> None:
    assert similar.similarity(LIBRARY, other) < similar.ALIKE


def test_width_case_spaces_and_marks_do_not_count() -> None:
    assert similar.fold("Ｐａｒｋ　の\nベンチ！") == "parkのべんち"
    assert similar.fingerprint("ベンチがほしい。") == similar.fingerprint("ﾍﾞﾝﾁが ほしい")
    assert similar.fingerprint("べんちがほしい") == similar.fingerprint("ベンチがほしい")
    assert similar.fingerprint("ベンチがほしい") != similar.fingerprint("ベンチはほしくない")


def test_texts_without_letters_are_still_compared() -> None:
    assert similar.fold("👍 👍") == "👍👍"
    assert similar.similarity("👍", "👍") == 1.0
    assert similar.similarity("👍", "👎") == 0.0


def test_nearest_gives_the_most_alike_first_and_equal_ones_by_key() -> None:
    known = [(9, LIBRARY), (2, LIBRARY), (5, "図書館の開館時間を短くしてほしい"), (1, "駅前に駐輪場がほしい")]
    found = similar.nearest(LIBRARY, known)
    assert [likeness.key for likeness in found] == [2, 9, 5]
    assert found[0].score == 1.0
    assert [likeness.key for likeness in similar.nearest(LIBRARY, known, limit=1)] == [2]
    assert similar.nearest(LIBRARY, known, least=1.0) == found[:2]


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_symmetric_and_between_nothing_and_the_same(one: str, other: str) -> None:
    score = similar.similarity(one, other)
    assert 0.0 <= score <= 1.0
    assert score == similar.similarity(other, one)
    assert similar.similarity(one, one) == 1.0


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_ruling_out_by_length_loses_nothing(text: str, others: list[str]) -> None:
    found = {likeness.key for likeness in similar.nearest(text, enumerate(others), limit=100)}
    assert found == {
        key for key, other in enumerate(others) if similar.similarity(text, other) >= similar.ALIKE
    }


def test_known_texts_are_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [(number, f"{number}番目の公園に自転車置き場をつくり、開けてほしい") for number in range(5000)]
    similar.nearest(LIBRARY, known)
    folded: list[str] = []
    fold = similar.fold
    monkeypatch.setattr(similar, "fold", lambda text: folded.append(text) or fold(text))
    similar.nearest(known[17][1], known)
    assert folded == [known[17][1]]
