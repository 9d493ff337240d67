"""Who saw whom can be added, never changed or deleted."""

from django.db import migrations

from yoriai.web.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [append_only("register_sight")]
