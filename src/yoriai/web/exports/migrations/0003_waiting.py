"""A large file waits for a worker: its state, how far it is, and why it was not made."""

from django.db import migrations, models
from django.db.models import Q


def without_files(apps, _editor):
    """On the way back: rows for which no file was made have no place in the table before."""
    apps.get_model("exports", "Download").objects.exclude(state="ready").delete()


STATES = [
    ("waiting", "順番を待っています"),
    ("making", "作っています"),
    ("ready", "できました"),
    ("stopped", "止めました"),
    ("failed", "作れませんでした"),
]


class Migration(migrations.Migration):
    dependencies = [("exports", "0002_asked_at")]
    operations = [
        migrations.AddField(
            "download",
            "state",
            models.CharField("いま", max_length=10, choices=STATES, default="ready"),
            preserve_default=False,
        ),
        migrations.AddField(
            "download", "progress", models.PositiveSmallIntegerField("進みぐあい（%）", default=0)
        ),
        migrations.AddField(
            "download", "step", models.CharField("していること", max_length=100, blank=True, default="")
        ),
        migrations.AddField(
            "download", "heard_at", models.DateTimeField("ワーカーから聞いた日時", null=True, blank=True)
        ),
        migrations.AddField(
            "download", "stop_requested", models.BooleanField("止めるよう頼まれた", default=False)
        ),
        migrations.AddField(
            "download",
            "problem",
            models.CharField("作れなかった理由", max_length=300, blank=True, default=""),
        ),
        migrations.AlterField("download", "asked_at", models.DateTimeField("頼んだ日時")),
        migrations.AlterField(
            "download", "made_at", models.DateTimeField("作った日時", null=True, blank=True)
        ),
        migrations.AlterField(
            "download", "expires_at", models.DateTimeField("使える期限", null=True, blank=True)
        ),
        migrations.AlterField("download", "format", models.CharField("形式", max_length=10, blank=True)),
        migrations.AlterField("download", "file_name", models.CharField(max_length=200, blank=True)),
        migrations.AlterField("download", "rows", models.PositiveIntegerField("件数", default=0)),
        migrations.AlterField("download", "sha256", models.CharField(max_length=64, blank=True)),
        migrations.AddIndex("download", models.Index(fields=["state"], name="exports_state")),
        migrations.AddConstraint(
            "download",
            models.CheckConstraint(
                condition=~Q(state="ready")
                | (Q(made_at__isnull=False, expires_at__isnull=False) & ~Q(sha256="") & ~Q(file_name="")),
                name="exports_ready_is_whole",
            ),
        ),
        migrations.AddConstraint(
            "download",
            models.CheckConstraint(
                condition=Q(state="failed") ^ Q(problem=""), name="exports_failed_says_why"
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, without_files),
    ]
