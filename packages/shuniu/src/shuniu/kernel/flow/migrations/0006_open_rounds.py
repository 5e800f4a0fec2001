from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shuniu_flow", "0005_where_files_hang_and_secrets")]
    operations = [
        migrations.AddIndex(
            "round",
            models.Index(fields=["kind", "id"], condition=models.Q(closed_at=None), name="rounds_open"),
        ),
    ]
