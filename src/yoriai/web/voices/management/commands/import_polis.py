"""`manage.py import_polis FOLDER`: a folder (or zip) of Polis's CSV files becomes a conversation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.text import slugify

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer
from yoriai.web.register.models import Municipality, Person

from ...actions import desk_polis as actions
from ...models import Conversation, LoadState
from ...rules import desk as rules
from ...rules.polis_format import FILES, PolisProblem
from ...rules.polis_upload import LARGEST, polis_files

#: Whoever can run commands on the machine may do what the desk may do.
_OPERATOR = Viewer(rights=frozenset({Right.VOICES_MANAGE}))


class Command(BaseCommand):
    """Loads at once, however long the files are."""

    help = "Polisの5つのCSVファイルのフォルダー（またはzip）から、対話の場をつくります。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="フォルダー、またはzipファイル")
        parser.add_argument("--slug", default="", help="アドレス（なければフォルダーの名前から）")
        parser.add_argument("--responsible", type=int, help="責任者の台帳の番号（なければ、はじめの一人）")
        parser.add_argument("--municipality", action="append", default=[], help="市町村コード。何度でも")
        parser.add_argument("--publish", action="store_true", help="すぐ公開する")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Hand the files over and carry the load out; the problem is one line, exit code 1."""
        folder: Path = options["folder"]
        plan = actions.Plan(
            slug=_slug(options["slug"] or folder.stem),
            responsible=_responsible(options["responsible"]),
            municipalities=_municipalities(options["municipality"]),
            publish=options["publish"],
        )
        try:
            load = actions.hand_over(_OPERATOR, files=_files(folder), plan=plan, at=timezone.now())
        except PolisProblem as problem:
            raise CommandError(str(problem)) from problem
        actions.work.func(load.pk)
        load.refresh_from_db()
        if load.state != LoadState.DONE or load.conversation is None:
            raise CommandError(load.problem)
        row = load.conversation
        self.stdout.write(
            f"「{row.question_ja}」：意見 {row.statements.count()}件、参加者 {row.participants.count()}人"
            f"（/voices/{row.slug}/desk/）"
        )


def _files(folder: Path) -> dict[str, bytes]:
    if folder.is_dir():
        paths = [folder / name for name in FILES if (folder / name).is_file()]
    elif folder.is_file():
        paths = [folder]
    else:
        raise CommandError(f"{folder} がありません。")
    if sum(path.stat().st_size for path in paths) > LARGEST:
        raise CommandError(f"{folder} は大きすぎます。{LARGEST // 1024**2}MBまでです。")
    return polis_files([(path.name, path.read_bytes()) for path in paths])


def _slug(name: str) -> str:
    slug = slugify(name.replace(".", "-"))[:40]
    if not slug or slug in rules.RESERVED or Conversation.objects.filter(slug=slug).exists():
        raise CommandError(f"アドレス「{slug}」は使えません。--slug で別の言葉を選んでください。")
    return slug


def _responsible(pk: int | None) -> Person:
    rows = Person.objects.order_by("pk")
    person = rows.filter(pk=pk).first() if pk else rows.filter(user__isnull=False).first() or rows.first()
    if person is None:
        raise CommandError("責任者になる人が台帳にいません。--responsible で台帳の番号を選んでください。")
    return person


def _municipalities(codes: list[str]) -> list[Municipality]:
    found = {town.code: town for town in Municipality.objects.filter(code__in=codes)}
    missing = [code for code in codes if code not in found]
    if missing:
        raise CommandError(f"市町村コード {missing[0]} は台帳にありません。")
    return list(found.values())
