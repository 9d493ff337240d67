"""The generated pages of docs/reference: written from the tables that the code itself reads."""

from __future__ import annotations

import contextlib
import io
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from django.conf import settings

from yoriai.cli.main import COMMANDS, main
from yoriai.web.accounts.roles import TABLE, Post, Right
from yoriai.web.audit.verbs import VERBS
from yoriai.web.exports.registry import EXPORTS
from yoriai.web.measures.registry import MEASURES
from yoriai.web.register.models import RequestState
from yoriai.web.register.rules import fields, search
from yoriai.web.register.rules.erasures import MOVES
from yoriai.web.voices.models import REASONS_OF, Reason, State

FOLDER = settings.ROOT / "docs" / "reference"
NOTE = "<!-- written by `python manage.py reference`; do not edit -->\n\n"


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def roles() -> str:
    """Post x right."""
    rows = [
        [right.label, f"`{right.value}`", *("○" if right in TABLE[post] else "" for post in Post)]
        for right in Right
    ]
    return "# 役割の表\n\n" + NOTE + _table(["できること", "名前", *(post.label for post in Post)], rows)


def permissions() -> str:
    """URL name x method -> the people of the cast who get through."""
    folder = settings.ROOT / "tests" / "permissions"
    table = tomllib.loads((folder / "table.toml").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("table_*.toml")):
        table["urls"] |= tomllib.loads(path.read_text(encoding="utf-8"))["urls"]
    rows = []
    for name, entry in sorted(table["urls"].items()):
        for method in ("GET", "POST", "PUT", "DELETE"):
            people = entry.get(method)
            if people is not None:
                named = table["groups"][people] if isinstance(people, str) else people
                rows.append([f"`{name}`", method, ", ".join(named)])
    words = "Everybody who is not named gets 404 (tests/permissions/test_matrix.py tries them all).\n\n"
    return (
        "# Who gets what at each address\n\n" + NOTE + words + _table(["address", "method", "people"], rows)
    )


def states() -> str:
    """The states of a voice with the reasons that fit each, and those of a request for an erasure."""
    rows = [
        [f"`{state.value}`", state.label, "、".join(Reason(reason).label for reason in REASONS_OF[state])]
        for state in State
    ]
    drawing = (
        "```mermaid\nstateDiagram-v2\n  [*] --> waiting\n  waiting --> accepted\n  waiting --> merged\n"
        "  waiting --> held\n  accepted --> used\n  merged --> used\n  accepted --> waiting: reopened\n"
        "  merged --> waiting: reopened\n  held --> waiting: reopened\n```\n\n"
    )
    voices = "# 声の状態\n\n" + NOTE + drawing + _table(["state", "状態", "理由"], rows)
    return voices + "\n" + _erasure_requests()


def _erasure_requests() -> str:
    """The states of a request for an erasure, drawn from the table of its moves."""
    moves = "".join(f"  {start} --> {end}: {move}\n" for move, (start, end, _words) in MOVES.items())
    drawing = f"```mermaid\nstateDiagram-v2\n  [*] --> {RequestState.WAITING}\n{moves}```\n\n"
    rows = [[f"`{state.value}`", state.label] for state in RequestState]
    return "## 消去の求めの状態\n\n" + drawing + _table(["state", "状態"], rows)


def measures() -> str:
    """Every figure with its meaning."""
    rows = [[f"`{one.key}`", one.label, one.unit, one.meaning] for one in MEASURES.values()]
    return "# 数字\n\n" + NOTE + _table(["名前", "見出し", "単位", "数えるもの"], rows)


def exports() -> str:
    """Every export with its columns."""
    rows = [
        [
            f"`{one.key}`",
            one.label,
            "、".join(column.label for column in one.columns) or "（いくつかのファイル）",
        ]
        for _key, one in sorted(EXPORTS.items())
    ]
    return "# 書き出し\n\n" + NOTE + _table(["名前", "見出し", "列"], rows)


def columns() -> str:
    """Column x post of the register, and which of them the find box searches."""
    rows = [
        [
            f"`{kind}`",
            f"`{column}`",
            *("○" if right and right in TABLE[post] else "" for post in Post),
            "○" if column in search.SEARCHED.get(kind, ()) else "",
        ]
        for kind in fields.PARTS
        for column, right in fields.rights_of(kind).items()
    ]
    words = (
        "Pages, forms, files and the find box read this table; tests/permissions/fields.toml says what is "
        "expected of it for each person of the cast, and tests/permissions/test_fields.py tries every page "
        "and file with a canary in every column. A column without a mark is read by nobody.\n\n"
    )
    header = ["表", "欄", *(post.label for post in Post), "さがせる"]
    return "# 台帳の欄と役割\n\n" + NOTE + words + _table(header, rows)


def verbs() -> str:
    """Every verb of the audit."""
    rows = [[f"`{verb}`", VERBS[verb]] for verb in sorted(VERBS) if not verb.startswith("seed.")]
    return "# 操作の記録の言葉\n\n" + NOTE + _table(["verb", "言葉"], rows)


def commands() -> str:
    """`--help` of every command."""
    parts = []
    for name in COMMANDS:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
            main([name, "--help"])
        parts.append(f"## yoriai {name}\n\n```\n{out.getvalue().strip()}\n```\n")
    return "# The command line\n\n" + NOTE + "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "roles.md": roles,
    "permissions.md": permissions,
    "states.md": states,
    "measures.md": measures,
    "exports.md": exports,
    "fields.md": columns,
    "verbs.md": verbs,
    "commands.md": commands,
}


def _load_everything() -> None:
    """Verbs, measures and exports are registered when their parts are imported: the addresses import all."""
    import_module(settings.ROOT_URLCONF)


def stale() -> list[Path]:
    """The pages that are not as the code would write them now."""
    _load_everything()
    return [
        FOLDER / name
        for name, page in PAGES.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != page()
    ]


def write() -> None:
    """Write every page anew."""
    _load_everything()
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
