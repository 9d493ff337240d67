"""The figures of the issue for ordinances: ours and Lawtext on the same texts, one process each measurement.

Prints one JSON line for each measurement and a table at the end.
Usage: python benchmarks/bench_ordinances.py [number of generated edits, 5000 when not said]
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from seed.ordinances import STYLES, edited, ordinance, planted, render, samples

from yoriai.engines.ordinances.amend import agrees, amend
from yoriai.engines.ordinances.applying.apply import apply
from yoriai.engines.ordinances.checks import check_text
from yoriai.engines.ordinances.compare.tokens import splits_unit
from yoriai.engines.ordinances.hane import hane
from yoriai.engines.ordinances.kaime.writer import Writer
from yoriai.engines.ordinances.lint import lint
from yoriai.engines.ordinances.operations import Words
from yoriai.engines.ordinances.planning.document import plan_document
from yoriai.engines.ordinances.profile import learn
from yoriai.engines.ordinances.second.apply import apply_second
from yoriai.engines.ordinances.taisho.html import table_page
from yoriai.engines.ordinances.taisho.rows import table
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.tree import print_node

PEER = Path(".benchenv-lawtext").resolve()
Quality = dict[str, object]


def cpu(work: Callable[[], object], times: int = 5) -> float:
    """CPU seconds of the quickest of some runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return round(min(found), 3)


def round_trips() -> Quality:
    """Samples with three kinds of line ends, through the tree and back."""
    texts = [text.replace("\n", end) for *_, text in samples() for end in ("\n", "\r\n", "\n\n")]
    same = sum(print_node(parse(text)) == text for text in texts)
    return {"texts": len(texts), "identical": same, "cpu_s": cpu(lambda: [parse(text) for text in texts], 1)}


def edits(count: int) -> Quality:
    """Generated edits: proof, whole rewrites, rules of order, quotations."""
    found: Counter[str] = Counter()
    for seed in range(count):
        style = STYLES[seed % len(STYLES)]
        made = ordinance(seed, 10 + seed % 25, chapters=style.toc or seed % 3 == 0, tables=seed % 3)
        old, new = render(made, style), render(edited(made, seed, 1 + seed % 12), style)
        found += one_edit(old, new)
    return dict(found)


def one_edit(old: str, new: str) -> Counter[str]:
    """Counts for one pair of texts."""
    if old == new:
        return Counter(edits=1, first=1, first_bytes=1, second=1)
    result = amend(old, new)
    counts = Counter(edits=1, whole_revisions=result.whole, rewritten=len(result.rewritten))
    if result.whole:
        return counts
    counts["changed_articles"] = changed_articles(old, new)
    few, few_rewritten = few_phrases(result)
    counts["few_phrases"], counts["few_phrases_rewritten"] = few, few_rewritten
    made = apply(old, result.kaime)
    counts["first"] = agrees(parse(made), parse(new))  # history notes are no text of an ordinance
    counts["first_bytes"] = made == new
    counts["second"] = agrees(parse(apply_second(old, result.kaime)), parse(new))
    counts["breaches"] = len(lint(result.kaime))
    counts["split_quotations"] = split_quotations(result)
    return counts


def _bodies(text: str) -> dict[tuple[int, ...], str]:
    return {node.number: print_node(node) for node in parse(text).walk() if node.kind == "article"}


def changed_articles(old: str, new: str) -> int:
    """Articles that say something else than the one of their number before."""
    before = _bodies(old)
    return sum(before.get(number) != text for number, text in _bodies(new).items())


def few_phrases(result: object) -> tuple[int, int]:
    """Articles kept with at most three differing stretches, and how many of them were put anew."""
    few = rewritten = 0
    for node in result.outcome.walk():  # type: ignore[attr-defined]
        if node.kind != "article" or node.source is None:
            continue
        a, b = [[each.text for each in source.body() if each.text] for source in (node.source, node)]
        if a == b or len(a) != len(b):
            continue
        words = [
            SequenceMatcher(None, x, y, autojunk=False).get_opcodes()
            for x, y in zip(a, b, strict=True)
            if x != y
        ]
        if sum(code[0] != "equal" for codes in words for code in codes) <= 3:
            few += 1
            rewritten += node.mark in result.rewritten  # type: ignore[attr-defined]
    return few, rewritten


def split_quotations(result: object) -> int:
    """Quotations that cut through a number with its unit, a date or a reference wherever they stand."""
    texts = [node.text for node in result.old.walk() if node.text]  # type: ignore[attr-defined]
    bad = 0
    for operation, _ in result.operations:  # type: ignore[attr-defined]
        for change in operation.changes if isinstance(operation, Words) else ():
            for word in change.olds:
                where = [(text, text.find(word)) for text in texts if word in text]
                bad += all(splits_unit(text, at, at + len(word)) for text, at in where)
    return bad


def forgotten(count: int) -> Quality:
    """Planted ハネ: found, missed, false."""
    found: Counter[str] = Counter()
    for seed in range(count):
        style = STYLES[seed % len(STYLES)]
        made = ordinance(seed, 12 + seed % 20, chapters=False, tables=0)
        new, wanted = planted(made, style, seed)
        result = amend(render(made, style), render(new, style))
        got = Counter((each.reference, each.mended) for each in hane(result.old, result.new, result).findings)
        want = Counter(wanted)
        found += Counter(planted=len(wanted), found=(want & got).total(), false=(got - want).total())
    return dict(found)


def speed() -> Quality:
    """300 条, 60 edits: CPU seconds of each step."""
    made = ordinance(7, 300, chapters=True)
    old, new = render(made, STYLES[0]), render(edited(made, 7, 60), STYLES[0])
    result = amend(old, new)

    def work() -> str:
        base, goal = parse(old), parse(new)
        Writer(base, learn(base)).write(plan_document(base, goal).groups)
        return table_page("", table(result.old, result.outcome, result.profile), result.profile)

    return {
        "parse_compare_kaime_taisho": cpu(work),
        "the_same_with_both_proofs": cpu(lambda: amend(old, new)),
        "apply": cpu(lambda: apply(old, result.kaime)),
        "check": cpu(lambda: check_text(old)),
        "parse": cpu(lambda: parse(old)),
        "round_trip": result.round_trip,
        "rewritten": len(result.rewritten),
    }


def peer() -> Quality:
    """Lawtext on the same samples and the same text of 300 条, or why not."""
    if shutil.which("node") is None or not (PEER / "node_modules" / "lawtext").is_dir():
        return {"cannot_run": "node or the npm package lawtext is not installed here"}
    made = ordinance(7, 300, chapters=True)
    texts = [render(made, STYLES[0]), *(text for *_, text in samples())]
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for at, text in enumerate(texts):
            path = Path(folder) / f"{at}.txt"
            path.write_bytes(text.encode("utf-8"))
            lines.append(_lawtext(path))
    ran = [line for line in lines if "cpu_s" in line]
    first: Quality = {"parse_300_articles_cpu_s": lines[0].get("cpu_s", "failed")}
    return first | {
        "texts": len(texts),
        "parsed": len(ran),
        "identical": sum(bool(line["same"]) for line in ran),
    }


def _lawtext(path: Path) -> Quality:
    script = Path(__file__).parent / "peer-lawtext" / "run.js"
    done = subprocess.run(
        ["node", str(script), str(path), str(PEER)], capture_output=True, text=True, timeout=120, check=False
    )
    return dict(json.loads(done.stdout)) if done.returncode == 0 else {"failed": done.stderr[-200:]}


def measured(tool: str, instance: str, work: Callable[[], Quality]) -> Quality:
    """One measurement in a process of its own (fork), printed as one JSON line."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        start, wall = time.process_time(), time.perf_counter()
        quality = work()
        used = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        line = {
            "tool": tool,
            "instance": instance,
            "cpu_s": round(time.process_time() - start + used[1].ru_utime + used[1].ru_stime, 2),
            "wall_s": round(time.perf_counter() - wall, 2),
            "peak_mb": round(max(each.ru_maxrss for each in used) / 1024),
            "quality": quality,
        }
        os.write(write, json.dumps(line, ensure_ascii=False).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        text = pipe.read().decode()
    os.waitpid(child, 0)
    print(text, flush=True)
    return dict(json.loads(text)["quality"])


def main() -> None:
    """All measurements, then the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    ours = measured("yoriai", "text-tree-text", round_trips)
    theirs = measured("lawtext", "text-tree-text", peer)
    many = Counter(measured("yoriai", f"edits-{count}", lambda: edits(count)))
    lost = Counter(measured("yoriai", "planted-hane", lambda: forgotten(max(count // 25, 20))))
    quick = measured("yoriai", "300-articles-60-edits", speed)
    rows = [
        (
            "text -> tree -> text identical",
            f"{theirs.get('identical', '-')}/{theirs.get('texts', '-')}",
            f"{ours['identical']}/{ours['texts']}",
        ),
        ("first applier makes the new text", "-", f"{many['first']}/{many['edits']}"),
        ("… byte for byte, history notes too", "-", f"{many['first_bytes']}/{many['edits']}"),
        ("second applier makes the new text", "-", f"{many['second']}/{many['edits']}"),
        ("全部改正", "-", str(many["whole_revisions"])),
        ("whole-条 rewrites / changed 条 (< 10 %)", "-", f"{many['rewritten']}/{many['changed_articles']}"),
        (
            "… of 条 with at most 3 phrases (< 2 %)",
            "-",
            f"{many['few_phrases_rewritten']}/{many['few_phrases']}",
        ),
        ("quotations that split a unit (0)", "-", str(many["split_quotations"])),
        ("breaches of the rules of order (0)", "-", str(many["breaches"])),
        ("planted ハネ found", "-", f"{lost['found']}/{lost['planted']}"),
        ("false ハネ (<= 5 %)", "-", str(lost["false"])),
        (
            "300 条, 60 edits: CPU s (<= 0.5)",
            f"parse {theirs.get('parse_300_articles_cpu_s', theirs.get('cannot_run'))}",
            str(quick["parse_compare_kaime_taisho"]),
        ),
        ("… with both proofs", "-", str(quick["the_same_with_both_proofs"])),
        ("apply (<= 0.2)", "-", str(quick["apply"])),
        ("checks (<= 0.5)", "-", str(quick["check"])),
    ]
    print(f"\nload average {os.getloadavg()[0]:.2f}")
    for name, peer_figure, own_figure in rows:
        print(f"{name:45} {peer_figure:>14} {own_figure:>14}")


if __name__ == "__main__":
    main()
