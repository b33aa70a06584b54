"""Make the fonts of printed documents from the vendored web fonts: same letters, in a form that Typst reads.

Run after scripts/vendor_frontend.py took new fonts; needs `pip install fonttools brotli`, which nothing else here does.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent / "src" / "chalkline"
WEB = ROOT / "web" / "static" / "vendor" / "fonts"
PRINT = ROOT / "report" / "documents" / "fonts"
STYLES = {400: "Regular", 600: "SemiBold"}


def instance(name: str, weight: int) -> TTFont:
    """A web font at one weight."""
    font = TTFont(WEB / name)
    if "fvar" in font:
        font = instantiateVariableFont(font, {"wght": weight})
    font.flavor = None
    return font


def name_font(font: TTFont, family: str, weight: int) -> None:
    """Name it so that it is found by family and weight."""
    names = font["name"]
    for record in [r for r in names.names if r.nameID in (1, 2, 4, 6, 16, 17, 25)]:
        names.removeNames(nameID=record.nameID)
    style = STYLES[weight]
    for name_id, text in (
        (1, family if weight == 400 else f"{family} {style}"),
        (2, "Regular"),
        (4, f"{family} {style}"),
        (6, f"{family}-{style}".replace(" ", "")),
        (16, family),
        (17, style),
    ):
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def make(family: str, latin: str, extended: str, weight: int) -> None:
    """One font of both ranges of letters."""
    parts = []
    for at, name in enumerate((latin, extended)):
        part = PRINT / f"part-{at}.ttf"
        font = instance(name, weight)
        for table in ("GSUB", "GPOS", "GDEF", "STAT", "HVAR", "MVAR", "avar", "DSIG"):
            if table in font and (table != "GPOS" or at):
                del font[table]
        font.save(part)
        parts.append(str(part))
    merged = Merger().merge(parts)
    name_font(merged, family, weight)
    merged["head"].created = merged["head"].modified = 3_800_000_000  # the same bytes each time it is made
    merged.recalcTimestamp = False
    merged.save(PRINT / f"{family.lower().replace(' ', '-')}-{weight}.ttf")
    for part in parts:
        Path(part).unlink()


def list_letters() -> None:
    """Write down which letters every one of the fonts has, as ranges: no other may be printed."""
    common = set.intersection(*({*TTFont(path).getBestCmap()} for path in PRINT.glob("*.ttf")))
    ranges = []
    for _, found in groupby(enumerate(sorted(common)), lambda each: each[1] - each[0]):
        codes = [code for _, code in found]
        ranges.append([codes[0], codes[-1]])
    (PRINT / "letters.json").write_text(json.dumps(ranges) + "\n", encoding="utf-8")


if __name__ == "__main__":
    PRINT.mkdir(exist_ok=True)
    for weight in STYLES:
        make("Public Sans", "public-sans-latin.woff2", "public-sans-latin-ext.woff2", weight)
        make(
            "Source Serif 4",
            f"source-serif-4-latin-{weight}.woff2",
            f"source-serif-4-latin-ext-{weight}.woff2",
            weight,
        )
    list_letters()
