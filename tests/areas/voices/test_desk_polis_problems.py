"""Polis files that cannot be read: each mistake has its sentence; and uploads that are refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.areas.voices.test_desk_polis_format import ALL, COMMENTS, HISTORY, MATRIX, VOTES, M, files
from yoriai.web.voices.rules import polis_upload
from yoriai.web.voices.rules.polis_format import PolisProblem, read

# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("votes.csv", "", "votes.csv：中身がありません。"),
        ("votes.csv", "\n\n", "votes.csv：中身がありません。"),
        ("votes.csv", "\n" + VOTES, "votes.csv の1行目：見出しの行がありません。"),
        ("votes.csv", "a,b\n1,2\n", "votes.csv の1行目：列「timestamp」がありません。"),
        ("votes.csv", VOTES.replace("datetime", "vote", 1), "votes.csv の1行目：列「vote」が二つあります。"),
        ("votes.csv", VOTES + "1,x,0,0\n", "votes.csv の5行目：欄が4個あります。見出しと同じ5個"),
        ("votes.csv", VOTES + "1,x,0,0,7\n", "votes.csv の5行目、列「vote」：「7」があります。1（賛成）"),
        ("votes.csv", VOTES + "x,x,0,0,1\n", "votes.csv の5行目、列「timestamp」：「x」があります。1970年"),
        ("votes.csv", VOTES + f"{10**17},x,0,0,1\n", "votes.csv の5行目、列「timestamp」"),
        ("votes.csv", VOTES + "1,x,-1,0,1\n", "votes.csv の5行目、列「comment-id」：「-1」があります。0以上"),
        ("votes.csv", VOTES + "1,x,٣,0,1\n", "votes.csv の5行目、列「comment-id」"),
        ("votes.csv", VOTES + f"1,x,{2**31},0,1\n", "votes.csv の5行目、列「comment-id」"),
        ("votes.csv", VOTES + "1,x,0,,1\n", "votes.csv の5行目、列「voter-id」：「」があります。60字まで"),
        ("votes.csv", VOTES + f"1,x,0,{'9' * 61},1\n", "votes.csv の5行目、列「voter-id」：「99999"),
        ("votes.csv", VOTES + '1,"x,0,0,1\n', 'votes.csv の5行目：引用符（"）が閉じていません。'),
        ("votes.csv", VOTES + '1,"x"y"",0,0,1\n', 'votes.csv の5行目：引用符（"）の使い方'),
        ("votes.csv", VOTES + "\0\n", "votes.csv の5行目：文字ではないデータ"),
        ("votes.csv", VOTES + '1,"' + "x" * 140_000 + '",0,0,1\n', "votes.csv の5行目：欄が長すぎます。"),
        ("comments.csv", COMMENTS + "1,x,1,0,0,0,1,twice\n", "comments.csv の5行目、列「comment-id」：「1」"),
        ("comments.csv", COMMENTS + "1,x,2,0,0,0,5,x\n", "comments.csv の5行目、列「moderated」：「5」"),
        ("comments.csv", "comment-id\n1\n", "comments.csv の1行目：列「comment-body」がありません。"),
        (M, MATRIX + "0,1,0,0,0,0,,\n", f"{M} の5行目、列「participant」：「0」が二度"),
        (M, MATRIX + "5,1,0,0,0,0,2,\n", f"{M} の5行目、列「0」：「2」があります。"),
        ("summary.csv", "topic,a,b\n", "summary.csv の1行目：欄が3個あります。"),
        ("stats-history.csv", HISTORY + "x,1,1,1,1\n", "stats-history.csv の3行目、列「n-votes」：「x」"),
        ("stats-history.csv", "a\n1\n", "stats-history.csv の1行目：列「n-votes」がありません。"),
    ],
)  # fmt: skip
def test_each_bad_file_has_its_sentence(name: str, text: str, sentence: str) -> None:
    given_files = {"votes.csv": VOTES.encode(), name: text.encode()}
    with pytest.raises(PolisProblem) as problem:
        read(given_files, since=5)
    assert str(problem.value).startswith(sentence)
    assert "\n" not in str(problem.value)


def test_bytes_that_are_no_utf_8_are_named_by_their_line() -> None:
    with pytest.raises(PolisProblem, match=r"votes.csv の2行目：文字コードがUTF-8"):
        read({"votes.csv": b"a,b\n\xff\xfe\n"}, since=5)


def test_neither_votes_nor_matrix() -> None:
    with pytest.raises(PolisProblem, match=r"votes.csv か participants-votes.csv のどちらか"):
        read(files(comments=COMMENTS), since=5)


@given(st.binary(max_size=300))
@settings(derandomize=True, deadline=None)
def test_garbage_is_read_or_refused_never_broken(content: bytes) -> None:
    for name in ALL:
        try:
            read({"votes.csv": VOTES.encode(), name: content}, since=5)
        except PolisProblem as problem:
            assert str(problem)


# --- what somebody hands over -----------------------------------------------------------------------


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def test_files_and_zips_with_folders_are_the_same() -> None:
    plain = polis_upload.polis_files([("Votes.csv", b"v"), ("README.txt", b"r")])
    packed = polis_upload.polis_files(
        [("x.zip", zipped(("a/", b""), ("a/votes.csv", b"v"), ("a/b.png", b"p")))]
    )
    assert plain == packed == {"votes.csv": b"v"}


def test_uploads_that_are_refused() -> None:
    for uploads, sentence in [
        ([("a.txt", b"x")], "Polisのファイルがありません"),
        ([("votes.csv", b"x"), ("b/votes.csv", b"y")], "同じ名前のファイルが二つ"),
        ([("a.zip", b"PK\x03\x04broken")], "zipファイルを開けません"),
        ([("a.zip", zipped(*[(f"{n}.csv", b"") for n in range(101)]))], "ファイルが101個"),
        ([("a.zip", zipped(("votes.csv", b"0" * 30_000_000)))], "大きすぎます"),
    ]:
        with pytest.raises(PolisProblem, match=sentence):
            polis_upload.polis_files(uploads)


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    content = zipped(("votes.csv", b"0" * 5000), method=zipfile.ZIP_STORED)
    size = (5000).to_bytes(4, "little")
    lying = content.replace(size, (10).to_bytes(4, "little"))
    with pytest.raises(PolisProblem, match="zipファイルを開けません"):
        polis_upload.polis_files([("a.zip", lying)])
    lying = content.replace(size, (6000).to_bytes(4, "little"))
    with pytest.raises(PolisProblem, match="zipファイルを開けません"):
        polis_upload.polis_files([("a.zip", lying)])
