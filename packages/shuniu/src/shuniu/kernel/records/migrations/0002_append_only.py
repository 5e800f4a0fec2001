"""Nobody changes or deletes a record, a seal or a seal's item; a payload may only be erased."""

from django.db import migrations

from shuniu.kernel.base.triggers import InstallTriggers, Trigger, append_only

ERASE_ONLY = Trigger(
    "records_payload_erase_only",
    "records_payload",
    "UPDATE",
    "a payload may only be erased",
    "NOT (NEW.erased AND NEW.salt = '' AND CAST(NEW.content AS text) = '{}' AND NEW.record_id = OLD.record_id "
    "AND NEW.digest = OLD.digest)",
)
KEPT = Trigger("records_payload_no_delete", "records_payload", "DELETE", "records_payload is append-only")


class Migration(migrations.Migration):
    dependencies = [("shuniu_records", "0001_initial")]
    operations = [
        InstallTriggers(
            *append_only("records_record"),
            *append_only("records_seal"),
            *append_only("records_seal_item"),
            ERASE_ONLY,
            KEPT,
        )
    ]
