"""`python -m shuniu` is the command `shuniu`."""

import sys

from shuniu.cli import main

sys.exit(main())
