import django.db.models.deletion
from django.db import migrations, models

# The unit of a sheet's matter, so that what is out is found without reading every sheet of the county.
FILL = """
UPDATE documents_paper_copy
SET unit_id = (SELECT m.unit_id FROM flow_matter m WHERE m.id = documents_paper_copy.matter_id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("shuniu_documents", "0002_newest_lines_and_papers_out"),
        ("shuniu_people", "0002_installation_and_attempts"),
    ]
    operations = [
        migrations.AddField(
            "papercopy",
            "unit",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="shuniu_people.unit",
                db_index=False,
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            "papercopy",
            "unit",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="shuniu_people.unit",
                db_index=False,
            ),
        ),
        migrations.RemoveIndex("papercopy", "papers_out"),
        migrations.AddIndex(
            "papercopy",
            models.Index(fields=["unit", "id"], condition=models.Q(returned_at=None), name="papers_out_of_unit"),
        ),
    ]
