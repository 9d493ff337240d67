"""What the four commands do."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from yoriai.cli.errors import BadInput
from yoriai.cli.ordinance.docx import table_document
from yoriai.cli.ordinance.files import read_ordinance, read_profile, read_text, unfit
from yoriai.engines.ordinances.amend import Amendment, NotProved, amend
from yoriai.engines.ordinances.applying.apply import apply as apply_text
from yoriai.engines.ordinances.applying.apply import apply_tracked
from yoriai.engines.ordinances.checks import check_amendment, check_elsewhere, check_text
from yoriai.engines.ordinances.explain import crossings, explained
from yoriai.engines.ordinances.hane import hane
from yoriai.engines.ordinances.operations import Unfit
from yoriai.engines.ordinances.profile import MEANINGS
from yoriai.engines.ordinances.taisho.html import marked_page, table_page
from yoriai.engines.ordinances.taisho.rows import Row, table
from yoriai.engines.ordinances.text.source import Source
from yoriai.engines.ordinances.text.tree import Kind, part


def diff(args: argparse.Namespace) -> int:
    """Two editions -> kaime.txt, taisho.html, taisho.docx, diff.json."""
    old, source, base = read_ordinance(args.old)
    new, _, _ = read_ordinance(args.new)
    profile = read_profile(args.profile, base)
    try:
        found = amend(old, new, profile)
    except (NotProved, Unfit):
        raise BadInput(
            args.new,
            ("旧の条文から改め文をつくれません", "no amendment leads here from the old text"),
            (
                "題名と本則のある、同じ条例の新旧の条文を指定してください",
                "two editions of one ordinance, each with its title",
            ),
        ) from None
    rows = table(found.old, found.outcome, profile, everything=args.all)
    _write(args.out, found, rows, source)
    for sentence in found.left_out:
        print(sentence, file=sys.stderr)
    return 0


def _write(folder: Path, found: Amendment, rows: list[Row], source: Source) -> None:
    """All four files, or none."""
    node = part(found.old, Kind.TITLE)
    title = f"{node.text if node is not None else '条例'}　新旧対照表"
    with tempfile.TemporaryDirectory() as name:
        draft = Path(name)
        (draft / "kaime.txt").write_bytes(_encoded(found.kaime, source))
        (draft / "taisho.html").write_text(table_page(title, rows, found.profile), encoding="utf-8")
        (draft / "taisho.docx").write_bytes(table_document(title, rows, found.profile))
        summary = json.dumps(_summary(found), ensure_ascii=False, indent=2) + "\n"
        (draft / "diff.json").write_text(summary, encoding="utf-8")
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(draft.iterdir()):
            shutil.copyfile(path, folder / path.name)


def _encoded(text: str, source: Source) -> bytes:
    try:
        return source.encode(text)
    except UnicodeEncodeError:
        return text.encode("utf-8")


def _summary(found: Amendment) -> dict[str, object]:
    operations = explained(found)
    proposals = hane(found.old, found.new, found)
    return {
        "operations": [each.as_dict() for each in operations],
        "sentences": len(found.sentences),
        "recognised": crossings(found),
        "whole_article_rewrites": len(found.rewritten),
        "rewritten_articles": found.rewritten,
        "whole_revision": found.whole,
        "round_trip": found.round_trip,
        "byte_identical": found.identical,
        "profile": found.profile.as_dict(),
        "hane": [each.as_dict() for each in proposals.findings],
        "advice": proposals.advice,
        "left_out": found.left_out,
    }


def apply(args: argparse.Namespace) -> int:
    """Base and 改め文 -> the new text on standard output."""
    old, source, base = read_ordinance(args.old)
    kaime, _ = read_text(args.kaime)
    try:
        if args.marked:
            new = apply_tracked(base, kaime)
        else:
            result = apply_text(old, kaime)
    except Unfit as problem:
        raise unfit(args.kaime, problem) from None
    if args.marked:
        node = part(base, Kind.TITLE)
        title = f"{node.text if node is not None else '条例'}　見え消し"
        result = marked_page(title, table(base, new, read_profile(None, base), everything=True))
        source = Source()
    _print_bytes(_encoded(result, source))
    return 0


def _print_bytes(data: bytes) -> None:
    """To standard output as it is; as text where that is no stream of bytes (in tests)."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode("utf-8", "replace"))
        return
    sys.stdout.flush()
    stream.write(data)
    stream.flush()


def check(args: argparse.Namespace) -> int:
    """One finding a line; exit code 1 when there is any."""
    draft = None
    if args.base is None:
        base, _, _ = read_ordinance(args.file)
        findings = check_text(base)
    else:
        base, _, _ = read_ordinance(args.base)
        draft, _ = read_text(args.file)
        findings = check_amendment(base, draft)
    found = [(args.file, finding) for finding in findings]
    for path in _others(args):
        text, _, _ = read_ordinance(path)
        found += [(path, finding) for finding in check_elsewhere(base, draft, text)]
    for path, finding in found:
        print(f"{path}:{finding.line}: {finding.place}: {finding.sentence}")
    return 1 if found else 0


def _others(args: argparse.Namespace) -> list[Path]:
    """The other ordinances, in the order of their names; never the checked one or its base."""
    if args.others is None:
        return []
    paths = sorted(args.others.glob("*.txt")) if args.others.is_dir() else []
    if not paths:
        raise BadInput(
            args.others,
            ("条例のファイル（.txt）がありません", "has no ordinance (*.txt)"),
            ("条文のテキストファイルを置いたフォルダーを指定してください", "a folder of text files"),
        )
    own = {path.resolve() for path in (args.file, args.base) if path is not None}
    return [path for path in paths if path.resolve() not in own]


def profile(args: argparse.Namespace) -> int:
    """The settings as TOML, each with its meaning."""
    _, _, base = read_ordinance(args.file)
    settings = read_profile(args.profile, base).as_dict()
    for key, value in settings.items():
        allowed, meaning = MEANINGS[key]
        choices = f"（{' / '.join(allowed)}）" if allowed else ""
        print(f"{key} = {json.dumps(value, ensure_ascii=False)}  # {meaning}{choices}")
    return 0
