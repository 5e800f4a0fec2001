"""精简文件: the plan, the tally of what was issued, and the written explanations."""

import django.db.models.deletion
from django.db import migrations, models

from shuniu.kernel.base.triggers import InstallTriggers, append_only


class Migration(migrations.Migration):

    dependencies = [
        ('shuniu_documents', '0007_draft_buffer'),
        ('shuniu_flow', '0006_open_rounds'),
        ('shuniu_people', '0003_outside_organs'),
    ]

    operations = [
        migrations.CreateModel(
            name='CeilingExplanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField()),
                ('extra', models.PositiveIntegerField()),
                ('last_year', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('sent_to', models.CharField(max_length=120)),
                ('paper', models.CharField(blank=True, max_length=120)),
                ('sent_on', models.DateField()),
                ('person_name', models.CharField(blank=True, max_length=40)),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'documents_ceiling_explanation',
            },
        ),
        migrations.CreateModel(
            name='IssueTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField()),
                ('month', models.PositiveSmallIntegerField()),
                ('form', models.CharField(choices=[('formal', '正式公文'), ('white', '白头文件'), ('memo', '便函'), ('briefing', '简报')], max_length=10)),
                ('genre', models.CharField(blank=True, max_length=10)),
                ('issued', models.PositiveIntegerField(default=0)),
                ('against', models.PositiveIntegerField(default=0)),
                ('planned', models.PositiveIntegerField(default=0)),
                ('words', models.PositiveIntegerField(default=0)),
                ('measured', models.PositiveIntegerField(default=0)),
                ('over_long', models.PositiveIntegerField(default=0)),
                ('burdened', models.PositiveIntegerField(default=0)),
                ('disguised', models.PositiveIntegerField(default=0)),
                ('submitted', models.PositiveIntegerField(default=0)),
                ('source', models.CharField(blank=True, max_length=120)),
                ('entered_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'documents_issue_tally',
            },
        ),
        migrations.RemoveIndex(
            model_name='qualityfinding',
            name='findings_by_day',
        ),
        migrations.AddField(
            model_name='issueplan',
            name='asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='issueplan',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shuniu_people.person'),
        ),
        migrations.AddField(
            model_name='issueplan',
            name='carried_from',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='shuniu_documents.issueplan'),
        ),
        migrations.AddField(
            model_name='issueplan',
            name='decision',
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name='issueplan',
            name='internal',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='issueplan',
            name='origin',
            field=models.CharField(choices=[('yearly', '年度计划'), ('carried', '上年结转'), ('added', '年中追加')], default='added', max_length=10),
        ),
        migrations.AddField(
            model_name='outgoingdocument',
            name='against',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='outgoingdocument',
            name='burdens',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='outgoingdocument',
            name='counted_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='outgoingdocument',
            name='disguised',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='outgoingdocument',
            name='legality_reviewed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='outgoingdocument',
            name='length_reason',
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name='outgoingdocument',
            name='over_long',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='outgoingdocument',
            name='planned',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='outgoingdocument',
            name='relief_assessed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='outgoingdocument',
            name='submitted_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='issueplan',
            name='form',
            field=models.CharField(choices=[('formal', '正式公文'), ('white', '白头文件'), ('memo', '便函'), ('briefing', '简报')], default='formal', max_length=10),
        ),
        migrations.AddIndex(
            model_name='issueplan',
            index=models.Index(fields=['unit', 'year'], name='plans_of_unit'),
        ),
        migrations.AddIndex(
            model_name='outgoingdocument',
            index=models.Index(condition=models.Q(('counted_on__isnull', False)), fields=['unit', 'counted_on', 'matter'], name='outgoing_counted'),
        ),
        migrations.AddIndex(
            model_name='outgoingdocument',
            index=models.Index(condition=models.Q(('counted_on__isnull', False)), fields=['drafting_unit', 'counted_on', 'matter'], name='outgoing_counted_by_drafter'),
        ),
        migrations.AddIndex(
            model_name='outgoingdocument',
            index=models.Index(condition=models.Q(('counted_on__isnull', True), ('signed_at__isnull', False)), fields=['unit', 'drafting_unit'], name='outgoing_signed_not_counted'),
        ),
        migrations.AddIndex(
            model_name='qualityfinding',
            index=models.Index(fields=['office', 'day', 'unit', 'source', 'kind', 'matter'], name='findings_by_day'),
        ),
        migrations.AddIndex(
            model_name='qualityfinding',
            index=models.Index(fields=['unit', 'day', 'office', 'source', 'kind', 'matter'], name='findings_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='issueplan',
            constraint=models.CheckConstraint(condition=models.Q(('month__isnull', True), models.Q(('month__gte', 1), ('month__lte', 12)), _connector='OR'), name='plan_month_is_a_month'),
        ),
        migrations.AddConstraint(
            model_name='issueplan',
            constraint=models.UniqueConstraint(fields=('carried_from',), name='a_plan_is_carried_over_once'),
        ),
        migrations.AddField(
            model_name='ceilingexplanation',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shuniu_people.unit'),
        ),
        migrations.AddField(
            model_name='ceilingexplanation',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shuniu_people.person'),
        ),
        migrations.AddField(
            model_name='ceilingexplanation',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shuniu_people.unit'),
        ),
        migrations.AddField(
            model_name='issuetally',
            name='entered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shuniu_people.person'),
        ),
        migrations.AddField(
            model_name='issuetally',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shuniu_people.unit'),
        ),
        migrations.AddField(
            model_name='issuetally',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='shuniu_people.unit'),
        ),
        migrations.DeleteModel(
            name='IssueCeiling',
        ),
        migrations.AddIndex(
            model_name='ceilingexplanation',
            index=models.Index(fields=['office', 'year'], name='explanations_of_year'),
        ),
        migrations.AddConstraint(
            model_name='ceilingexplanation',
            constraint=models.CheckConstraint(condition=models.Q(('extra__gte', 1)), name='explanation_asks_for_some'),
        ),
        migrations.AddIndex(
            model_name='issuetally',
            index=models.Index(fields=['office', 'year'], name='tally_of_office'),
        ),
        migrations.AddIndex(
            model_name='issuetally',
            index=models.Index(fields=['unit', 'year'], name='tally_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='issuetally',
            constraint=models.UniqueConstraint(condition=models.Q(('source', '')), fields=('office', 'unit', 'year', 'month', 'form', 'genre'), name='one_tally_a_month'),
        ),
        migrations.AddConstraint(
            model_name='issuetally',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', ''), ('unit__isnull', False), ('month__gte', 1)), models.Q(models.Q(('source', ''), _negated=True), ('submitted', 0)), _connector='OR'), name='counted_here_or_copied_from_paper'),
        ),
        migrations.AddConstraint(
            model_name='issuetally',
            constraint=models.CheckConstraint(condition=models.Q(('month__lte', 12)), name='tally_month_is_a_month'),
        ),
        migrations.AddConstraint(
            model_name='issuetally',
            constraint=models.CheckConstraint(condition=models.Q(('against__lte', models.F('issued'))), name='ceiling_counts_only_what_was_issued'),
        ),
        InstallTriggers(*append_only('documents_ceiling_explanation')),
    ]
