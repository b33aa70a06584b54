"""Renew the front-end files that others wrote and we serve: fetched from npm, cut down, with digests.

    python scripts/vendor_frontend.py            fetch the versions pinned below and write them anew
    python scripts/vendor_frontend.py --check    compare what is in the repository with its manifest

Nothing on a page comes from another host, so every such file is in the repository. Each folder of
them has a manifest.json: package, version, licence, and a SHA-256 for each file, which a test checks.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVED = ROOT / "src" / "chalkline" / "web" / "static" / "vendor"
TESTED = ROOT / "tests" / "vendor"
SASS = "1.108.2"


@dataclass(frozen=True)
class Package:
    """One npm package: which files of it go where."""

    name: str
    version: str
    into: Path
    files: dict[str, str]  # path inside the package -> path inside ``into``


PACKAGES = [
    Package("htmx.org", "4.0.1", SERVED, {"dist/htmx.min.js": "htmx/htmx.min.js", "LICENSE": "htmx/LICENSE"}),
    Package(
        "@fontsource-variable/public-sans",
        "5.3.0",
        SERVED,
        {
            "files/public-sans-latin-wght-normal.woff2": "fonts/public-sans-latin.woff2",
            "files/public-sans-latin-ext-wght-normal.woff2": "fonts/public-sans-latin-ext.woff2",
            "LICENSE": "fonts/public-sans-LICENSE",
        },
    ),
    Package(
        "@fontsource/source-serif-4",
        "5.3.1",
        SERVED,
        {
            "files/source-serif-4-latin-400-normal.woff2": "fonts/source-serif-4-latin-400.woff2",
            "files/source-serif-4-latin-600-normal.woff2": "fonts/source-serif-4-latin-600.woff2",
            "files/source-serif-4-latin-ext-400-normal.woff2": "fonts/source-serif-4-latin-ext-400.woff2",
            "files/source-serif-4-latin-ext-600-normal.woff2": "fonts/source-serif-4-latin-ext-600.woff2",
            "LICENSE": "fonts/source-serif-4-LICENSE",
        },
    ),
    # The style sheet of USWDS is not copied but compiled: see compile_uswds.
    Package("@uswds/uswds", "3.14.0", SERVED, {"LICENSE.md": "uswds/LICENSE.md"}),
    Package("axe-core", "4.14.1", TESTED, {"axe.min.js": "axe.min.js", "LICENSE": "axe-LICENSE"}),
]

# Values of the palette tokens named in frontend/uswds.scss -> our custom properties (css/tokens.css).
# White is paper as a background and the text that stands on a strong ground as a colour.
PAINT = {
    "#1b1b1b": "var(--ink)",
    "#454545": "var(--ink-soft)",
    "#565c65": "var(--field)",
    "#757575": "var(--ink-soft)",
    "#919191": "var(--ink-soft)",
    "#c9c9c9": "var(--rule)",
    "#e6e6e6": "var(--rule)",
    "#e6e6e2": "var(--rule)",
    "#cac9c0": "var(--rule)",
    "#f9f9f7": "var(--paper)",
    "#37493b": "var(--board)",
    "#28312a": "var(--board-strong)",
    "#216e1f": "var(--focus)",
    "#a23737": "var(--stop)",
    "#4c6424": "var(--ok)",
}
WHITE_GROUND, WHITE_TEXT = "var(--sheet)", "var(--on-board)"


def run(*command: str, cwd: Path) -> None:
    """Run a command, or stop with what it printed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def fetch(folder: Path) -> None:
    """Install the pinned packages into a scratch folder, running none of their scripts."""
    wanted = [f"{package.name}@{package.version}" for package in PACKAGES]
    (folder / "package.json").write_text('{"private": true}')
    run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *wanted, f"sass@{SASS}", cwd=folder)


def compile_uswds(folder: Path) -> str:
    """Our subset of USWDS as one style sheet, painted with our custom properties."""
    shutil.copy(ROOT / "scripts" / "frontend" / "uswds.scss", folder / "uswds.scss")
    packages = "--load-path=node_modules/@uswds/uswds/packages"
    run("npx", "--no-install", "sass", packages, "--no-source-map", "uswds.scss", "uswds.css", cwd=folder)
    return paint((folder / "uswds.css").read_text())


def paint(css: str) -> str:
    """Replace palette values by custom properties; drop fonts, images and empty addresses of theirs."""
    css = re.sub(r"@charset [^;]*;\s*", "", css)
    css = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", css)
    css = re.sub(r"/\*.*?\*/\s*", "", css, flags=re.DOTALL)
    css = re.sub(r"font-family:\s*Public Sans Web[^;}]*", "font-family: var(--text)", css)
    css = re.sub(r"\n[^\n;{}]*url\([^\n]*;", "", css)
    css = re.sub(
        r"(background(?:-color)?|background-image|box-shadow): (white|#fff(?:fff)?)\b", rf"\1: {WHITE_GROUND}", css
    )
    css = re.sub(r"(?<![-\w])(white|#fff(?:fff)?)\b", WHITE_TEXT, css)
    for value, role in PAINT.items():
        css = re.sub(rf"{value}\b", role, css)
    unpainted = sorted(set(re.findall(r"#[0-9a-f]{3,8}\b", css)))
    print("colours left as USWDS has them:", ", ".join(unpainted) or "none")
    if "url(" in css:
        sys.exit("the compiled style sheet still names an address")
    # In a layer of its own, so that any rule of ours wins over any rule of theirs.
    return "@layer uswds {\n" + css + "}\n"


def strip_map(data: bytes) -> bytes:
    """Without the comment that names a source map we do not serve (hashed storage would fail on it)."""
    return re.sub(rb"\n?//[#@] ?sourceMappingURL=\S*", b"", data)


def write(folder: Path) -> None:
    """Write every file and both manifests."""
    for target in {package.into for package in PACKAGES}:
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
    manifests: dict[Path, list[dict[str, object]]] = {}
    for package in PACKAGES:
        source = folder / "node_modules" / package.name
        about = json.loads((source / "package.json").read_text())
        made: dict[str, bytes] = {}
        for inside, target in package.files.items():
            data = (source / inside).read_bytes()
            made[target] = strip_map(data) if inside.endswith((".js", ".css")) else data
        if package.name == "@uswds/uswds":
            made["uswds/uswds.css"] = compile_uswds(folder).encode()
        for target, data in made.items():
            path = package.into / target
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        manifests.setdefault(package.into, []).append(
            {
                "name": package.name,
                "version": about["version"],
                "licence": about["license"],
                "files": {target: hashlib.sha256(data).hexdigest() for target, data in sorted(made.items())},
            }
        )
    for target_folder, rows in manifests.items():
        (target_folder / "manifest.json").write_text(json.dumps({"packages": rows}, indent=2) + "\n")


def differences(folder: Path) -> list[str]:
    """What in ``folder`` does not match its manifest: changed, missing or unlisted files."""
    manifest = json.loads((folder / "manifest.json").read_text())
    listed = {name: digest for row in manifest["packages"] for name, digest in row["files"].items()}
    there = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    changed = [
        f"{name} differs from its digest" for name in sorted(listed) if there.get(name, listed[name]) != listed[name]
    ]
    missing = [f"{name} is missing" for name in sorted(set(listed) - set(there))]
    unlisted = [f"{name} is not in the manifest" for name in sorted(set(there) - set(listed))]
    return changed + missing + unlisted


def main() -> None:
    if "--check" not in sys.argv:
        with tempfile.TemporaryDirectory() as scratch:
            fetch(Path(scratch))
            write(Path(scratch))
    wrong = [f"{folder.name}: {line}" for folder in (SERVED, TESTED) for line in differences(folder)]
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
