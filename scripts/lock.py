"""Renew uv.lock and the hashed requirements files.

A lock made by uv names the host each file was fetched from. A district fetches from wherever it
fetches, so the lock we keep names packages, versions, file names and digests, and no host. What
installs from it is the hashed export, with plain pip.

    python scripts/lock.py            keep the versions we have, take up what pyproject.toml changed
    python scripts/lock.py --upgrade  newest versions that pyproject.toml admits
    python scripts/lock.py --check    fail if the requirements files do not follow from uv.lock
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPORTS = {
    "requirements/run.txt": ["--no-default-groups"],
    "requirements/postgres.txt": ["--no-default-groups", "--extra", "postgres"],
    "requirements/test.txt": ["--no-default-groups", "--group", "test"],
    "requirements/check.txt": ["--no-default-groups", "--group", "test", "--group", "check"],
}
HEADER = "# Made from uv.lock by scripts/lock.py. Install with: pip install --require-hashes -r THIS_FILE\n"


def uv(*arguments: str, cwd: Path) -> str:
    """Run uv and return what it printed; stop with its own words when it fails."""
    done = subprocess.run(["uv", *arguments], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr or f"uv {' '.join(arguments)} failed")
    return done.stdout


def without_hosts(lock: str) -> str:
    """The same lock with file names in place of addresses."""
    lock = re.sub(r'url = "https?://[^"]*/([^"/]+)"', r'path = "\1"', lock)
    return re.sub(r'registry = "https?://[^"]*"', 'registry = "registry"', lock)


def export(folder: Path) -> dict[str, str]:
    """The requirements files that follow from folder/uv.lock."""
    made = {}
    for name, options in EXPORTS.items():
        text = uv("export", "--frozen", "--no-emit-project", "--no-header", "--no-annotate", *options, cwd=folder)
        made[name] = HEADER + text
    return made


def renew(*, upgrade: bool) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copy(ROOT / "pyproject.toml", folder)
        # uv prefers the versions a lock already names, whatever address stands beside them.
        if (ROOT / "uv.lock").exists() and not upgrade:
            kept = (ROOT / "uv.lock").read_text()
            pins = re.findall(r'^name = "([^"]+)"\nversion = "([^"]+)"', kept, flags=re.MULTILINE)
            constraints = [f'"{name}=={version}"' for name, version in pins if name != "chalkline"]
            project = (folder / "pyproject.toml").read_text()
            project += f"\n[tool.uv]\nconstraint-dependencies = [{', '.join(constraints)}]\n"
            (folder / "pyproject.toml").write_text(project)
        uv("lock", cwd=folder)
        lock = without_hosts((folder / "uv.lock").read_text())
        lock = re.sub(r"\n\[manifest\]\n(?:constraints = \[.*?\n\]\n)", "\n", lock, flags=re.DOTALL)
        (ROOT / "uv.lock").write_text(lock)
    for name, text in export(ROOT).items():
        (ROOT / name).parent.mkdir(exist_ok=True)
        (ROOT / name).write_text(text)


def check() -> None:
    stale = [name for name, text in export(ROOT).items() if (ROOT / name).read_text() != text]
    if stale:
        sys.exit(f"{', '.join(stale)} do not follow from uv.lock. Run: python scripts/lock.py")


if __name__ == "__main__":
    if "--check" in sys.argv:
        check()
    else:
        renew(upgrade="--upgrade" in sys.argv)
