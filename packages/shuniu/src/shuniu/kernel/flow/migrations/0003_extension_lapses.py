from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shuniu_flow", "0002_invariants")]
    operations = [
        migrations.AlterField(
            model_name="extension",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "待批"),
                    ("granted", "同意"),
                    ("denied", "不同意"),
                    ("lapsed", "已失效"),
                ],
                default="asked",
                max_length=10,
            ),
        )
    ]
