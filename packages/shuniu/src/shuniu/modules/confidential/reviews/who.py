"""Who reviews what is to be published."""

REVIEWERS = ("HANDLER", "CLERK", "LIAISON", "OFFICE_HEAD", "UNIT_HEAD", "SECRECY")
APPROVERS = ("OFFICE_HEAD", "UNIT_HEAD", "LEADER")
