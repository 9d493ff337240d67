"""`yoriai seat`: files in, files out, and one sentence for each thing that can be wrong."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import pytest

from yoriai.cli.main import main

PEOPLE = "id,age,role\n" + "".join(
    f"p{k:02d},{'abc'[k % 3]},{'city' if k < 3 else 'town'}\n" for k in range(12)
)
SETTINGS = 'table_size = 4\nrounds = 3\n[attributes]\nage = "diversify"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def seat(*words: str) -> int:
    return main(["seat", *words, "--seconds", "0.02"])


def plan_of(path: Path) -> list[dict[str, int]]:
    rounds: dict[int, dict[str, int]] = {}
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        rounds.setdefault(int(row["round"]), {})[row["id"]] = int(row["table"])
    return [rounds[r] for r in sorted(rounds)]


def record_of(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def test_a_plan_and_its_figures_are_written(folder: Path) -> None:
    assert seat("people.csv", "settings.toml", "--out", "plan.csv") == 0
    plan = plan_of(folder / "plan.csv")
    assert len(plan) == 3
    assert all(sorted(seats.values()) == [1] * 4 + [2] * 4 + [3] * 4 for seats in plan)
    record = record_of(folder / "plan.json")
    assert list(record)[:8] == [
        "pairs",
        "pairs_bound",
        "ratio",
        "excess",
        "apart_broken",
        "cluster_extra",
        "fewest_met",
        "engine_cpu_s",
    ]
    assert record["ratio"] == pytest.approx(record["pairs"] / record["pairs_bound"], abs=1e-6)
    assert record["fewest_met"][0]["met"] <= 9
    assert sorted(p.name for p in folder.iterdir()) == [
        "people.csv",
        "plan.csv",
        "plan.json",
        "settings.toml",
    ]


def test_same_bytes_in_any_row_order_encoding_and_folder(folder: Path) -> None:
    header, *rows = PEOPLE.splitlines(keepends=True)
    random.Random(4).shuffle(rows)
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "list.csv").write_text(header + "".join(rows), encoding="utf-8-sig")
    seat("people.csv", "settings.toml", "--out", "plan.csv")
    seat("elsewhere/list.csv", "settings.toml", "--out", "elsewhere/plan.csv")
    assert (folder / "plan.csv").read_bytes() == (folder / "elsewhere" / "plan.csv").read_bytes()
    one, other = record_of(folder / "plan.json"), record_of(folder / "elsewhere" / "plan.json")
    assert {**one, "engine_cpu_s": 0} == {**other, "engine_cpu_s": 0}


def test_another_seed_gives_another_plan(folder: Path) -> None:
    seat("people.csv", "settings.toml", "--out", "one.csv", "--seed", "1")
    seat("people.csv", "settings.toml", "--out", "two.csv", "--seed", "2")
    assert (folder / "one.csv").read_bytes() != (folder / "two.csv").read_bytes()


def test_files_of_a_japanese_spreadsheet_are_read(folder: Path) -> None:
    (folder / "sjis.csv").write_bytes(
        "名前,年代\r\n青木,若手\r\n石田,年長\r\n\r\n上野,若手\r\n".encode("cp932")
    )
    (folder / "s.toml").write_text(
        'id_column = "名前"\ntables = 1\n[attributes]\n"年代" = "ignore"\n', encoding="utf-8"
    )
    assert seat("sjis.csv", "s.toml", "--out", "plan.csv") == 0
    assert set(plan_of(folder / "plan.csv")[0]) == {"青木", "石田", "上野"}
    assert record_of(folder / "plan.json")["people"]["青木"] == {}


def test_english_where_the_shell_is_english(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    seat("people.csv", "settings.toml", "--out", "plan.csv")
    assert "12 people, 3 tables, 3 rounds: written to plan.csv." in capsys.readouterr().out


def test_a_value_that_nobody_has_is_noted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "settings.toml").write_text(SETTINGS + 'role = "cluster:ciyt"\n', encoding="utf-8")
    assert seat("people.csv", "settings.toml", "--out", "plan.csv") == 0
    assert "注意: role=ciyt の人はいません。つづりを確かめてください。" in capsys.readouterr().out


def test_what_is_not_kept_is_shown_with_its_price(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"p{k:02d},{'abcde'[k % 5]},{k % 4},{'yn'[k > 3]}\n" for k in range(40))
    (folder / "people.csv").write_text("id,a,b,c\n" + rows, encoding="utf-8")
    wishes = 'a = "diversify"\nb = "diversify"\nc = ["cluster:y", "diversify"]\n'
    (folder / "settings.toml").write_text(
        "table_size = 6\nrounds = 6\n[attributes]\n" + wishes, encoding="utf-8"
    )
    assert seat("people.csv", "settings.toml", "--out", "plan.csv") == 0
    shown = capsys.readouterr().out
    assert "に分かれています（最少1卓）。直すには" in shown
    assert "を入れかえ（" in shown
    broken = record_of(folder / "plan.json")["broken"]
    assert broken[0]["ja"] in shown
    assert broken[0]["cost"]["cluster_extra"] < 0
    assert len(broken[0]["cost"]["exchanges"]) >= 1


def test_no_more_than_ten_lines_are_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"p{k:02d},{k % 5},{k // 7},{k // 3 % 7}\n" for k in range(40))
    (folder / "people.csv").write_text("id,a,b,c\n" + rows, encoding="utf-8")
    wishes = "".join(f'{column} = "diversify"\n' for column in "abc")
    (folder / "settings.toml").write_text(
        "table_size = 6\nrounds = 6\n[attributes]\n" + wishes, encoding="utf-8"
    )
    assert main(["seat", "people.csv", "settings.toml", "--out", "plan.csv", "--seconds", "0.001"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == 4 + 10 + 1
    assert "（均等なら" in shown[4]
    assert shown[-1].endswith("件は plan.json にあります。")


def test_tables_are_marked_for_those_who_need_them(folder: Path) -> None:
    marks = "[table.2]\nrole = true\n[table.3]\nother = true\n"
    (folder / "settings.toml").write_text(SETTINGS + 'role = "tables:city"\n' + marks, encoding="utf-8")
    assert seat("people.csv", "settings.toml", "--out", "plan.csv") == 0
    assert all(seats[i] == 2 for seats in plan_of(folder / "plan.csv") for i in ("p00", "p01", "p02"))


def test_a_disk_that_fails_half_way_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "chmod", full)
    assert seat("people.csv", "settings.toml", "--out", "plan.csv") == 2
    assert sorted(p.name for p in folder.iterdir()) == ["people.csv", "settings.toml"]


def test_the_clock_is_only_an_emergency_brake_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ticks = iter(range(10**6))
    monkeypatch.setattr("yoriai.cli.seat.work.time.process_time", lambda: float(next(ticks)))
    assert seat("people.csv", "settings.toml", "--out", "plan.csv") == 0
    assert "注意: 時間が足りず途中で止めました。" in capsys.readouterr().out
    assert record_of(folder / "plan.json")["cut_short"] is True


def test_a_plan_that_fails_its_check_is_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yoriai.cli.seat import work

    counted = work.check

    def other(*args: Any) -> Any:
        return counted(*args)._replace(pairs=1)

    monkeypatch.setattr(work, "check", other)
    with pytest.raises(RuntimeError, match="nothing was written"):
        seat("people.csv", "settings.toml", "--out", "plan.csv")
    assert not (folder / "plan.csv").exists()


# -- planning anew -----------------------------------------------------------------------------


@pytest.fixture
def planned(folder: Path) -> Path:
    seat("people.csv", "settings.toml", "--out", "plan.csv")
    (folder / "late.csv").write_text("id,role,age\nz1,town,a\n", encoding="utf-8")
    return folder


def test_planning_anew_needs_the_plan_only(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan_of(planned / "plan.csv")
    assert (
        seat("--replan", "plan.csv", "--absent", "p03、 p04", "--arrived", "late.csv", "--from-round", "2")
        == 0
    )
    after = plan_of(planned / "plan-r2.csv")
    assert after[0] == before[0]
    assert set(after[1]) == set(before[1]) - {"p03", "p04"} | {"z1"}
    moved = {i for i, t in after[1].items() if before[1].get(i, t) != t}
    assert len(moved) <= 4
    shown = capsys.readouterr().out
    assert "第2回で席が変わる人:" in shown
    assert "z1: 卓" in shown
    record = record_of(planned / "plan-r2.json")
    assert {m["id"] for m in record["moves"]} == moved | {"z1"}
    assert record["absent"] == ["p03", "p04"]


def test_planning_anew_again_starts_where_it_was_left(planned: Path) -> None:
    seat("--replan", "plan.csv", "--arrived", "late.csv", "--from-round", "2", "--out", "second.csv")
    assert seat("--replan", "second.csv", "--absent", "z1", "--out", "third.csv") == 0
    assert plan_of(planned / "third.csv")[0] == plan_of(planned / "second.csv")[0]
    assert "z1" not in plan_of(planned / "third.csv")[1]


def test_nobody_changes_when_nobody_is_missing(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert seat("--replan", "plan.csv", "--out", "again.csv") == 0
    assert "第1回で席が変わる人はいません。" in capsys.readouterr().out
    assert plan_of(planned / "again.csv")[0] == plan_of(planned / "plan.csv")[0]


@pytest.mark.parametrize("with_record", [True, False])
def test_people_and_settings_may_be_named_instead(planned: Path, with_record: bool) -> None:
    if not with_record:
        (planned / "plan.json").unlink()
    assert (
        seat("people.csv", "settings.toml", "--replan", "plan.csv", "--absent", "p03", "--out", "new.csv")
        == 0
    )
    assert "p03" not in plan_of(planned / "new.csv")[0]


def test_people_who_came_late_are_remembered_under_new_settings(planned: Path) -> None:
    seat("--replan", "plan.csv", "--arrived", "late.csv", "--out", "second.csv")
    (planned / "settings.toml").write_text(SETTINGS + 'role = "diversify"\n', encoding="utf-8")
    words = ["people.csv", "settings.toml", "--replan", "second.csv", "--absent", "p03", "--out", "third.csv"]
    assert seat(*words) == 0
    assert "z1" in plan_of(planned / "third.csv")[0]


def test_a_rule_lost_with_the_absent_gives_exit_code_1(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (planned / "settings.toml").write_text(SETTINGS + 'role = "at_least_two:city"\n', encoding="utf-8")
    seat("people.csv", "settings.toml", "--out", "plan.csv")
    assert seat("--replan", "plan.csv", "--absent", "p00,p01", "--from-round", "3") == 1
    assert "「role=cityの人はひとりにしない」が守れていません（p02）" in capsys.readouterr().out


# -- what can be wrong -------------------------------------------------------------------------

WRONG_PEOPLE = [
    ("id,age\np0,a,b\n", "people.csv 2行目: 列が3個あります。見出しと同じ2個にしてください"),
    ("id,age\np0,a\np0,b\n", "people.csv 3行目 id列: 「p0」は2回目です。一人ひとりちがうIDを入れてください"),
    ("id,age\n,a\n", "people.csv 2行目 id列: 空です。一人ひとりちがうIDを入れてください"),
    ("id,age\n", "people.csv: 参加者がいません。見出しの下に1人1行で書いてください"),
    ("", "people.csv 1行目 id列: この列がありません。見出しの行に「id」が必要です（今あるのは なし）"),
    (
        "id,b\np0,1\n",
        "people.csv 1行目 age列: この列がありません。見出しの行に「age」が必要です（今あるのは id、b）",
    ),
    (
        "id,age,age\np0,1,2\n",
        "people.csv 1行目 age列: 見出し「age」が2つあります。列ごとにちがう見出しにしてください",
    ),
]


@pytest.mark.parametrize(("text", "sentence"), WRONG_PEOPLE)
def test_wrong_people(folder: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str) -> None:
    (folder / "people.csv").write_text(text, encoding="utf-8")
    refused(folder, capsys, sentence)


def refused(folder: Path, capsys: pytest.CaptureFixture[str], sentence: str, *words: str) -> None:
    assert seat(*(words or ("people.csv", "settings.toml", "--out", "plan.csv"))) == 2
    printed = capsys.readouterr()
    assert printed.err == sentence + "\n"
    assert not list(folder.glob("plan*"))


KINDS = (
    '"diversify" か "cluster:値"、"at_least_two:値"、"majority_limit:値"、"tables:値"、"ignore" のどれかを'
)
MARK = "[table.番号] の下に「role = true」と書いてください（番号は1から3まで）"
SIZES = "1卓ずつの人数を [6, 6, 5] のように書いてください"
IDS = '["p1", "p2"] のようにIDを並べてください'
GROUPS = '[["p1", "p2"]] のようにIDを2つ以上ずつ並べてください'
PLACE = "p1 = 2（卓は1から3）か p1 = { table = 2, rounds = [1] }（回は1から2）の形で"
UNKNOWN = "「px」は参加者の一覧にいません。参加者の一覧にあるIDを書いてください"
COUNT = "1以上の整数を書いてください"

WRONG_SETTINGS = [
    ("rounds = = 2\n", '1行目: 設定として読めません。名前 = 値 の形で書き、文字は " " で囲んでください'),
    ("table_size = 4\nround = 2\n", "2行目 round列: 知らない項目です。使えるのは "),
    (
        "rounds = 2\n",
        "table_size列: 卓の決め方がありません。table_size、tables、sizes のどれか1つを書いてください",
    ),
    ("tables = 3\ntable_size = 4\n", "1行目 tables列: 卓の決め方が重なっています。table_size、"),
    ("tables = 13\n", "1行目 tables列: 13卓に対して参加者が12人です。12卓までにしてください"),
    (
        "sizes = [6, 5]\n",
        "1行目 sizes列: 席は合わせて11、参加者は12人です。合わせて12になるようにしてください",
    ),
    ("sizes = [12, 0]\n", f"1行目 sizes列: [12, 0] です。{SIZES}"),
    ("sizes = 12\n", f"1行目 sizes列: 12 です。{SIZES}"),
    ("table_size = 0\n", f"1行目 table_size列: 0 です。{COUNT}"),
    ('tables = 3\nrounds = "2"\n', f"2行目 rounds列: 2 です。{COUNT}"),
    ("tables = 3\nseed = -1\n", "2行目 seed列: -1 です。0以上の整数を書いてください"),
    ("tables = 3\nid_column = 3\n", "2行目 id_column列: 3 です。列の名前を書いてください"),
    ("tables = 3\nhome_last_round = 1\n", "2行目 home_last_round列: 1 です。true か false を書いてください"),
    ("tables = 3\nattributes = 1\n", '2行目 attributes列: 1 です。列 = "diversify" のように書いてください'),
    ('tables = 3\n[attributes]\nage = "spread"\n', f"3行目 age列: 「spread」は使えません。{KINDS}"),
    ("tables = 3\n[attributes]\nage = []\n", f"3行目 age列: 「[]」は使えません。{KINDS}"),
    ("tables = 3\n[attributes]\nage = [1]\n", f"3行目 age列: 「[1]」は使えません。{KINDS}"),
    ('tables = 3\n[attributes]\nage = "cluster:"\n', f"3行目 age列: 「cluster:」は使えません。{KINDS}"),
    ('tables = 3\n[attributes]\nage = "diversify:a"\n', f"3行目 age列: 「diversify:a」は使えません。{KINDS}"),
    ('tables = 3\n[attributes]\nrole = "tables:city"\n', f"3行目 role列: 使える卓が決まっていません。{MARK}"),
    (
        'tables = 3\n[attributes]\nrole = "tables:city"\n[table.4]\nrole = true\n',
        f"4行目 table.4列: この卓はありません。{MARK}",
    ),
    ('tables = 3\nkeep_apart = [["p00", "px"]]\n', f"2行目 keep_apart列: {UNKNOWN}"),
    ('tables = 3\nkeep_together = [["p00"]]\n', f"2行目 keep_together列: 「['p00']」は使えません。{GROUPS}"),
    ('tables = 3\nkeep_apart = ["p00"]\n', f"2行目 keep_apart列: 「p00」は使えません。{GROUPS}"),
    ('tables = 3\nkeep_apart = [\n ["p00", "p01"],\n ["px", "p03"]\n]\n', f"4行目 keep_apart列: {UNKNOWN}"),
    ('tables = 3\nhosts = ["px"]\n', f"2行目 hosts列: {UNKNOWN}"),
    ('tables = 3\nhosts = ["p00", "p00"]\n', f"2行目 hosts列: 同じ人が2回あります。{IDS}"),
    ("tables = 3\nhosts = [[1]]\n", "2行目 hosts列: 「[1]」は参加者の一覧にいません。"),
    ("tables = 3\nrounds = 2\n[fixed]\npx = 1\n", f"4行目 fixed列: {UNKNOWN}"),
    ("tables = 3\nrounds = 2\n[fixed]\np00 = 4\n", f"4行目 p00列: 「4」は使えません。{PLACE}"),
    ('tables = 3\nrounds = 2\n[fixed]\np00 = "1"\n', f"4行目 p00列: 「1」は使えません。{PLACE}"),
    (
        "tables = 3\nrounds = 2\n[fixed]\np00 = { table = 1, rounds = 2 }\n",
        "4行目 p00列: 「{'table': 1, 'rounds': 2}」は",
    ),
    (
        "tables = 3\nrounds = 2\n[fixed]\np00 = { table = 1, rounds = [3] }\n",
        "4行目 p00列: 「{'table': 1, 'rounds': [3]}」",
    ),
    (
        "tables = 3\n[fixed]\np00 = 1\np01 = 1\np02 = 1\np03 = 1\np04 = 1\n",
        ": 第1回に、次の希望は一緒にはかなえられません: ",
    ),
    (
        'tables = 3\nkeep_together = [["p00", "p01", "p02", "p03", "p04"]]\n',
        ": 第1回に、「p00・p01・p02・p03・p04は同じ卓」は卓の",
    ),
]


@pytest.mark.parametrize(("text", "sentence"), WRONG_SETTINGS)
def test_wrong_settings(folder: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str) -> None:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    assert seat("people.csv", "settings.toml", "--out", "plan.csv") == 2
    printed = capsys.readouterr().err
    assert printed.removeprefix("settings.toml").lstrip().startswith(sentence)
    assert printed.startswith("settings.toml")
    assert printed.count("\n") == 1
    assert not list(folder.glob("plan*"))


def test_fixed_places_may_differ_by_round(folder: Path) -> None:
    fixed = "[fixed]\np00 = [{ table = 1, rounds = [1] }, { table = 3, rounds = [3, 2] }]\n"
    (folder / "settings.toml").write_text("tables = 3\nrounds = 3\n" + fixed, encoding="utf-8")
    assert seat("people.csv", "settings.toml", "--out", "plan.csv") == 0
    assert [seats["p00"] for seats in plan_of(folder / "plan.csv")] == [1, 3, 3]


def test_every_value_of_a_column_may_be_kept_from_being_alone(folder: Path) -> None:
    (folder / "settings.toml").write_text(
        'sizes = [6, 6]\n[attributes]\nage = "at_least_two"\n', encoding="utf-8"
    )
    assert seat("people.csv", "settings.toml", "--out", "plan.csv") == 0


PLAN = ["people.csv", "settings.toml", "--out"]
WRONG_WORDS = [
    (
        ["people.csv"],
        "yoriai seat: ファイルの指定が足りません。PEOPLE.csv SETTINGS.toml --out PLAN.csv の順に書いてください",  # noqa: E501
    ),
    (
        ["none.csv", "settings.toml", "--out", "plan.csv"],
        "none.csv: 読めません。ファイルの名前と場所を確かめてください",
    ),
    ([*PLAN, "no/plan.csv"], "no/plan.csv: 書けません。書き込めるフォルダーを選んでください"),
    ([*PLAN, ".."], "..: 書けません。書き込めるフォルダーを選んでください"),
    ([*PLAN, "plan.json"], "--out: plan.json です。席替え表の名前は .csv にしてください"),
    ([*PLAN, "plan.csv", "--seed", "-2"], "--seed: -2 です。0以上の整数を書いてください"),
    (
        ["--replan", "people.csv"],
        "people.csv 1行目 round列: この列がありません。見出しの行に「round」が必要です（今あるのは id、age、role）",  # noqa: E501
    ),
]


@pytest.mark.parametrize(("words", "sentence"), WRONG_WORDS)
def test_wrong_words(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    refused(folder, capsys, sentence, *words)


def test_a_limit_of_no_seconds_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seat", "people.csv", "settings.toml", "--out", "plan.csv", "--seconds", "0"]) == 2
    assert capsys.readouterr().err == "--seconds: 0 です。0より大きい数を書いてください\n"


def test_an_unknown_encoding_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "people.csv").write_bytes(b"id,age\n\x81\n")
    refused(
        folder, capsys, "people.csv: 文字コードが分かりません。UTF-8 か Shift_JIS（CP932）で保存してください"
    )


WRONG_CHANGES = [
    (["--from-round", "4"], "--from-round: 第4回はありません。1から3の回を書いてください"),
    (["--absent", "px"], "--absent: 「px」は第1回の席にいません。席替え表にあるIDをコンマで区切ってください"),
    (
        ["--absent", ",".join(f"p{k:02d}" for k in range(12))],
        "--absent: だれも残りません。一人は残してください",
    ),
    (
        ["--arrived", "people.csv"],
        "people.csv 2行目 id列: 「p00」にはもう席があります。新しく来た人だけを書いてください",
    ),
]


@pytest.mark.parametrize(("words", "sentence"), WRONG_CHANGES)
def test_wrong_changes(
    planned: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    capsys.readouterr()
    assert seat("--replan", "plan.csv", *words) == 2
    assert capsys.readouterr().err == sentence + "\n"
    assert not list(planned.glob("plan-r*"))


RECORD = "席替え表と一緒にできた plan.json を同じ場所に置くか、PEOPLE と SETTINGS を続けて書いてください"
WRONG_PLANS = [
    ("plan.csv", "round,table,id\n1,x,p00\n", "plan.csv 2行目 table列: 「x」です。1以上の整数にしてください"),
    ("plan.csv", "round,table,id\n0,1,p00\n", "plan.csv 2行目 round列: 「0」です。1以上の整数にしてください"),
    ("plan.csv", "round,table,id\n2,1,p00\n", "plan.csv round列: 回が [2] です。1から続く回にしてください"),
    ("plan.csv", "round,table,id\n", "plan.csv round列: 回が [] です。1から続く回にしてください"),
    (
        "plan.csv",
        "round,table,id\n1,1,p00\n1,2,p00\n",
        "plan.csv 3行目 id列: 「p00」は第1回に2回目です。1回に1つの席にしてください",
    ),
    (
        "plan.csv",
        "round,table,id\n1,1,px\n",
        "plan.csv id列: 「px」は参加者の一覧にいません。この席替え表をつくったときの一覧を使ってください",
    ),
    ("plan.json", "{", f"plan.json: JSON として読めません。{RECORD}"),
    ("plan.json", "{}", f"plan.json: 元の設定がありません。{RECORD}"),
]


@pytest.mark.parametrize(("name", "text", "sentence"), WRONG_PLANS)
def test_wrong_plans(
    planned: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, sentence: str
) -> None:
    capsys.readouterr()
    (planned / name).write_text(text, encoding="utf-8")
    assert seat("--replan", "plan.csv") == 2
    assert capsys.readouterr().err == sentence + "\n"


# -- the shared data ---------------------------------------------------------------------------


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("people", "rules"),
    [
        ("town100", "town100"),
        ("town100", "town100_2attr"),
        ("gs_philipps110", "gs_philipps110"),
    ],
)
def test_shared_halls_are_seated_with_every_rule_kept(
    folder: Path, shared_data: Path, people: str, rules: str
) -> None:
    data = shared_data / "seating"
    words = [str(data / f"{people}_people.csv"), str(data / f"{rules}_settings.toml"), "--out", "plan.csv"]
    assert main(["seat", *words, "--seconds", "1"]) == 0
    record = record_of(folder / "plan.json")
    assert record["apart_broken"] == 0
    assert record["ratio"] >= 0.97
    assert record["excess"] <= 4
    if rules == "town100_2attr":
        assert record["pairs"] == record["pairs_bound"] == 1140
        assert record["excess"] == 0
