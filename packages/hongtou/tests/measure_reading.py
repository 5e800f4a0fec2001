"""Print how many fields of the real documents in HONGTOU_SAMPLES are read as their file names say.

Run: HONGTOU_SAMPLES=<folder> python packages/hongtou/tests/measure_reading.py
"""

from __future__ import annotations

import sys
from collections import Counter

from samples import samples


def main() -> int:
    """Print the figures, and each field that was misread; 1 when there are no samples."""
    right: Counter[str] = Counter()
    total = 0
    for sample in samples():
        total += 1
        for field, correct in sample.readings().items():
            right[field] += correct
            if not correct:
                sys.stdout.write(f"{field}不符：{sample.name}\n")
    for field in right:
        sys.stdout.write(f"{field} {right[field]}/{total}\n")
    return 0 if total else 1


if __name__ == "__main__":
    sys.exit(main())
