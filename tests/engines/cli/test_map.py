"""`yoriai map`: what the files hold, and what is said when the input is wrong."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest

from yoriai.cli.main import main

FOUR = ["map.json", "map.svg", "participants.csv", "statements.csv"]
HEADER = "voter-id,comment-id,vote\n"


def town() -> list[tuple[str, str, int]]:
    """Sixty people; a third say the opposite on half of the sixteen statements, with a few odd votes."""
    rows = []
    for person in range(60):
        for statement in range(16):
            agrees = (statement < 8 or person % 3 > 0) != ((7 * person + 5 * statement) % 13 == 0)
            rows.append((str(person), str(statement), 1 if agrees else -1))
    return rows


def as_list(rows: list[tuple[str, str, int]]) -> str:
    return HEADER + "".join(f"{p},{s},{v}\n" for p, s, v in rows)


def run(source: Path, out: Path, *words: str) -> int:
    return main(["map", str(source), "--out", str(out), "--draws", "6", *words])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "votes.csv"
    file.write_text(as_list(town()), encoding="utf-8")
    return file


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_four_files_and_their_contract(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(source, out) == 0
    assert sorted(file.name for file in out.iterdir()) == FOUR
    summary = json.loads((out / "map.json").read_text(encoding="utf-8"))
    contract = (
        "mode seed n_participants n_statements n_votes dimension verdict groups stability prediction "
        "slate guarantees engine_cpu_s"
    )
    assert set(contract.split()) <= set(summary)
    assert (summary["mode"], summary["seed"], summary["n_participants"]) == ("full", 1, 60)
    assert summary["verdict"] == "stable groups"
    assert set(summary["stability"]) == {"mean_ari", "min_ari", "draws"}
    assert set(summary["prediction"]) == {"accuracy", "log_loss", "baseline_accuracy", "baseline_log_loss"}
    assert {"id", "size", "share", "stability"} <= set(summary["groups"][0])
    assert len(summary["slate"]) == summary["slate_note"]["length"] >= 10
    assert (summary["slate_note"]["note"] != "") == (len(summary["slate"]) > 10)
    assert {"statement", "side", "for", "reason"} <= set(summary["slate"][0])
    for check in summary["guarantees"]["ejr_plus"].values():
        assert check["holds"] is True and check["rho"] < 1
    for promise in summary["guarantees"]["distinctive"].values():
        assert {"quota", "given", "holds", "note"} <= set(promise)
    people = read(out / "participants.csv")
    assert list(people[0]) == ["participant", "x", "y", "group", "p_group", "sd_x", "sd_y"]
    for group in summary["groups"]:
        assert group["size"] == sum(row["group"] == group["id"] for row in people)
    assert [row["statement"] for row in read(out / "statements.csv")] == [str(j) for j in range(16)]


def test_the_order_of_rows_and_columns_does_not_matter(source: Path, tmp_path: Path) -> None:
    rows = town()
    random.Random(5).shuffle(rows)
    other = tmp_path / "other.csv"
    lines = [f"{v},later,{s},{p}\n" for p, s, v in rows]
    lines.insert(7, "\n")  # an empty line is no row
    other.write_text("vote,remark,comment-id,voter-id\n" + "".join(lines), encoding="utf-8-sig")
    assert run(source, tmp_path / "a") == run(other, tmp_path / "b") == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def contents(folder: Path) -> dict[str, str]:
    """All files but for the CPU time."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    lines = texts["map.json"].splitlines()
    texts["map.json"] = "\n".join(line for line in lines if "engine_cpu_s" not in line)
    return texts


def test_a_folder_of_polis_files_without_what_moderators_took_out(tmp_path: Path) -> None:
    rows = town()
    folder, matrix = tmp_path / "polis", tmp_path / "matrix"
    folder.mkdir()
    matrix.mkdir()
    votes = "".join(f"{i},{s},{p},{v}\n" for i, (p, s, v) in enumerate(rows))
    changed = f"999999,0,{rows[0][0]},-1\n998,0,{rows[0][0]},1\n"  # the later time wins, not the later row
    (folder / "votes.csv").write_text("timestamp,comment-id,voter-id,vote\n" + votes + changed)
    comments = 'comment-id,moderated,comment-body\n0,1,"公園を, 残す"\n5,-1,"""広告"""\n'
    (folder / "comments.csv").write_text(comments, encoding="utf-8")
    cells = {(p, s): v for p, s, v in rows} | {(rows[0][0], "0"): -1}
    names = [str(j) for j in range(16) if j != 5]
    people = sorted({p for p, _, _ in rows})
    lines = [f"{p},,16," + ",".join(str(cells.get((p, s), "")) for s in names) for p in people]
    header = "participant,group-id,n-votes," + ",".join(names) + "\n"
    (matrix / "participants-votes.csv").write_text(header + "\n".join(lines) + "\n")
    assert (
        run(folder, tmp_path / "a", "--mode", "polis") == run(matrix, tmp_path / "b", "--mode", "polis") == 0
    )
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert "5" not in [row["statement"] for row in read(tmp_path / "a" / "statements.csv")]


def test_declared_attributes_are_promised_a_place(source: Path, tmp_path: Path) -> None:
    ages = tmp_path / "ages.csv"
    ages.write_text("participant,age\n" + "".join(f"{i},{'young' if i % 2 else 'old'}\n" for i in range(70)))
    assert run(source, tmp_path / "out", "--attributes", str(ages), "--slate", "4", "--seed", "9") == 0
    summary = json.loads((tmp_path / "out" / "map.json").read_text(encoding="utf-8"))
    promises = summary["guarantees"]["distinctive"]
    assert {"age=young", "age=old"} <= set(promises)
    assert all(promise["holds"] or promise["note"] for promise in promises.values())


@pytest.mark.parametrize(
    "rows",
    ["1,1,1\n", "1,1,0\n1,2,0\n2,1,0\n", "1,1,1\n2,1,-1\n3,1,1\n"],
    ids=["one voter", "only passes", "one statement"],
)
def test_little_is_not_an_error(rows: str, tmp_path: Path) -> None:
    source = tmp_path / "few.csv"
    source.write_text(HEADER + rows)
    assert run(source, tmp_path / "out") == 0
    summary = json.loads((tmp_path / "out" / "map.json").read_text(encoding="utf-8"))
    assert (summary["verdict"], summary["groups"]) == ("too few votes", [])
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == FOUR


BAD = {
    "a vote of 7": (HEADER + "1,1,1\n2,1,7\n", 3, "vote", "「7」"),
    "a short row": (HEADER + "1,1,1\n2,1\n", 3, "vote", "2個しか"),
    "a long row": (HEADER + "1,1,1,1\n", 2, None, "4個あります"),
    "a wrong header": ("who,what,vote\n1,1,1\n", 1, "voter-id", "voter-id」がありません"),
    "a column twice": ("voter-id,voter-id,comment-id,vote\n1,1,1,1\n", 1, "voter-id", "重なって"),
    "an unclosed quote": (HEADER + '1,1,1\n"2,1,1\n3,1,1\n', 3, None, "閉じていません"),
    "an unclosed quote in a long file": (
        HEADER + '1,1,1\n"2,1,1\n' + "3,1,1\n" * 30_000,
        3,
        None,
        "閉じていません",
    ),
    "text behind a quote": (HEADER + '1,1,1\n"2"x,1,1\n', 3, None, "余分な文字"),
    "an empty file": ("", 1, None, "空です"),
    "no votes": (HEADER, 2, None, "1件もありません"),
    "no name": (HEADER + " ,1,1\n", 2, "voter-id", "空か"),
    "no statement": (HEADER + "1,,1\n", 2, "comment-id", "空か"),
    "garbage in one line": ("xyz" * 3_400_000, 1, None, "長すぎて"),
    "not UTF-8": (HEADER.encode() + b"1,1,1\n\xff\xfe,1,1\n", 3, None, "UTF-8"),
    "not text": (random.Random(1).randbytes(10_000_000), None, None, "文字のファイルでは"),
}


@pytest.mark.parametrize("case", BAD)
def test_each_bad_file_has_its_own_sentence(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, row, column, words = BAD[case]
    source = tmp_path / "bad.csv"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert run(source, tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and str(source) in said and words in said
    assert row is None or f" {row}行目" in said
    assert column is None or f" {column}列" in said
    assert not (tmp_path / "out").exists()
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert run(source, tmp_path / "out") == 2
    assert "; expected " in capsys.readouterr().err


def refused(capsys: pytest.CaptureFixture[str], source: Path, out: Path, *words: str) -> str:
    assert run(source, out, *words) == 2
    return capsys.readouterr().err


def test_what_is_missing_or_in_the_way(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "missing" in refused(capsys, tmp_path / "nowhere.csv", out)
    assert "no file of votes" in refused(capsys, empty, out)
    assert "not a folder" in refused(capsys, source, source)
    assert "written" in refused(capsys, source, source / "below")
    assert not out.exists()


def test_bad_attributes_and_matrices(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, file = tmp_path / "out", tmp_path / "attributes.csv"
    file.write_text("participant\n1\n")
    assert "no column with an attribute" in refused(capsys, source, out, "--attributes", str(file))
    file.write_text("participant,age\n1,20\n1,30\n")
    assert "row 3, column participant" in refused(capsys, source, out, "--attributes", str(file))
    folder = tmp_path / "matrix"
    folder.mkdir()
    matrix = folder / "participants-votes.csv"
    matrix.write_text("participant,0,1\n1,1,2\n")
    assert "row 2, column 1: '2' is not a vote" in refused(capsys, folder, out)
    matrix.write_text("participant,0,1\n,1,1\n")
    assert "row 2, column participant" in refused(capsys, folder, out)
    assert not out.exists()


@pytest.mark.parametrize("words", [("--slate", "0"), ("--draws", "-1"), ("--mode", "other"), ("--seed", "x")])
def test_impossible_options_are_refused(words: tuple[str, str], source: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["map", str(source), "--out", str(tmp_path / "out"), *words])
    assert stopped.value.code == 2


def test_the_closing_line_speaks_the_users_language(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    run(source, tmp_path / "out", "--mode", "polis")
    assert capsys.readouterr().out.startswith("60人、意見16件")
    monkeypatch.setenv("LC_ALL", "C")
    run(source, tmp_path / "out", "--mode", "polis")
    assert capsys.readouterr().out.startswith("60 people, 16 statements")
