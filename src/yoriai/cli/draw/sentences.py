"""What the command prints, in the language of the user."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yoriai.cli.errors import user_language
from yoriai.engines.sortition import Conflict, Lottery, Quota
from yoriai.engines.sortition.check import Finding

if TYPE_CHECKING:
    from yoriai.cli.draw.postbag import Plan


def _say(ja: str, en: str, *, error: bool = False) -> None:
    print(ja if user_language() == "ja" else en, file=sys.stderr if error else sys.stdout)


def _say_fairness(lottery: Lottery) -> None:
    people, least, bound = len(lottery.pool.people), lottery.minimum, lottery.bound
    _say(
        f"名簿{people}人、くじ{len(lottery.panels)}枚。いちばん当たりにくい人の確率は{least:.6f}"
        f"（どんなくじでも超えられない上限 {bound:.6f} の{lottery.ratio:.2%}）",
        f"{people} people, {len(lottery.panels)} panels in the lottery. Lowest probability {least:.6f}"
        f" ({lottery.ratio:.2%} of {bound:.6f}, which no lottery can exceed)",
    )


def say_drawn(out: str, lottery: Lottery) -> None:
    """After a draw in one go."""
    _say_fairness(lottery)
    size = lottery.pool.panel_size
    _say(f"{size}人を選び、{out} に書きました", f"{size} people drawn, written to {out}")


def say_committed(folder: Path, secret: Path, digest: str, lottery: Lottery) -> None:
    """After the commitment."""
    _say_fairness(lottery)
    _say(
        f"抽選の前に公表するもの: フォルダー {folder} と、次の64桁\n{digest}\n"
        f"抽選まで封をしておくもの: {secret.name}",
        f"Publish before the draw: the folder {folder} and these 64 digits\n{digest}\n"
        f"Keep sealed until the draw: {secret.name}",
    )


def say_opened(folder: Path, size: int) -> None:
    """After the public draw."""
    _say(
        f"{size}人を選び、{folder} に書きました。種も draw.json で公表されます",
        f"{size} people drawn, written to {folder}. The seed is now public in draw.json",
    )


BOUNDS = {"min": "最小", "max": "最大"}


def say_conflict(features: Path, size: int, conflict: Conflict) -> None:
    """Why there is no panel, and the smallest change that would do."""
    if conflict.available < size:
        _say(
            f"{features}: {size}人を選べません。名簿から選べるのは、1世帯1人で{conflict.available}人までです",
            f"{features}: {size} seats cannot be filled; there are {conflict.available} households",
            error=True,
        )
        return
    _say(
        f"{features}: この枠をすべて満たす{size}人の組はありません",
        f"{features}: no {size} people meet all quotas",
        error=True,
    )
    named = [(f"{f}「{v}」の{BOUNDS[b]}", f"{b} of {f} {v}") for f, v, b in conflict.between]
    _say(
        "同時に満たせない枠: " + "、".join(ja for ja, _ in named),
        "Quotas that conflict: " + ", ".join(en for _, en in named),
        error=True,
    )
    limit = (
        ("（min_flex・max_flex の範囲を超えます）", " (beyond min_flex and max_flex)")
        if conflict.beyond_flex
        else ("", "")
    )
    _say(f"いちばん小さな直し方{limit[0]}:", f"Smallest change that would do{limit[1]}:", error=True)
    for change in conflict.changes:
        bound = BOUNDS[change.bound]
        _say(
            f"  {change.feature}「{change.value}」の{bound}を{change.before}から{change.after}にする",
            f"  {change.bound} of {change.feature} {change.value}: {change.before} -> {change.after}",
            error=True,
        )


#: question -> (what is asked in Japanese, in English)
QUESTIONS = {
    "sealed": ("くじは約束したときのまま", "the lottery is the one committed to"),
    "quotas": (
        "どの組も人数・枠・1世帯1人を守る",
        "every panel keeps size, quotas and one from each household",
    ),
    "weights": ("くじの重みの合計は1", "the weights add up to 1"),
    "probabilities": ("一人ひとりの確率はくじの通り", "each person's probability follows from the panels"),
    "alike": ("同じ条件の人は同じ確率", "like people have the same probability"),
    "bound": ("いちばん低い確率と、その上限の証明", "lowest probability, and proof of its bound"),
    "leximin": ("下から順に最善であることの証明", "proof that the probabilities are leximin"),
    "seed": ("種は約束したもの", "the seed is the one committed to"),
    "drawn": ("選ばれた組は種と外からの数の通り", "the panel follows from seed and outside number"),
    "figures": ("draw.json の数字", "the figures of draw.json"),
    "reserves": ("補欠は抽選順の通り", "the reserves follow from the lots"),
    "replaced": ("交代のあとも枠を守る", "the quotas hold after replacements"),
}


def say_findings(findings: Sequence[Finding]) -> None:
    """One line for each question."""
    for finding in findings:
        mark = "OK" if finding.holds else "NG"
        ja, en = QUESTIONS[finding.question]
        seen = f": {finding.seen}" if finding.seen else ""
        _say(f"{mark} {ja}{seen}", f"{mark} {en}{seen}")
    if all(finding.question != "drawn" for finding in findings):
        _say("抽選はまだです", "not drawn yet")


def say_replaced(
    pairs: Sequence[tuple[str, str]], missed: Sequence[tuple[Quota, int]], *, written: bool
) -> None:
    """Who steps in for whom, and the quotas that are missed by it."""
    for leaves, joins in pairs:
        _say(f"{leaves} に代わって {joins}", f"{joins} for {leaves}")
    if not pairs:
        _say("委員の入れ替えはありません", "no member is replaced")
    for quota, count in missed:
        _say(
            f"{quota.feature}「{quota.value}」は{count}人になります（枠は{quota.minimum}〜{quota.maximum}人）",
            f"{quota.feature} {quota.value}: {count} (quota {quota.minimum} to {quota.maximum})",
            error=True,
        )
    if not written:
        _say(
            "枠をすべて守れる人は名簿にいません。上の交代でよければ --nearest を付けてください",
            "Nobody left keeps all quotas; add --nearest to accept the replacement above",
            error=True,
        )


def say_nobody_left(leaving: Sequence[str]) -> None:
    """There are fewer households left than empty seats."""
    _say(
        f"{'、'.join(leaving)} に代われる人が名簿に残っていません。席を空けてください",
        f"Nobody is left in the pool to replace {', '.join(leaving)}; leave the seat empty",
        error=True,
    )


def say_letters(plan: Plan) -> None:
    """The plan for letters."""
    letters, invitations = plan.letters, plan.invitations
    source = (
        (f"過去{plan.events}回の実績", f"{plan.events} earlier events")
        if plan.events
        else ("一般的な幅", "the usual range")
    )
    _say(
        f"案内状: {letters.number}通（承諾は平均{letters.expected:.0f}人、"
        f"10回に9回は{letters.low}〜{letters.high}人）",
        f"Letters: {letters.number} ({letters.expected:.0f} accept on average, "
        f"{letters.low} to {letters.high} in 9 of 10 cases)",
    )
    _say(
        f"招く人: {invitations.number}人（来るのは平均{invitations.expected:.0f}人、"
        f"10回に9回は{invitations.low}〜{invitations.high}人）",
        f"Invite: {invitations.number} ({invitations.expected:.0f} come on average, "
        f"{invitations.low} to {invitations.high} in 9 of 10 cases)",
    )
    _say(
        f"もと: {source[0]}（承諾 {plan.acceptance.mean:.1%}、出席 {plan.attendance.mean:.1%}）、"
        f"{plan.seats}人以上が来る見込み {plan.certainty:.0%}",
        f"From: {source[1]} (acceptance {plan.acceptance.mean:.1%}, attendance {plan.attendance.mean:.1%}); "
        f"{plan.seats} or more come with {plan.certainty:.0%} certainty",
    )
