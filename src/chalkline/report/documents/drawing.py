"""One picture of a said document as a PNG, drawn as on paper: for a document that cannot draw."""

from __future__ import annotations

import json

import typst

from chalkline.report.documents.printing import FONTS, HERE, block_printed
from chalkline.report.documents.saying import SaidBlock

TEMPLATE = HERE / "picture.typ"
SHARP = 200.0  # dots an inch


def as_png(block: SaidBlock, language: str) -> bytes:
    """The picture of a block of kind picture or intervals; what it shows is said in the block's text."""
    values = block_printed(block, lambda _: "")
    made = typst.compile(
        str(TEMPLATE),
        root=str(HERE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="png",
        ppi=SHARP,
        sys_inputs={"block": json.dumps(values, ensure_ascii=False), "language": language},
    )
    return bytes(made)
