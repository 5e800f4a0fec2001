import django.db.models.deletion
from django.db import migrations, models

from shuniu.kernel.base.triggers import with_triggers_aside


class Migration(migrations.Migration):
    dependencies = [
        ("shuniu_flow", "0003_extension_lapses"),
        ("shuniu_people", "0002_installation_and_attempts"),
    ]
    operations = with_triggers_aside(
        migrations.AddField("round", "due_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "task",
            "closed_in",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="shuniu_people.unit",
            ),
        ),
        migrations.AddField("task", "lapsed", models.BooleanField(default=False)),
    )
