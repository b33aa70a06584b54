"""Files that others wrote are the ones we looked at, and the first page stays small."""

from __future__ import annotations

import gzip
import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

import chalkline.web
from cast import Cast
from visiting import visitor

ROOT = Path(__file__).parents[3]
STATIC = Path(chalkline.web.__file__).parent / "static"
LARGEST_FIRST_PAGE = 150_000


@pytest.mark.parametrize("folder", [STATIC / "vendor", ROOT / "tests" / "vendor"], ids=["served", "for tests"])
def test_vendored_files_match_their_digests(folder: Path) -> None:
    packages = json.loads((folder / "manifest.json").read_text())["packages"]
    listed = {name: digest for package in packages for name, digest in package["files"].items()}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    there.pop("manifest.json")
    assert set(there) == set(listed)
    for name, path in there.items():
        assert sha256(path.read_bytes()).hexdigest() == listed[name], name
    assert all(package["version"] and package["licence"] for package in packages)


def test_no_style_sheet_or_script_names_an_address_elsewhere() -> None:
    for path in [*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]:
        text = path.read_text()
        assert "sourceMappingURL" not in text, path.name
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", text):
            assert not re.match(r"[a-z]+:|//", address), f"{path.name}: {address}"
            assert (path.parent / address).exists(), f"{path.name}: {address}"


def test_the_first_page_is_small(cast: Cast) -> None:
    client = visitor(cast.dana)
    page = client.get("/").content
    named = set(re.findall(rb'(?:src|href)="/static/([^"]+)"', page))
    size = len(gzip.compress(page))
    for name in named:
        data = (STATIC / name.decode()).read_bytes()
        size += len(data) if name.endswith(b".woff2") else len(gzip.compress(data))
    # The second weight of the serif is not preloaded but drawn on most pages.
    size += (STATIC / "vendor/fonts/source-serif-4-latin-400.woff2").stat().st_size
    assert size < LARGEST_FIRST_PAGE, size


def test_the_two_dark_palettes_are_alike() -> None:
    tokens = (STATIC / "css" / "tokens.css").read_text()
    light, by_device, by_choice = [
        dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]+)", block)) for block in re.findall(r"\{([^{}]*)\}", tokens)
    ]
    assert by_device == by_choice
    assert set(by_device) == set(light)


# What stands on what: text needs 4.5:1, lines and controls 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT_PAIRS = """
    ink/paper ink/sheet ink-soft/paper ink-soft/sheet ink-soft/board-tint
    board/paper board/sheet board/board-tint on-board/board on-board/board-strong on-board/stop
    attend/attend-tint attend/sheet stop/stop-tint stop/sheet ok/ok-tint info/info-tint
    chalk/bar chalk-soft/bar chalk-soft/bar-field
    ink/shade-0 ink/shade-1 ink/shade-2 on-shade-3/shade-3 on-shade/shade-4 on-shade/shade-5
    ink/info-tint ink/attend-tint ink/stop-tint ink/ok-tint
""".split()  # noqa: SIM905
LINE_PAIRS = ["field/sheet", "field/paper", "focus/paper", "focus/sheet", "board/paper", "bar-rule/bar"]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def contrast_of(palette: dict[str, str], pair: str) -> float:
    front, ground = pair.split("/")
    return contrast(palette[front], palette[ground])


@pytest.mark.parametrize("look", [0, 1], ids=["light", "dark"])
def test_colours_can_be_read(look: int) -> None:
    tokens = (STATIC / "css" / "tokens.css").read_text()
    blocks = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]+)", block)) for block in re.findall(r"\{([^{}]*)\}", tokens)]
    palette = blocks[look]
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    faint = [pair for pair in TEXT_PAIRS if contrast_of(palette, pair) < 4.5]
    faint += [pair for pair in LINE_PAIRS if contrast_of(palette, pair) < 3]
    assert not faint
