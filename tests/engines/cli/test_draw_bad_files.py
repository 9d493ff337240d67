"""Every sentence about a bad file: file, row, column, what is wrong, what is expected; nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.cli.test_draw import FEATURES, FILES, PEOPLE, SETTINGS
from yoriai.cli.main import main

#: file, what it holds, the sentence
BAD: list[tuple[str, str | bytes | None, str]] = [
    ("people.csv", None, "people.csv: cannot be read; expected a file that exists"),
    ("people.csv", b"\xff\xfe\x00\x81", "people.csv: the encoding is not known; expected UTF-8 or CP932"),
    ("people.csv", "", "people.csv: the file is empty; expected a header row"),
    (
        "people.csv",
        "id,gender,age,street\n",
        "people.csv: nobody is in the file; expected at least one row",
    ),
    (
        "people.csv",
        'id,gender\n1,"f\n',
        "people.csv, row 2: not readable as CSV; expected comma-separated values",
    ),
    (
        "people.csv",
        "id,gender,gender\n",
        "people.csv, row 1, column gender: two columns have this name; expected column names that occur once",
    ),
    ("people.csv", PEOPLE + "11,f\n", "people.csv, row 12: 2 columns; expected 4, as in the header"),
    (
        "people.csv",
        PEOPLE.replace("street", "road"),
        'people.csv, row 1, column street: this column is missing; expected a column "street" in the header',
    ),
    (
        "people.csv",
        PEOPLE.replace("age", "years"),
        'people.csv, row 1, column age: this column is missing; expected a column "age" in the header',
    ),
    (
        "people.csv",
        PEOPLE + "10,f,old,Z\n",
        'people.csv, row 12, column id: "10" occurs twice; expected an id of its own for each person',
    ),
    (
        "people.csv",
        PEOPLE + "1 1,f,old,Z\n",
        "people.csv, row 12, column id: the id is empty or has a space in it; expected an id without spaces",
    ),
    (
        "people.csv",
        PEOPLE + "11,x,old,Z\n",
        'people.csv, row 12, column gender: "x" has no quota; expected one of f, m',
    ),
    (
        "people.csv",
        PEOPLE + "11,f,old, \n",
        (
            "people.csv, row 12, column street: all household columns are empty;"
            " expected an address, so that households can be told apart"
        ),
    ),
    (
        "features.csv",
        "feature,value,min\n",
        'features.csv, row 1, column max: this column is missing; expected a column "max" in the header',
    ),
    ("features.csv", "feature,value,min,max\n", "features.csv: no quotas; expected at least one row"),
    ("features.csv", FEATURES + ",x,0,1\n", "features.csv, row 6, column feature: empty; expected a name"),
    (
        "features.csv",
        FEATURES + "gender,f,0,1\n",
        "features.csv, row 6, column value: gender / f occurs twice; expected one row for each value",
    ),
    (
        "features.csv",
        FEATURES + "gender,x,-1,1\n",
        'features.csv, row 6, column min: "-1" is not a number of seats; expected a whole number from 0',
    ),
    (
        "features.csv",
        FEATURES + "gender,x,2,1\n",
        "features.csv, row 6, column max: max 1 is below min 2; expected a number not below min",
    ),
    (
        "features.csv",
        "feature,value,min,max,min_flex\ngender,f,1,2,2\n",
        (
            "features.csv, row 2, column min_flex: 2 is narrower than 1 to 2;"
            " expected a limit wider than min and max"
        ),
    ),
    (
        "features.csv",
        "feature,value,min,max,max_flex\ngender,f,1,2,1\n",
        (
            "features.csv, row 2, column max_flex: 1 is narrower than 1 to 2;"
            " expected a limit wider than min and max"
        ),
    ),
    (
        "settings.toml",
        "panel_size = 4\n",
        (
            "settings.toml, column id_column: this setting is missing or has another form;"
            " expected the name of the id column"
        ),
    ),
    (
        "settings.toml",
        'id_column = "id"\npanel_size = 0\n',
        (
            "settings.toml, column panel_size: this setting is missing or has another form;"
            " expected a whole number of at least 1"
        ),
    ),
    (
        "settings.toml",
        SETTINGS.replace('["street"]', '"street"'),
        (
            "settings.toml, column household_columns: this setting is missing or has another form;"
            ' expected a list such as ["address"]'
        ),
    ),
    (
        "settings.toml",
        "letters = 3\n" + SETTINGS,
        (
            "settings.toml, column letters: this setting is missing or has another form;"
            " expected a table [letters]"
        ),
    ),
    (
        "settings.toml",
        "reserves_per_seat = true\n" + SETTINGS,
        (
            "settings.toml, column reserves_per_seat: this setting is missing or has another form;"
            " expected a whole number of at least 0"
        ),
    ),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[2][:60])
def test_bad_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    case: tuple[str, str | bytes | None, str],
) -> None:
    name, content, sentence = case
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    good = dict(zip(FILES, (PEOPLE, FEATURES, SETTINGS), strict=True))
    for file, text in {**good, name: content}.items():
        if text is not None:
            Path(file).write_bytes(text if isinstance(text, bytes) else text.encode())
    assert main(["draw", *FILES, "--out", "out"]) == 2
    assert capsys.readouterr().err == sentence + "\n"
    assert not Path("out").exists()


def test_empty_lines_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in zip(FILES, (PEOPLE.replace("3,f", "\n,,,\n3,f"), FEATURES, SETTINGS), strict=True):
        Path(name).write_text(content, encoding="utf-8")
    assert main(["draw", *FILES, "--out", "out"]) == 0


def test_nobody_is_replaced_before_the_draw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    for name, content in zip(FILES, (PEOPLE, FEATURES, SETTINGS), strict=True):
        Path(name).write_text(content, encoding="utf-8")
    assert main(["draw", "commit", *FILES, "--out", "out"]) == 0
    assert main(["draw", "replace", "out", "--away", "1"]) == 2
    assert "out/draw.json: cannot be read" in capsys.readouterr().err


def test_toml_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    Path("settings.toml").write_text("panel_size: 4", encoding="utf-8")
    assert main(["draw", "letters", "settings.toml"]) == 2
    assert capsys.readouterr().err.startswith("settings.toml: TOMLとして読めません")


BAD_LETTERS = [
    ("history = 3", "history: another form"),
    ("history = [{sent = 10}]", "history: another form"),
    ("history = [{sent = 10, accepted = 20}]", "history: another form"),
    ("history = [{sent = 10, accepted = true}]", "history: another form"),
    ("history = [{sent = 10, accepted = 0, came = 0}]", "history: another form"),
    ("history = [7]", "history: another form"),
    ("acceptance = [0.1, 0.05]", "acceptance: not a range of shares"),
    ("acceptance = 0.1", "acceptance: not a range of shares"),
    ("certainty = 1.0", "certainty: out of range"),
    ('choice = "many"', "choice: out of range"),
    ("history = [{sent = 1000000, accepted = 0}]\nchoice = 100", "history: too few people said yes"),
]


@pytest.mark.parametrize(("line", "sentence"), BAD_LETTERS)
def test_bad_letters(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    line: str,
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    Path("settings.toml").write_text(
        f'id_column = "id"\npanel_size = 40\n[letters]\n{line}\n', encoding="utf-8"
    )
    assert main(["draw", "letters", "settings.toml"]) == 2
    assert f"settings.toml, column letters.{sentence}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [("panels.csv", None), ("panels.csv", b"weight,members\nx,1\n"), ("draw.json", b"[]")],
)
def test_a_folder_that_is_no_draw(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes | None,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    for file, text in zip(FILES, (PEOPLE, FEATURES, SETTINGS), strict=True):
        Path(file).write_text(text, encoding="utf-8")
    assert main(["draw", *FILES, "--out", "out"]) == 0
    path = Path("out", name)
    path.unlink() if content is None else path.write_bytes(content)
    assert main(["draw", "verify", "out"]) == 2
    assert f"out/{name}: " in capsys.readouterr().err
