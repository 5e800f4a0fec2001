"""The commands of `shuniu`, one file each: `add_arguments(parser)` and `run(arguments) -> exit code`."""
