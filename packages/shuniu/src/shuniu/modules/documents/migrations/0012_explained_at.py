"""A written explanation keeps how many there were when it was given."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shuniu_documents', '0011_receipts'),
    ]

    operations = [
        migrations.AddField(
            model_name='ceilingexplanation',
            name='issued',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
