"""The five files as a pure format: lossless, tolerant of what is valid, clear about what is not."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yoriai.web.voices.rules.polis_format import Content, grids, read, rewritten
from yoriai.web.voices.rules.polis_format.content import LONGEST
from yoriai.web.voices.rules.polis_format.grids import moment

VOTES = (
    "timestamp,datetime,comment-id,voter-id,vote\n"
    "1500232652930,Mon Jul 17 02:17:32 WIB 2017,0,0,1\n"
    "1500232652931,Mon Jul 17 02:17:32 WIB 2017,0,0,-1\n"
    "1500232652931,Mon Jul 17 02:17:32 WIB 2017,1,7,0\n"
)
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    '1500232652000,Mon Jul 17 02:17:32 WIB 2017,1,0,0,0,-1,"一つ、""二つ"", three\nfour"\n'
    "1500232651000,Mon Jul 17 02:17:31 WIB 2017,0,9,1,1,1,Buses at night\n"
)
MATRIX = (
    "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"
    "0,1,1,1,0,1,-1,\n7,,0,1,0,0,,0\n9,0,1,0,0,0,,\n"
)
SUMMARY = 'topic,Buses\nurl,https://example.org/x\nviews,9\nconversation-description,"two\nlines"\n'
HISTORY = "n-votes,n-comments,n-visitors,n-voters,n-commenters\n0,1,0,0,1\n"
M = "participants-votes.csv"
ALL = {
    "comments.csv": COMMENTS,
    "votes.csv": VOTES,
    "participants-votes.csv": MATRIX,
    "summary.csv": SUMMARY,
    "stats-history.csv": HISTORY,
}


def files(**texts: str) -> dict[str, bytes]:
    """Files by their names with underscores: votes=…, participants_votes=…."""
    return {name.replace("_", "-") + ".csv": text.encode() for name, text in texts.items()}


def printed(found: dict[str, bytes], now: Content | None = None) -> dict[str, bytes]:
    """What comes out for files that went in; `now` is the conversation after a change."""
    then = read(found, since=5)
    was, became = grids(then), grids(now or then)
    return {name: rewritten(name, found[name], was[name], became[name]) for name in found}


# --- reading ------------------------------------------------------------------------------------


def test_all_five_are_read_together() -> None:
    content = read({name: text.encode() for name, text in ALL.items()}, since=5)
    assert [row.text for row in content.statements.values()] == [
        "Buses at night",
        '一つ、"二つ", three\nfour',
    ]
    assert content.statements[1].moderated == "-1"
    assert content.casts == (
        (1500232652930, 0, "0", 1),
        (1500232652931, 0, "0", -1),
        (1500232652931, 1, "7", 0),
    )
    assert content.votes == {("0", 0): -1, ("7", 1): 0}
    assert {who: person.group for who, person in content.people.items()} == {"0": "1", "7": "", "9": "0"}
    assert content.people["9"].milliseconds == 1500232651000
    assert (content.topic, content.description) == ("Buses", "two\nlines")


def test_the_matrix_alone_is_enough() -> None:
    content = read(files(participants_votes=MATRIX), since=5)
    assert content.votes == {("0", 0): -1, ("7", 1): 0}
    assert set(content.statements) == {0, 1}
    assert "文は元のファイルにありません" in content.statements[0].text
    assert {person.milliseconds for person in content.people.values()} == {5}


def test_a_long_statement_is_shortened_and_its_file_stays_whole() -> None:
    text = "あ" * (LONGEST + 5)
    found = files(votes=VOTES, comments=f"comment-id,comment-body\n0,{text}\n")
    assert len(read(found, since=5).statements[0].text) == LONGEST
    assert printed(found) == found


def test_ids_that_are_no_numbers_are_names() -> None:
    found = files(votes=VOTES.replace(",0,1\n", ",x-17,1\n"))
    assert list(read(found, since=5).people) == ["0", "7", "x-17"]
    assert printed(found) == found


# --- writing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.removesuffix("\n"),
        lambda text: text + "\n\n",
        lambda text: text.replace("timestamp,", '"timestamp",', 1),
        lambda text: text.replace(",0,", ',"0",', 1),
    ],
)
def test_every_file_comes_back_byte_for_byte(change) -> None:  # type: ignore[no-untyped-def]
    found = {name: change(text).encode() for name, text in ALL.items()}
    assert printed(found) == found


def test_what_changed_since_prints_anew_and_the_rest_as_it_came() -> None:
    found = {name: text.encode() for name, text in ALL.items()}
    extra = VOTES + "1500232660000,later,2,0,1\n1500232660001,later,1,30,-1\n"
    more = COMMENTS + "1500232659000,later,2,30,1,0,1,New\n"
    later = {
        "votes.csv": extra,
        "comments.csv": more,
        "summary.csv": SUMMARY,
        "participants-votes.csv": MATRIX,
    }
    now = read({name: text.encode() for name, text in later.items()}, since=5)
    out = {name: content.decode() for name, content in printed(found, now).items()}
    assert out["votes.csv"] == VOTES + (
        "1500232660001,Mon Jul 17 04:17:40 JST 2017,1,30,-1\n"
        "1500232660000,Mon Jul 17 04:17:40 JST 2017,2,0,1\n"
    )
    assert out["comments.csv"] == (
        COMMENTS.replace(',1,0,0,0,-1,"', ',1,0,0,1,-1,"')
        + "1500232659000,Mon Jul 17 04:17:39 JST 2017,2,30,1,0,1,New\n"
    )
    assert out["participants-votes.csv"] == (
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2\n"
        "0,1,1,2,1,1,-1,,1\n7,,0,1,0,0,,0,\n9,0,1,0,0,0,,,\n30,,1,1,0,1,,-1,\n"
    )
    assert out["summary.csv"].startswith("topic,Buses\nurl,https://example.org/x\nviews,4\n")
    # the record that stood there stays (its cells mean the same), the events since follow in Polis's way
    assert out["stats-history.csv"].startswith(HISTORY)


def test_rows_that_are_gone_go() -> None:
    found = files(votes=VOTES)
    now = read(files(votes="".join(VOTES.splitlines(keepends=True)[:2])), since=5)
    assert printed(found, now)["votes.csv"].decode() == "".join(VOTES.splitlines(keepends=True)[:2])


def test_a_new_row_after_a_file_without_its_last_line_end() -> None:
    found = files(votes=VOTES.removesuffix("\n"))
    now = read(files(votes=VOTES + "1500232660000,x,0,9,1\n"), since=5)
    assert (
        printed(found, now)["votes.csv"].decode()
        == VOTES + "1500232660000,Mon Jul 17 04:17:40 JST 2017,0,9,1\n"
    )


def test_a_conversation_born_here_is_printed_in_polis_own_way() -> None:
    content = read(files(votes=VOTES, comments=COMMENTS, summary=SUMMARY), since=5)
    out = {name: rewritten(name, None, grid, grid).decode() for name, grid in grids(content).items()}
    assert out["participants-votes.csv"] == MATRIX.replace("0,1,1,1", "0,,1,1", 1).replace("9,0,1", "9,,1")
    assert out["votes.csv"] == VOTES.replace("02:17:32 WIB", "04:17:32 JST")
    assert next(csv.reader(io.StringIO(out["comments.csv"]))) == COMMENTS.splitlines()[0].split(",")
    assert out["summary.csv"].splitlines()[3:8] == [
        "voters,2",
        "voters-in-conv,2",
        "commenters,2",
        "comments,2",
        "groups,0",
    ]
    last = out["stats-history.csv"].splitlines()[-1]
    assert last == "3,2,3,2,2"


def test_the_time_in_words() -> None:
    assert moment(1500232652930) == "Mon Jul 17 04:17:32 JST 2017"


@given(st.integers(0, 2**32))
@settings(derandomize=True, deadline=None)
def test_random_conversations_survive_going_out_and_in(seed: int) -> None:
    rng = random.Random(seed)
    words = ['a,"b"', "髙﨑\nさん", " ", "x", "'=1+1", "\r\n"]
    rows = [["timestamp", "datetime", "comment-id", "voter-id", "vote"]]
    rows += [
        [
            str(rng.randrange(10**12)),
            "?",
            str(rng.randrange(4)),
            str(rng.randrange(5)),
            str(rng.choice([-1, 0, 1])),
        ]
        for _ in range(rng.randrange(1, 12))
    ]
    said = [["comment-id", "comment-body", "moderated"]]
    said += [[str(n), rng.choice(words), str(rng.choice([-1, 0, 1]))] for n in rng.sample(range(4), 3)]
    line_end = rng.choice(["\n", "\r\n"])
    found = {"votes.csv": _csv(rows, line_end), "comments.csv": _csv(said, line_end)}
    assert printed(found) == found
    content = read(found, since=5)
    fresh = {name: rewritten(name, None, grid, grid) for name, grid in grids(content).items()}
    again = read(fresh, since=5)
    assert (again.votes, again.people, again.statements) == (
        content.votes,
        content.people,
        content.statements,
    )


def _csv(rows: list[list[str]], line_end: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=line_end).writerows(rows)
    return out.getvalue().encode()
