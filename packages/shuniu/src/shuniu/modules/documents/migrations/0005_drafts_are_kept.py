"""A version of a draft is never changed nor removed."""

from django.db import migrations

from shuniu.kernel.base.triggers import InstallTriggers, append_only


class Migration(migrations.Migration):
    dependencies = [("shuniu_documents", "0004_outgoing")]
    operations = [InstallTriggers(*append_only("documents_draft_version"))]
