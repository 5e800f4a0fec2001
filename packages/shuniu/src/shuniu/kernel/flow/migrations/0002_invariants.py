"""What the rows themselves refuse, whoever writes: the spine's invariants as triggers."""

from django.db import migrations

from shuniu.kernel.base.triggers import InstallTriggers, Trigger, append_only

HELD = Trigger(
    "flow_matter_is_held",
    "flow_matter",
    "UPDATE OF version",
    "an open matter needs an open task or a dated wait",
    "NEW.closed_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM flow_task t WHERE t.matter_id = NEW.id AND t.closed_at IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM flow_wait w WHERE w.matter_id = NEW.id AND w.closed_at IS NULL)",
)
COUNTED = Trigger(
    "flow_matter_counts_up",
    "flow_matter",
    "UPDATE OF version",
    "the version of a matter goes up by one",
    "NEW.version <> OLD.version + 1",
)
BY_THE_ENGINE = Trigger(
    "flow_matter_state_by_engine",
    "flow_matter",
    "UPDATE OF state",
    "a state changes only through the engine",
    "NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM flow_entry e WHERE e.matter_id = NEW.id"
    " AND e.matter_version = NEW.version AND e.state_after = NEW.state)",
)
KEPT = Trigger("flow_matter_no_delete", "flow_matter", "DELETE", "a matter is never deleted")
PUBLISHED = append_only("flow_procedure_version")


class Migration(migrations.Migration):
    dependencies = [("shuniu_flow", "0001_initial")]
    operations = [
        InstallTriggers(HELD, COUNTED, BY_THE_ENGINE, KEPT, *append_only("flow_entry"), *PUBLISHED)
    ]
