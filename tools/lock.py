"""`make lock`: renew requirements/*.txt from *.in, with versions and sha256 digests and nothing else.

Reads the public index alone, whatever this machine's pip is set to, so that the digests hold everywhere.
"""

from __future__ import annotations

import os
import re

from tools.bootstrap import BIN, REQUIREMENTS
from tools.console import ROOT, Failed, run, step, stop

NAMES = ("runtime", "dev", "node")
LINE = re.compile(r"#.*|\s*--hash=sha256:[0-9a-f]{64}( \\)?|[a-z0-9._-]+==[\w.!+]+( ;[^\\]*)? \\|")


def lock(name: str, *, upgrade: bool) -> None:
    """Write requirements/NAME.txt. Raises `Failed` when it would hold anything but versions and digests."""
    target = REQUIREMENTS / f"{name}.txt"
    environment = {**os.environ, "PIP_CONFIG_FILE": os.devnull, "CUSTOM_COMPILE_COMMAND": "make lock"}
    for setting in ("PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
        environment.pop(setting, None)
    run(
        [
            BIN / "pip-compile",
            "--quiet",
            "--generate-hashes",
            "--allow-unsafe",
            "--strip-extras",
            "--no-annotate",
            "--no-emit-index-url",
            "--no-emit-trusted-host",
            "--no-emit-find-links",
            *(["--upgrade"] if upgrade else []),
            f"--output-file={target.relative_to(ROOT)}",
            str(target.with_suffix(".in").relative_to(ROOT)),
        ],
        env=environment,
    )
    strange = [line for line in target.read_text(encoding="utf-8").splitlines() if not LINE.fullmatch(line)]
    if strange or str(ROOT) in target.read_text(encoding="utf-8"):
        raise Failed(f"{target.name} 里有版本和校验值以外的内容：{strange[:3]}")


def main() -> None:
    """Lock all three; `UPGRADE=1` takes the newest versions instead of keeping what is locked."""
    try:
        for name in NAMES:
            with step(f"锁定 requirements/{name}.txt"):
                lock(name, upgrade=os.environ.get("UPGRADE") == "1")
    except Failed as reason:
        stop(str(reason))


if __name__ == "__main__":
    main()
