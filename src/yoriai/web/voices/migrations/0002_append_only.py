"""Steps, casts, snapshots and publications can be added, never changed or deleted."""

from django.db import migrations

from yoriai.web.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [("voices", "0001_initial")]
    operations = [
        append_only("voices_voicestep"),
        append_only("voices_cast"),
        append_only("voices_snapshot"),
        append_only("voices_publication"),
    ]
