from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0008_fields_in_a_column'),
    ]

    operations = [
        migrations.DeleteModel(
            name='OrganisationField',
        ),
    ]
