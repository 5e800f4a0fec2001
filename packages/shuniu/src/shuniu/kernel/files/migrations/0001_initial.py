import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('shuniu_people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField()),
                ('kind', models.CharField(max_length=8)),
                ('name', models.CharField(max_length=200)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('text', models.TextField(blank=True)),
                ('text_from', models.CharField(blank=True, choices=[('', '没有文字'), ('file', '文件自带文字'), ('recognised', '图片识别')], max_length=10)),
                ('level', models.CharField(choices=[('ordinary', '普通'), ('work_secret', '工作秘密')], default='ordinary', max_length=12)),
                ('account_id', models.BigIntegerField(null=True)),
                ('brought_by', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('held_for', models.CharField(blank=True, max_length=20)),
                ('declared', models.CharField(blank=True, choices=[('unmarked', '无密级标志'), ('not_secret', '经核对不涉密')], max_length=12)),
                ('declared_at', models.DateTimeField(null=True)),
                ('erased_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shuniu_people.person')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shuniu_people.unit')),
            ],
            options={
                'db_table': 'files_stored_file',
                'indexes': [models.Index(fields=['sha256'], name='files_by_content'), models.Index(fields=['account_id', '-id'], name='files_by_bringer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('held_for', ''), models.Q(models.Q(('declared', ''), _negated=True), ('declared_at__isnull', False), ('account_id__isnull', False)), _connector='OR'), name='what_was_held_is_answered_for')],
            },
        ),
    ]
