from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shuniu_flow", "0004_task_ends_round_dues")]
    operations = [
        migrations.AddIndex("entryfile", models.Index(fields=["stored_file_id"], name="where_a_file_hangs")),
        migrations.AddIndex(
            "matter",
            models.Index(
                fields=["unit", "-id"],
                name="secrets_of_unit",
                condition=models.Q(level="work_secret"),
            ),
        ),
    ]
