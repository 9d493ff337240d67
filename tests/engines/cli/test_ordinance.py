"""`yoriai ordinance …` as a user types it: files, exit codes, and what is said about bad files."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from tests.engines.ordinances import square, texts
from yoriai.cli.main import main

NEW = texts.GRANT.replace("30日", "40日").replace("　(2)　団体", "　(2)　学校が行う事業\n　(3)　団体")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with old.txt and new.txt, Japanese as the language."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    (tmp_path / "old.txt").write_text(texts.GRANT, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    return tmp_path


def test_diff_writes_four_files_that_agree(folder: Path) -> None:
    assert main(["ordinance", "diff", "old.txt", "new.txt", "--out", "out"]) == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "diff.json",
        "kaime.txt",
        "taisho.docx",
        "taisho.html",
    ]
    summary = json.loads((folder / "out/diff.json").read_text(encoding="utf-8"))
    assert summary["round_trip"] is True
    assert summary["byte_identical"] is True
    assert summary["whole_article_rewrites"] == 0
    assert [each["kind"] for each in summary["operations"]] == ["move", "add", "words"]
    kaime = (folder / "out/kaime.txt").read_text(encoding="utf-8")
    assert all(each["wording"].split("「")[0] in kaime for each in summary["operations"])
    html = (folder / "out/taisho.html").read_text(encoding="utf-8")
    assert "<u>40日</u>" in html
    assert "<u>30日</u>" in html
    assert "（新設）" in html
    assert "（略）" in html
    assert "第4条" not in html
    with zipfile.ZipFile(folder / "out/taisho.docx") as packed:
        assert "40日" in packed.read("word/document.xml").decode("utf-8")


def test_apply_prints_the_new_text_byte_for_byte(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["ordinance", "diff", "old.txt", "new.txt", "--out", "out"])
    assert main(["ordinance", "apply", "old.txt", "out/kaime.txt"]) == 0
    assert capfdbinary.readouterr().out == NEW.encode("utf-8")


def test_cp932_and_crlf_stay(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for name, text in (("old.txt", texts.GRANT), ("new.txt", NEW)):
        (folder / name).write_bytes(text.replace("\n", "\r\n").encode("cp932"))
    main(["ordinance", "diff", "old.txt", "new.txt", "--out", "out"])
    assert "40日".encode("cp932") in (folder / "out/kaime.txt").read_bytes()
    assert main(["ordinance", "apply", "old.txt", "out/kaime.txt"]) == 0
    assert capfdbinary.readouterr().out == (folder / "new.txt").read_bytes()


def test_all_files_are_the_same_bytes_every_time(folder: Path) -> None:
    sums = []
    for name in ("one", "two"):
        main(["ordinance", "diff", "old.txt", "new.txt", "--out", name])
        files = sorted((folder / name).iterdir())
        sums.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in files])
    assert sums[0] == sums[1]


def test_marked_text_shows_both_states(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ordinance", "diff", "old.txt", "new.txt", "--out", "out", "--all"])
    assert main(["ordinance", "apply", "old.txt", "out/kaime.txt", "--marked"]) == 0
    printed = capsys.readouterr().out
    assert "<del>30日</del><ins>40日</ins>" in printed
    assert "第4条" in (folder / "out/taisho.html").read_text(encoding="utf-8")


def test_the_profile_is_shown_and_can_be_set(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "house.toml").write_text(
        'insert = "の下に"\nnew_side = "right"\ntable_lead = "次のとおり"\n', "utf-8"
    )
    assert main(["ordinance", "profile", "old.txt", "--profile", "house.toml"]) == 0
    printed = capsys.readouterr().out
    assert 'insert = "の下に"' in printed
    assert 'numerals = "half"' in printed
    main(["ordinance", "diff", "old.txt", "new.txt", "--out", "out", "--profile", "house.toml"])
    html = (folder / "out/taisho.html").read_text(encoding="utf-8")
    assert html.index("改正前") < html.index("改正後")
    assert "次のとおり" in html


def test_check_says_nothing_about_a_sound_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ordinance", "check", "old.txt"]) == 0
    assert capsys.readouterr().out == ""


def test_check_prints_one_finding_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.txt").write_text(
        texts.GRANT.replace("前項の", "第9条の").replace("第4条　", "第5条　"), "utf-8"
    )
    assert main(["ordinance", "check", "bad.txt"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "bad.txt:14: 第3条第2項: 「第9条」に当たる規定がありません。",
        "bad.txt:15: 第5条: 番号が続いていません。第4条となるはずです。",
    ]


def test_check_of_an_amendment_finds_what_it_leaves_open(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "kaime.txt").write_text(
        "　　　見本市補助金条例の一部を改正する条例\n"
        "　見本市補助金条例（平成12年条例第97号）の一部を次のように改正する。\n"
        "　第4条を第5条とし、第3条を第4条とし、第2条を第3条とし、第1条の次に次の1条を加える。\n"
        "　（理念）\n第2条　補助金は、公正に交付する。\n",
        "utf-8",
    )
    assert main(["ordinance", "check", "kaime.txt", "--base", "old.txt"]) == 1
    printed = capsys.readouterr().out
    assert "別表中「第2条」を「第3条」に改める。" in printed
    assert "附則（施行期日）がありません" in printed


def test_check_names_every_sentence_that_does_not_fit(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "kaime.txt").write_text("　第1条中「無」を「有」に改める。\n　第9条を削る。\n", "utf-8")
    assert main(["ordinance", "check", "kaime.txt", "--base", "old.txt"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line[:12] for line in lines] == ["kaime.txt:1:", "kaime.txt:2:"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["diff", "missing.txt", "new.txt", "--out", "out"], "missing.txt: ファイルを開けません。"),
        (["diff", "empty.txt", "new.txt", "--out", "out"], "empty.txt 1行目: 条も項も見つかりません。"),
        (["diff", "bytes.txt", "new.txt", "--out", "out"], "bytes.txt 2行目: 文字として読めません。"),
        (
            ["diff", "old.txt", "new.txt", "--out", "out", "--profile", "broken.toml"],
            "broken.toml: 設定ファイルとして",
        ),
        (
            ["diff", "old.txt", "new.txt", "--out", "out", "--profile", "odd.toml"],
            "odd.toml comma列: 設定「comma」が",
        ),
        (
            ["diff", "old.txt", "new.txt", "--out", "out", "--profile", "key.toml"],
            "key.toml nobody列: 設定「nobody」",
        ),
        (["diff", "untitled.txt", "new.txt", "--out", "out"], "new.txt: 旧の条文から改め文をつくれません。"),
        (["apply", "old.txt", "kaime.txt"], "kaime.txt 1行目: 元の条例に「第9条」がありません。"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / "bytes.txt").write_bytes(b"abc\n\x81\x00\n")
    (folder / "broken.toml").write_text("comma = \n", "utf-8")
    (folder / "odd.toml").write_text('comma = ";"\n', "utf-8")
    (folder / "key.toml").write_text('nobody = "x"\n', "utf-8")
    (folder / "untitled.txt").write_text("第1条　甲は、乙とする。\n第2条　丙。\n", "utf-8")
    (folder / "kaime.txt").write_text("　第9条を削る。\n", "utf-8")
    assert main(["ordinance", *words]) == 2
    error = capsys.readouterr().err
    assert error.startswith(said)
    assert error.count("\n") == 1
    assert not (folder / "out").exists()


def test_check_with_a_folder_of_other_ordinances(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "old.txt").write_text(square.SQUARE, encoding="utf-8")
    (folder / "new.txt").write_text(square.JOINED, encoding="utf-8")
    (folder / "town").mkdir()
    (folder / "town" / "rules.txt").write_text(square.RULES, encoding="utf-8")
    assert main(["ordinance", "diff", "old.txt", "new.txt", "--out", "out"]) == 0
    command = ["ordinance", "check", "out/kaime.txt", "--base", "old.txt", "--with", "town"]
    assert main(command) == 1
    said = capsys.readouterr().out
    assert "town/rules.txt:8: 第2条第2項: 引いている「第3条」が「第2条第2項」に移ります。" in said


def test_check_with_a_folder_that_holds_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "town").mkdir()
    assert main(["ordinance", "check", "old.txt", "--with", "town"]) == 2
    assert "条例のファイル（.txt）がありません" in capsys.readouterr().err
