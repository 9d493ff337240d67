import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0005_protect_erasures'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='importline',
            name='register_line_target',
        ),
        migrations.AlterField(
            model_name='importline',
            name='run',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='register.importrun'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='authority',
            field=models.CharField(blank=True, max_length=60, verbose_name='所轄庁'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='certified_until',
            field=models.DateField(blank=True, null=True, verbose_name='認定の終わり'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='dissolved_on',
            field=models.DateField(blank=True, null=True, verbose_name='解散した日'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='register.organisation'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='municipality',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='register.municipality', verbose_name='市町村'),
        ),
        migrations.AlterField(
            model_name='organisationfield',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='fields_of_activity', to='register.organisation'),
        ),
        migrations.AddIndex(
            model_name='importline',
            index=models.Index(condition=models.Q(('target_id__isnull', False)), fields=['target', 'target_id'], name='register_line_target'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['municipality'], name='register_org_town'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('certified_until__isnull', False)), fields=['certified_until'], name='register_org_certified_until'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='register_org_merged'),
        ),
    ]
