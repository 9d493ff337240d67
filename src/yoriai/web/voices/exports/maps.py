"""What can be taken out of voices: the voices themselves, and a snapshot's results."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports.registry import Column, Export, register

from ..models import Conversation, Snapshot, Voice
from ..queries import maps_computing, maps_figures, maps_snapshots
from ..rules.maps_computing import votes_digest
from ..rules.maps_page import Listed, Page, Position


def subject_of(snapshot: Snapshot) -> str:
    """How a snapshot is named as the subject of an export: address of the conversation, colon, number."""
    return f"{snapshot.conversation.slug}:{snapshot.number}"


def _conversation(viewer: Viewer, slug: str) -> Conversation | None:
    return maps_computing.conversations_to_map(viewer).filter(slug=slug).first()


def _snapshot(viewer: Viewer, subject: str) -> Snapshot | None:
    slug, _, number = subject.partition(":")
    conversation = _conversation(viewer, slug)
    if conversation is None or not (number.isascii() and number.isdigit()):
        return None
    return maps_snapshots.snapshots_visible_to(viewer, conversation).filter(number=int(number)).first()


def _voices(viewer: Viewer, subject: str) -> Iterable[Voice] | None:
    conversation = _conversation(viewer, subject)
    return maps_figures.voices_to_export(viewer, conversation) if conversation else None


def _statements(viewer: Viewer, subject: str) -> Iterable[Listed] | None:
    snapshot = _snapshot(viewer, subject)
    return Page(snapshot).all_statements if snapshot else None


def _positions(viewer: Viewer, subject: str) -> Iterable[Position] | None:
    snapshot = _snapshot(viewer, subject)
    return [Position(*row) for row in snapshot.people["rows"]] if snapshot else None


def _files(viewer: Viewer, subject: str) -> dict[str, bytes] | None:
    """snapshot.json, and votes.csv as long as the votes are still those of the snapshot."""
    snapshot = _snapshot(viewer, subject)
    if snapshot is None:
        return None
    files = {"snapshot.json": json.dumps(_content(snapshot), ensure_ascii=False, indent=1).encode()}
    votes = maps_computing.votes_of(snapshot.conversation)
    if votes_digest(votes) == snapshot.votes_digest:
        files["votes.csv"] = _votes_csv(votes)
    return files


def _number_of_votes(viewer: Viewer, subject: str) -> int | None:
    snapshot = _snapshot(viewer, subject)
    return maps_computing.votes_in(snapshot.conversation).count() if snapshot else None


def _rows_of_bundle(viewer: Viewer, subject: str) -> Iterable[Snapshot] | None:
    snapshot = _snapshot(viewer, subject)
    return [snapshot] if snapshot else None


def _content(snapshot: Snapshot) -> dict[str, Any]:
    fields = ("number", "seed", "votes_digest", "summary", "people", "statements", "composition")
    content = {name: getattr(snapshot, name) for name in fields}
    return {"conversation": snapshot.conversation.slug, "made_at": snapshot.made_at.isoformat(), **content}


def _votes_csv(votes: Iterable[tuple[int, int, int]]) -> bytes:
    """The votes as `yoriai map` reads them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["voter-id", "comment-id", "vote"])
    writer.writerows(votes)
    return out.getvalue().encode()


_POSITION = (
    ("participant", "参加者の番号"),
    ("x", "横の位置"),
    ("y", "縦の位置"),
    ("group", "グループ"),
    ("p_group", "グループの確かさ"),
    ("sd_x", "横の不確かさ"),
    ("sd_y", "縦の不確かさ"),
)


def _position(name: str, label: str) -> Column:
    return Column(name, label, lambda row: getattr(row, name))


VOICES = Export(
    key="voices.voices",
    label="声の一覧",
    rows=_voices,
    columns=(
        Column("received_at", "届いた日時", lambda row: row.received_at),
        Column("channel", "届いた方法", lambda row: row.get_channel_display()),
        Column("text", "声", lambda row: row.readable),
        Column("state", "状態", lambda row: row.get_state_display()),
        Column("reason", "理由", lambda row: row.get_reason_display()),
        Column("note", "説明", lambda row: row.note),
        Column("state_at", "状態が決まった日時", lambda row: row.state_at),
        Column("statement", "意見の番号", lambda row: row.statement.number if row.statement else ""),
        Column("campaign", "同じ文面のまとまり", lambda row: row.campaign_id or ""),
    ),
)
STATEMENTS = Export(
    key="voices.statements",
    label="意見ごとの結果",
    rows=_statements,
    columns=(
        Column("statement", "意見の番号", lambda row: row.number),
        Column("text", "意見", lambda row: row.text),
        Column("agree", "賛成", lambda row: row.counts.agree),
        Column("pass", "どちらでもない", lambda row: row.counts.skip),
        Column("disagree", "反対", lambda row: row.counts.disagree),
        Column("agree_share", "賛成の割合", lambda row: round(row.counts.agreeing.estimate, 4)),
        Column("agree_low", "賛成の割合の下限（95%）", lambda row: round(row.counts.agreeing.low, 4)),
        Column("agree_high", "賛成の割合の上限（95%）", lambda row: round(row.counts.agreeing.high, 4)),
    ),
)
POSITIONS = Export(
    key="voices.positions",
    label="参加者の位置",
    rows=_positions,
    columns=tuple(_position(*named) for named in _POSITION),
)
SNAPSHOT = Export(
    key="voices.snapshot",
    label="地図のデータ",
    rows=_rows_of_bundle,
    bundle=_files,
    count=_number_of_votes,
)


def load() -> None:
    """Register the exports of this part."""
    register([VOICES, STATEMENTS, POSITIONS, SNAPSHOT])
