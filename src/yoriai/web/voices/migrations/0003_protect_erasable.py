"""Steps and snapshots stay as they are, but for one thing: somebody's name can be taken out of their words."""

from django.db import migrations

from yoriai.web.audit.immutable import erasable_text

ERASED = "（消去済み）"


class Migration(migrations.Migration):
    dependencies = [("voices", "0002_append_only")]
    operations = [
        erasable_text("voices_voicestep", ("id", "voice_id", "state", "reason", "at"), "note", ERASED),
        erasable_text(
            "voices_snapshot",
            (
                "id",
                "conversation_id",
                "number",
                "made_at",
                "made_by_id",
                "seed",
                "votes_digest",
                "summary",
                "people",
                "composition",
            ),
            "statements",
            ERASED,
            within=True,
        ),
    ]
