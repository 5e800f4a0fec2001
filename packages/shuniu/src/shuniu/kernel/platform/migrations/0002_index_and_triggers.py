"""The search index in the dialect of the database, and links that are never changed."""

from django.db import migrations

from shuniu.kernel.base.triggers import InstallTriggers, append_only

# detail=none keeps no positions: phrases are checked against the text itself, and the index is half the size.
SQLITE = [
    "CREATE VIRTUAL TABLE platform_search_terms USING fts5(terms, tokenize=\"ascii tokenchars '._'\", detail='none')",
]
POSTGRESQL = [
    "CREATE TABLE platform_search_terms (matter_id bigint PRIMARY KEY, terms tsvector NOT NULL)",
    "CREATE INDEX platform_search_terms_gin ON platform_search_terms USING gin (terms)",
]


def create(apps, editor):
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement, params=None)


def drop(apps, editor):
    editor.execute("DROP TABLE platform_search_terms", params=None)


class Migration(migrations.Migration):
    dependencies = [("shuniu_platform", "0001_initial")]
    operations = [
        migrations.RunPython(create, drop),
        InstallTriggers(*append_only("platform_link")),
    ]
