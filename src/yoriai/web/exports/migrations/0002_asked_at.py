"""When a file was asked for; up to now that was when it was made."""

from django.db import migrations, models
from django.db.models import F


def as_before(apps, _editor):
    """Every file up to now was made when it was asked for."""
    apps.get_model("exports", "Download").objects.update(asked_at=F("made_at"))


class Migration(migrations.Migration):
    dependencies = [("exports", "0001_initial")]
    operations = [
        migrations.AddField("download", "asked_at", models.DateTimeField("頼んだ日時", null=True)),
        migrations.RunPython(as_before, migrations.RunPython.noop),
    ]
