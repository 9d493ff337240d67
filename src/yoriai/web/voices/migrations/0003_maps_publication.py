"""A snapshot is made public by a row of its own; a computation shows that it is alive."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from yoriai.web.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("voices", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "computation", "seed", models.PositiveIntegerField(default=1, verbose_name="乱数の種")
        ),
        migrations.AddField(
            "computation",
            "heard_at",
            models.DateTimeField(blank=True, null=True, verbose_name="最後に知らせがあった日時"),
        ),
        migrations.CreateModel(
            "Publication",
            [
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("at", models.DateTimeField(verbose_name="公開した日時")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "snapshot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="voices.snapshot",
                    ),
                ),
            ],
        ),
        append_only("voices_publication"),
    ]
