"""Nobody changes or deletes a stored file's row; name and text may only be erased, once."""

from django.db import migrations

from shuniu.kernel.base.triggers import InstallTriggers, Trigger

KEPT_COLUMNS = (
    "id sha256 size kind pages text_from level account_id person_id unit_id brought_by at"
    " held_for declared declared_at"
).split()
UNCHANGED = " AND ".join(
    f"(NEW.{c} = OLD.{c} OR (NEW.{c} IS NULL AND OLD.{c} IS NULL))" for c in KEPT_COLUMNS
)
ERASE_ONLY = Trigger(
    "files_stored_file_erase_only",
    "files_stored_file",
    "UPDATE",
    "a stored file may only be erased",
    "COALESCE(NOT (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.name = '' AND NEW.text = ''"
    f" AND {UNCHANGED}), TRUE)",
)
KEPT = Trigger("files_stored_file_no_delete", "files_stored_file", "DELETE", "files_stored_file is append-only")


class Migration(migrations.Migration):
    dependencies = [("shuniu_files", "0001_initial")]
    operations = [InstallTriggers(ERASE_ONLY, KEPT)]
