"""`make bench`: every benchmark of this folder, one after the other; ONLY=discover for one.

Each prints ratios between things that did the same work on this machine in the same minutes, with the
versions that did it. A bare time says more about the machine than about the code, so none is a test.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run those that were named, or all."""
    wanted = sys.argv[1:]
    scripts = [each for each in sorted(HERE.glob("*.py")) if each.stem != "run"]
    chosen = [each for each in scripts if not wanted or each.stem in wanted]
    if not chosen:
        sys.exit(f"There is no such benchmark. There are: {', '.join(each.stem for each in scripts)}.")
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.platform()}")
    failed = 0
    for script in chosen:
        print(f"\n── {script.stem}", flush=True)
        failed += bool(subprocess.run([sys.executable, str(script)], check=False).returncode)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
