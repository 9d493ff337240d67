"""`yoriai draw`: what an official does, and what the files then say."""

from __future__ import annotations

import csv
import hashlib
import json
from fractions import Fraction
from pathlib import Path

import pytest

from yoriai.cli.main import main

PEOPLE = """id,gender,age,street
1,f,young,A
2,m,young,B
3,f,old,C
4,m,old,C
5,f,old,D
6,m,young,E
7,f,young,F
8,m,old,G
9,f,young,H
10,m,old,I
"""
FEATURES = """feature,value,min,max
gender,f,2,2
gender,m,2,2
age,young,2,2
age,old,2,2
"""
SETTINGS = """id_column = "id"
panel_size = 4
household_columns = ["street"]
[sortition_peer]
seed = 1
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    for name, content in (("people.csv", PEOPLE), ("features.csv", FEATURES), ("settings.toml", SETTINGS)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


FILES = ("people.csv", "features.csv", "settings.toml")


def draw(*more: str) -> int:
    return main(["draw", *FILES, "--out", "out", *more])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def result(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "out" / "draw.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("algorithm", ["maximin", "leximin", "single"])
def test_a_draw_writes_panel_reserves_probabilities_and_lottery(folder: Path, algorithm: str) -> None:
    assert draw("--algorithm", algorithm, "--seed", "5") == 0
    out = folder / "out"
    panel = {row["id"] for row in rows(out / "panel.csv")}
    lottery = [(Fraction(row["weight"]), row["members"].split()) for row in rows(out / "panels.csv")]
    chances = {row["id"]: Fraction(row["probability"]) for row in rows(out / "probabilities.csv")}
    assert sum(weight for weight, _ in lottery) == 1
    assert panel in [set(members) for _, members in lottery]
    for one, chance in chances.items():
        assert chance == sum(weight for weight, members in lottery if one in members)
    said = result(folder)
    assert said["algorithm"] == algorithm
    assert said["panels"] == len(lottery)
    assert said["min_probability"] == float(min(chances.values()))
    assert said["infeasible"] == []
    assert not panel & {row["id"] for row in rows(out / "reserves.csv")}
    assert {"lp_bound", "ratio", "engine_cpu_s"} <= said.keys()
    assert main(["draw", "verify", "out"]) == 0


def test_the_same_seed_gives_the_same_bytes_in_any_order_of_rows(folder: Path) -> None:
    assert draw("--seed", "5") == 0
    before = {path.name: path.read_bytes() for path in (folder / "out").iterdir() if path.name != "draw.json"}
    header, *lines = PEOPLE.splitlines()
    (folder / "people.csv").write_text("\n".join([header, *reversed(lines)]), encoding="utf-8")
    assert draw("--seed", "5") == 0
    assert before == {
        path.name: path.read_bytes() for path in (folder / "out").iterdir() if path.name != "draw.json"
    }


def test_another_seed_or_number_draws_another_panel_from_the_same_lottery(folder: Path) -> None:
    drawn, lotteries = set(), set()
    for more in (["--seed", "1"], ["--seed", "2"], ["--seed", "1", "--outside", "12"], ["--seed", "3"]):
        assert draw(*more) == 0
        drawn.add((folder / "out" / "panel.csv").read_bytes())
        lotteries.add((folder / "out" / "panels.csv").read_bytes())
    assert len(drawn) > 1
    assert len(lotteries) == 1


def test_the_draw_can_be_repeated_by_hand_as_the_manual_says(folder: Path) -> None:
    assert draw("--seed", "5", "--outside", " １２３ ") == 0
    panels = (folder / "out" / "panels.csv").read_bytes()
    text = f"yoriai-draw-1\nseed=5\noutside=123\npanels={hashlib.sha256(panels).hexdigest()}\n"
    ticket = int(hashlib.sha256(text.encode()).hexdigest(), 16) % 10**9
    passed = 0
    for row in rows(folder / "out" / "panels.csv"):
        passed += round(float(row["weight"]) * 10**9)
        if passed > ticket:
            break
    assert [one["id"] for one in rows(folder / "out" / "panel.csv")] == row["members"].split()


def test_public_draw_with_commitment(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "commit", *FILES, "--out", "out"]) == 0
    digest = hashlib.sha256((folder / "out" / "commitment.json").read_bytes()).hexdigest()
    assert digest in capsys.readouterr().out
    assert not (folder / "out" / "panel.csv").exists()
    seed = json.loads((folder / "out.secret.json").read_text(encoding="utf-8"))["seed"]
    assert all(seed not in path.read_text(encoding="utf-8") for path in (folder / "out").iterdir())
    assert len(seed) == 64
    assert main(["draw", "verify", "out"]) == 0
    assert "not drawn yet" in capsys.readouterr().out
    assert main(["draw", "open", "out", "--outside", "4071"]) == 0
    assert result(folder)["seed"] == seed
    assert main(["draw", "verify", "out"]) == 0
    assert main(["draw", "open", "out", "--outside", "4072"]) == 2


def test_a_published_lottery_is_not_made_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "commit", *FILES, "--out", "out"]) == 0
    before = (folder / "out.secret.json").read_bytes()
    assert main(["draw", "commit", *FILES, "--out", "out"]) == 2
    assert "already there" in capsys.readouterr().err
    assert (folder / "out.secret.json").read_bytes() == before


@pytest.mark.parametrize("name", ["out/panels.csv", "out.secret.json"])
def test_what_changed_after_the_commitment_is_not_drawn(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draw", "commit", *FILES, "--out", "out", "--seed", "5"]) == 0
    path = folder / name
    text = path.read_text(encoding="utf-8").replace('"seed": "5"', '"seed": "6"')
    path.write_text(text + "\n", encoding="utf-8")
    assert main(["draw", "open", "out", "--outside", "1"]) == 2
    assert f"{path.name}: changed after the commitment" in capsys.readouterr().err
    assert not (folder / "out" / "panel.csv").exists()


def test_open_needs_the_seed_and_a_number(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "commit", *FILES, "--out", "out"]) == 0
    assert main(["draw", "open", "out", "--outside", " "]) == 2
    assert "--outside: the outside number is empty" in capsys.readouterr().err
    (folder / "out.secret.json").unlink()
    assert main(["draw", "open", "out", "--outside", "1"]) == 2
    assert "out.secret.json: the file with the seed is not there" in capsys.readouterr().err


def test_a_new_draw_takes_away_old_replacements(folder: Path) -> None:
    assert draw() == 0
    member = rows(folder / "out" / "panel.csv")[0]["id"]
    assert main(["draw", "replace", "out", "--away", member]) == 0
    assert (folder / "out" / "replacements.csv").exists()
    assert draw("--seed", "2") == 0
    assert not (folder / "out" / "replacements.csv").exists()


def panel_after(folder: Path) -> set[str]:
    panel = {row["id"] for row in rows(folder / "out" / "panel.csv")}
    for row in rows(folder / "out" / "replacements.csv"):
        panel = (panel - {row["leaves"]}) | {row["joins"]}
    return panel


def test_replacements_keep_the_quotas_one_after_another(folder: Path) -> None:
    assert draw() == 0
    for _ in range(2):
        leaving = sorted(panel_after(folder))[0] if (folder / "out" / "replacements.csv").exists() else None
        leaving = leaving or rows(folder / "out" / "panel.csv")[0]["id"]
        assert main(["draw", "replace", "out", "--away", leaving]) == 0
        assert leaving not in panel_after(folder)
        assert main(["draw", "verify", "out"]) == 0


def test_the_first_reserve_who_fits_steps_in(folder: Path) -> None:
    assert draw() == 0
    reserves = rows(folder / "out" / "reserves.csv")
    member = reserves[0]["replaces"].split()[0]
    assert main(["draw", "replace", "out", "--away", member]) == 0
    first = next(row["id"] for row in reserves if member in row["replaces"].split())
    assert panel_after(folder) - {row["id"] for row in rows(folder / "out" / "panel.csv")} == {first}


def test_a_replacement_that_misses_quotas_needs_consent(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draw() == 0
    panel = {row["id"]: row for row in rows(folder / "out" / "panel.csv")}
    women = [one for one, row in panel.items() if row["gender"] == "f"]
    others = [line.split(",")[0] for line in PEOPLE.splitlines()[1:] if ",f," in line]
    away = ",".join({*women, *others})
    assert main(["draw", "replace", "out", "--away", away]) == 2
    said = capsys.readouterr().err
    assert "gender f: 0 (quota 2 to 2)" in said
    assert "--nearest" in said
    assert not (folder / "out" / "replacements.csv").exists()
    assert main(["draw", "replace", "out", "--away", away, "--nearest"]) == 0
    assert main(["draw", "verify", "out"]) == 1
    assert "NG the quotas hold after replacements: gender f" in capsys.readouterr().out


def test_nobody_is_left(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draw() == 0
    everybody = ",".join(str(number) for number in range(1, 11))
    assert main(["draw", "replace", "out", "--away", everybody]) == 2
    assert "Nobody is left" in capsys.readouterr().err


def test_who_was_not_drawn_need_not_be_replaced(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draw() == 0
    outsider = next(
        iter({str(n) for n in range(1, 11)} - {row["id"] for row in rows(folder / "out" / "panel.csv")})
    )
    assert main(["draw", "replace", "out", "--away", outsider]) == 0
    assert "no member is replaced" in capsys.readouterr().out


def test_unknown_people_cannot_be_away(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draw() == 0
    assert main(["draw", "replace", "out", "--away", "99"]) == 2
    assert '--away: "99" is not in the pool' in capsys.readouterr().err


def test_impossible_quotas_name_the_smallest_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "features.csv").write_text(
        FEATURES.replace("young,2,2", "young,4,4").replace("old,2,2", "old,0,0").replace("f,2,2", "f,0,1"),
        encoding="utf-8",
    )
    assert draw() == 2
    said = capsys.readouterr().err
    assert "no 4 people meet all quotas" in said
    assert "Quotas that conflict: " in said
    assert "Smallest change that would do:" in said
    out = folder / "out"
    assert [path.name for path in out.iterdir()] == ["draw.json"]
    changes = result(folder)["infeasible"]
    assert isinstance(changes, list)
    assert sum(abs(change["after"] - change["before"]) for change in changes) == 1
    assert main(["draw", "commit", *FILES, "--out", "other"]) == 2


def test_changes_stay_within_flex_where_that_is_enough(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flexible = (
        "feature,value,min,max,min_flex,max_flex\n"
        "gender,f,0,1,0,4\ngender,m,0,2,0,2\nage,young,0,4,,\nage,old,0,4,,\n"
    )
    (folder / "features.csv").write_text(flexible, encoding="utf-8")
    assert draw() == 2
    assert "max of gender f: 1 -> 2" in capsys.readouterr().err
    (folder / "features.csv").write_text(flexible.replace("0,1,0,4", "0,1,0,1"), encoding="utf-8")
    assert draw() == 2
    assert "(beyond min_flex and max_flex)" in capsys.readouterr().err


def test_more_seats_than_households(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "settings.toml").write_text(SETTINGS.replace("4", "10"), encoding="utf-8")
    assert draw() == 2
    assert "10 seats cannot be filled; there are 9 households" in capsys.readouterr().err
    assert result(folder)["available"] == 9


def test_the_other_names_of_the_columns_are_read(folder: Path) -> None:
    header = "category,name,suggest min,suggest max,min,max\n"
    lines = [line.split(",") for line in FEATURES.splitlines()[1:]]
    body = "".join(f"{f},{v},,,{low},{high}\n" for f, v, low, high in lines)
    assert draw() == 0
    before = (folder / "out" / "panel.csv").read_bytes()
    (folder / "features.csv").write_text(header + body, encoding="utf-8")
    assert draw() == 0
    assert (folder / "out" / "panel.csv").read_bytes() == before


def test_files_from_a_japanese_spreadsheet_are_read(folder: Path) -> None:
    for encoding in ("cp932", "utf-8-sig"):
        for name, content in (("people.csv", PEOPLE), ("features.csv", FEATURES)):
            text = content.replace("young", "若手").replace("old", "年配").replace("age", "年代")
            (folder / name).write_bytes(text.replace("\n", "\r\n").encode(encoding))
        assert draw() == 0
        assert {row["年代"] for row in rows(folder / "out" / "panel.csv")} == {"若手", "年配"}


def test_letters(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "letters", "settings.toml"]) == 0
    assert "the usual range (acceptance 5.0%, attendance 70.5%)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["people.csv"], "3 file(s) expected, got 1"),
        ([*FILES], "--out is missing"),
        (["open", "out"], "--outside is missing"),
        (["replace", "out"], "--away is missing"),
        (["verify"], "1 file(s) expected, got 0"),
    ],
)
def test_wrong_words_are_told(
    folder: Path, words: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["draw", *words])
    assert stopped.value.code == 2
    assert why in capsys.readouterr().err


def test_nothing_stays_when_the_folder_cannot_be_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "out").write_text("a file", encoding="utf-8")
    assert draw() == 2
    assert "out: cannot be written" in capsys.readouterr().err
