"""Statutory fields of activity move into a column of the organisation; journals that name their rows follow."""

from django.db import migrations

import yoriai.web.register.models.statutory

_BITS = """
UPDATE register_organisation SET fields_of_activity = COALESCE((
    SELECT SUM(1 << (held.number - 1)) FROM register_organisationfield AS held
    WHERE held.organisation_id = register_organisation.id
), 0)
"""
_ROWS = "register.organisationfield"


def fill(apps, schema_editor):
    schema_editor.execute(_BITS)
    _lists(apps)
    _merges(apps)


def empty(apps, schema_editor):
    Organisation, Field = (apps.get_model("register", name) for name in ("Organisation", "OrganisationField"))
    rows = Organisation.objects.values_list("pk", "fields_of_activity")
    Field.objects.bulk_create(
        [Field(organisation_id=pk, number=number) for pk, numbers in rows for number in numbers],
        batch_size=1000,
    )


def _lists(apps):
    """What undoing a list needs: the numbers that it added, in place of rows."""
    lines = apps.get_model("register", "ImportLine").objects.filter(run__kind="list", target="organisation")
    numbers = dict(apps.get_model("register", "OrganisationField").objects.values_list("pk", "number"))
    for line in lines.iterator():
        made = line.values.get("undo", {}).get("fields")
        if made:
            line.values["undo"]["fields"] = sorted({numbers[pk] for pk in made if pk in numbers})
            line.save(update_fields=["values"])


def _merges(apps):
    """What undoing a merge needs: the entry that went holds its numbers, the kept one goes back to its own."""
    numbers = dict(apps.get_model("register", "OrganisationField").objects.values_list("pk", "number"))
    rows = apps.get_model("register", "Organisation").objects
    for merge in apps.get_model("register", "Merge").objects.filter(kind="organisation", undone_at=None):
        moved = [line for line in merge.moved if line["model"] == _ROWS and line["was"]]
        if not moved:
            continue
        deleted = {int(line["was"]["number"]) for line in moved if line["now"] is None}
        taken = {numbers[line["pk"]] for line in moved if line["now"] and line["pk"] in numbers}
        rows.filter(pk=merge.gone_id).update(fields_of_activity=sorted(deleted | taken))
        held = rows.values_list("fields_of_activity", flat=True).get(pk=merge.kept_id)
        texts = (",".join(map(str, sorted(found))) for found in (set(held) - taken, held))
        was, now = ({"fields_of_activity": text} for text in texts)
        line = {"model": "register.organisation", "pk": merge.kept_id, "was": was, "now": now}
        merge.moved = [line for line in merge.moved if line["model"] != _ROWS]
        merge.before = [*merge.before, line]
        merge.save(update_fields=["before", "moved"])


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0007_early_entries'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='fields_of_activity',
            field=yoriai.web.register.models.statutory.StatutoryFields(blank=True, default=tuple, editable=False, verbose_name='活動分野'),
        ),
        migrations.RunPython(fill, empty),
    ]
