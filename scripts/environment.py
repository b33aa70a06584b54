"""Make the virtual environment, or say exactly what is missing and how to get it."""

from __future__ import annotations

import sys
import venv
from pathlib import Path

NEEDED = (3, 11)


def main(folder: Path) -> None:
    if sys.version_info < NEEDED:
        have = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Chalkline needs Python 3.11 or newer; {sys.executable} is {have}. Try: make PYTHON=python3.12 demo")
    try:
        import ensurepip  # noqa: F401  (only to see whether it is there)
    except ImportError:
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Python's venv is missing. Get it with: apt-get install python{version}-venv")
    venv.EnvBuilder(with_pip=True).create(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
