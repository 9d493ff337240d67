"""What each form of `yoriai draw` does."""

from __future__ import annotations

import argparse
import secrets
import time
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from yoriai.cli.draw import publishing, sentences
from yoriai.cli.draw.reading import Settings, read_pool, read_settings
from yoriai.cli.errors import BadInput
from yoriai.engines.sortition import (
    Conflict,
    Lottery,
    NoPanel,
    Pool,
    choose_reserves,
    make_lottery,
    misses,
    publicdraw,
    step_in,
)
from yoriai.engines.sortition.check import Unreadable
from yoriai.engines.sortition.check import verify as verified


def draw(args: argparse.Namespace, words: list[str]) -> int:
    """Lottery and draw in one go; the seed is public."""
    made = _lottery(args, words)
    if made is None:
        return 2
    lottery, options, seconds = made
    seed = str(args.seed or 0)
    files = publishing.lottery_files(lottery)
    files["commitment.json"] = publishing.commitment(files, lottery, seed, options.reserves_per_seat)
    outside = "" if args.outside is None else _outside(args.outside)
    files |= _drawn(lottery.pool, files, seed, outside, _facts(lottery, seconds))
    publishing.publish(Path(args.out), files, stale=publishing.LATER)
    sentences.say_drawn(args.out, lottery)
    return 0


def commit(args: argparse.Namespace, words: list[str]) -> int:
    """The lottery only, with the sealed seed; nobody is drawn yet."""
    folder, secret = Path(args.out), _secret_file(Path(args.out))
    for path in (folder / "commitment.json", secret):
        if path.exists():
            raise BadInput(
                path,
                ("すでにあります", "is already there"),
                (
                    "公表したくじは作り直せません。別のフォルダーを選んでください",
                    "another folder: a published lottery stays",
                ),
            )
    made = _lottery(args, words)
    if made is None:
        return 2
    lottery, options, seconds = made
    seed = secrets.token_hex(32) if args.seed is None else str(args.seed)
    files = publishing.lottery_files(lottery)
    files["commitment.json"] = publishing.commitment(files, lottery, seed, options.reserves_per_seat)
    publishing.publish(folder, files)
    held = {"seed": seed, "facts": _facts(lottery, seconds)}
    publishing.publish(secret.parent, {secret.name: publishing.json_file(held)})
    sentences.say_committed(folder, secret, publicdraw.sha256(files["commitment.json"]), lottery)
    return 0


def open_draw(args: argparse.Namespace, words: list[str]) -> int:
    """The draw of a committed lottery with the outside number."""
    folder = Path(words[0])
    files = publishing.read_folder(folder)
    if "draw.json" in files:
        raise BadInput(
            folder / "draw.json",
            ("この抽選はもう終わっています", "this draw has taken place"),
            ("引き直しはできません", "a folder whose lottery has not been drawn"),
        )
    secret = _secret_file(folder)
    held = publishing.read_json(secret.parent, {secret.name: _bytes(secret)}, secret.name)
    sealed = publishing.read_json(folder, files, "commitment.json")
    _still_sealed(folder, files, sealed, secret, str(held.get("seed")))
    pool = publishing.read_pool(files, sealed["panel_size"])
    files = _drawn(pool, files, str(held["seed"]), _outside(args.outside), held["facts"])
    publishing.publish(folder, files)
    sentences.say_opened(folder, pool.panel_size)
    return 0


def _still_sealed(
    folder: Path, files: Mapping[str, bytes], sealed: Mapping[str, Any], secret: Path, seed: str
) -> None:
    changed = [
        folder / name
        for name in publishing.SEALED
        if sealed.get("files", {}).get(name) != publicdraw.sha256(files[name])
    ]
    if sealed.get("seed_sha256") != publicdraw.seal(seed):
        changed.append(secret)
    if changed:
        raise BadInput(
            changed[0],
            ("約束のあとで変わっています", "changed after the commitment"),
            ("公表したときのままのファイルに戻してください", "the file as it was published"),
        )


def verify(_: argparse.Namespace, words: list[str]) -> int:
    """All questions about a published draw; exit code 1 when one is answered with no."""
    folder = Path(words[0])
    try:
        findings = verified(publishing.read_folder(folder))
    except Unreadable as problem:
        raise BadInput(
            folder / problem.name,
            (f"読めません（{problem.wrong}）", f"cannot be read ({problem.wrong})"),
            ("yoriai draw が書いたままのファイルが必要です", "the file as yoriai draw wrote it"),
        ) from None
    sentences.say_findings(findings)
    return 0 if all(finding.holds for finding in findings) else 1


def replace(args: argparse.Namespace, words: list[str]) -> int:
    """Who steps in for members who cannot come; exit code 2 when quotas would be missed (see --nearest)."""
    folder = Path(words[0])
    files = publishing.read_folder(folder)
    result = publishing.read_json(folder, files, "draw.json")
    sealed = publishing.read_json(folder, files, "commitment.json")
    pool = publishing.read_pool(files, sealed["panel_size"])
    steps = [(row[0], row[1]) for row in publishing.rows(files, "replacements.csv")]
    gone = {leaves for leaves, _ in steps}
    now = [row[0] for row in publishing.rows(files, "panel.csv")] + [joins for _, joins in steps]
    away = _away(args.away, pool)
    staying = [one for one in now if one not in gone | away]
    leaving = [one for one in now if one in away - gone]
    order = _asking_order(pool, files, str(result["hash"]), {*now, *away})
    joining = step_in(pool, staying, order, len(leaving))
    if joining is None:
        sentences.say_nobody_left(leaving)
        return 2
    pairs = list(zip(leaving, joining, strict=True))
    missed = misses(pool, staying + joining)
    sentences.say_replaced(pairs, missed, written=args.nearest or not missed)
    if missed and not args.nearest:
        return 2
    publishing.publish(folder, {"replacements.csv": publishing.table(["leaves", "joins"], steps + pairs)})
    return 0


def _asking_order(pool: Pool, files: Mapping[str, bytes], digest: str, out: set[str]) -> list[str]:
    """Reserves first, then everybody else by lot, without those who are in or have left."""
    listed = [row[1] for row in publishing.rows(files, "reserves.csv")]
    others = publicdraw.lot_order(digest, [person.id for person in pool.people])
    return [one for one in dict.fromkeys([*listed, *others]) if one not in out]


def _away(words: str, pool: Pool) -> set[str]:
    away = {word.strip() for word in words.split(",") if word.strip()}
    unknown = sorted(away - {person.id for person in pool.people})
    if unknown or not away:
        raise BadInput(
            "--away",
            (f"「{'、'.join(unknown)}」は名簿にありません", f'"{", ".join(unknown)}" is not in the pool'),
            ("pool.csv の番号をカンマで区切ってください", "ids from pool.csv, separated by commas"),
        )
    return away


def letters(_: argparse.Namespace, words: list[str]) -> int:
    """How many letters to send."""
    from yoriai.cli.draw.postbag import plan  # noqa: PLC0415 - scipy is slow to import, and only needed here

    path = Path(words[0])
    sentences.say_letters(plan(path, read_settings(path)))
    return 0


def _lottery(args: argparse.Namespace, words: Sequence[str]) -> tuple[Lottery, Settings, float] | None:
    """The lottery with its CPU seconds; None (and draw.json with the reasons) when there is no panel."""
    people, features, settings = map(Path, words)
    pool, options = read_pool(people, features, settings)
    begin = time.process_time()
    try:
        lottery = make_lottery(pool, args.algorithm)
    except NoPanel as problem:
        seconds = time.process_time() - begin
        facts = _no_panel(args.algorithm, problem.conflict, seconds)
        publishing.publish(Path(args.out), {"draw.json": publishing.json_file(facts)}, stale=publishing.LATER)
        sentences.say_conflict(features, pool.panel_size, problem.conflict)
        return None
    return lottery, options, time.process_time() - begin


def _facts(lottery: Lottery, seconds: float) -> dict[str, Any]:
    """What draw.json says of the lottery."""
    return {
        "algorithm": lottery.algorithm,
        "min_probability": lottery.minimum,
        "lp_bound": lottery.bound,
        "ratio": lottery.ratio,
        "gap": lottery.bound - lottery.minimum,
        "panels": len(lottery.panels),
        "engine_cpu_s": round(seconds, 3),
        "infeasible": [],
        "never": [one for one, tickets in lottery.tickets().items() if tickets == 0],
    }


def _no_panel(algorithm: str, conflict: Conflict, seconds: float) -> dict[str, Any]:
    return {
        "algorithm": algorithm,
        "min_probability": None,
        "lp_bound": None,
        "ratio": None,
        "panels": 0,
        "engine_cpu_s": round(seconds, 3),
        "infeasible": [
            {"feature": c.feature, "value": c.value, "bound": c.bound, "before": c.before, "after": c.after}
            for c in conflict.changes
        ],
        "conflict": [{"feature": f, "value": v, "bound": bound} for f, v, bound in conflict.between],
        "beyond_flex": conflict.beyond_flex,
        "available": conflict.available,
    }


def _drawn(
    pool: Pool, files: Mapping[str, bytes], seed: str, outside: str, facts: Mapping[str, Any]
) -> dict[str, bytes]:
    """The files of the draw itself."""
    digest = publicdraw.draw_hash(seed, outside, publicdraw.sha256(files["panels.csv"]))
    ticket = publicdraw.ticket_of(digest)
    number, members = _holder(files, ticket)
    sealed = publishing.read_json(Path(), files, "commitment.json")
    others = publicdraw.lot_order(
        digest, [person.id for person in pool.people if person.id not in set(members)]
    )
    reserves = choose_reserves(pool, members, others, sealed["reserves_per_seat"])
    covered = {one for reserve in reserves for one in reserve.replaces}
    result = {
        **facts,
        "seed": seed,
        "outside": outside,
        "hash": digest,
        "ticket": ticket,
        "panel": number,
        "without_reserve": [one for one in members if one not in covered],
    }
    return {**publishing.panel_files(pool, members, reserves), "draw.json": publishing.json_file(result)}


def _holder(files: Mapping[str, bytes], ticket: int) -> tuple[int, list[str]]:
    """The panel that holds the ticket: its number from 1 in panels.csv, and its members."""
    panels = publishing.rows(files, "panels.csv")
    ends = list(accumulate(int(weight.replace(".", "")) for weight, _ in panels))
    number = bisect_right(ends, ticket)
    return number + 1, panels[number][1].split()


def _outside(word: str) -> str:
    try:
        return publicdraw.plain_number(word)
    except ValueError:
        raise BadInput(
            "--outside",
            ("外からの数が空です", "the outside number is empty"),
            ("1行の数か文字を書いてください", "one line that is not empty"),
        ) from None


def _secret_file(folder: Path) -> Path:
    """Where the seed waits for the draw: beside the folder, so that publishing the folder keeps it secret."""
    return folder.resolve().with_name(folder.resolve().name + ".secret.json")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise BadInput(
            path,
            ("種のファイルが見つかりません", "the file with the seed is not there"),
            (
                "commit のときにできたファイルを元の場所に置いてください",
                "the file that commit wrote, in its place",
            ),
        ) from None
