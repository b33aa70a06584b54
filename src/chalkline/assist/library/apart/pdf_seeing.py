"""What of a page's text does a reader see? Letters drawn so that nobody does are no source; the approver is told.

Invisible mode, clear, tiny and off-page letters are told by how they are drawn. White ones may stand on a dark ground,
and black ones under a black bar: the page is drawn once, and where letters stand there must be more than one shade. A
page that is a picture with recognized text behind it keeps that text, and the approver is asked to compare it.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from chalkline.assist.library.words import Concern

SMALLEST_SEEN = 2.0  # points
NEARLY_WHITE, NEARLY_CLEAR = 245, 20
SHADES = 24  # of 255: less between the lightest and the darkest spot, and nothing is written there
DARK = 110
LOOKED_AT = 8  # letters of a text object
BLANK = 0.7  # of the letters of a text: the others may touch a line, or what stands beside them
FAR = 100_000.0  # points: far enough that rounding does not count
LARGEST_DRAWN = 2000  # pixels along the longer side
MOSTLY = 0.5  # of a page that a picture covers
MOST = 20
UNSEEN_MODES = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}


@dataclass(frozen=True)
class Unseen:
    """The places of letters that nobody sees, and what the approver is told of the page."""

    letters: frozenset[int] = frozenset()
    concerns: tuple[Concern, ...] = ()


Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass
class _Text:
    """One text object of the page: the places of its letters in the text, and the boxes around some of them."""

    item: Any
    places: list[int] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """Around those letters."""
        lefts, bottoms, rights, tops = zip(*self.boxes, strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)


def unseen_on(page: Any, text: Any, number: int) -> Unseen:
    """What nobody sees of a page's text."""
    found = _texts(text)
    if not found:
        return Unseen()
    width, height = page.get_size()
    if page.get_rotation() in {90, 270}:  # places are told as they were drawn, before the page is turned
        width, height = height, width
    behind = [each for each in found if _mode(each) in UNSEEN_MODES]
    is_picture = bool(behind) and _picture_share(page, width * height) >= MOSTLY
    unseen = [] if is_picture else list(behind)
    drawn = _Drawn(page)
    for each in found:
        if _mode(each) not in UNSEEN_MODES and (_is_never_seen(each, width, height) or not drawn.shows(each)):
            unseen.append(each)
    concerns = [Concern("invisible", said, number) for each in unseen if (said := _said(text, each))]
    if is_picture and (said := " ".join(_said(text, each) for each in behind)[:300].strip()):
        concerns.append(Concern("recognized", said, number))
    return Unseen(frozenset(place for each in unseen for place in each.places), tuple(concerns[:MOST]))


def _texts(text: Any) -> list[_Text]:
    """The text objects of a page by the letters they draw, those inside other objects too."""
    found: dict[int, _Text] = {}
    handle = text.raw
    for place in range(text.count_chars()):
        item = raw.FPDFText_GetTextObject(handle, place)
        address = ctypes.cast(item, ctypes.c_void_p).value
        if address:
            known = found.get(address)
            if known is None:
                known = found[address] = _Text(item)
            known.places.append(place)
    for each in found.values():
        each.boxes = _boxes(handle, each.places)
    return list(found.values())


def _boxes(handle: Any, places: list[int]) -> list[Box]:
    """The boxes of some letters, spread over the text: enough to tell whether it is seen."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    step = max(1, len(places) // LOOKED_AT)
    return [
        (left.value, bottom.value, right.value, top.value)
        for place in (*places[::step], places[-1])
        if raw.FPDFText_GetCharBox(handle, place, left, right, bottom, top) and right.value > left.value
    ]


def _mode(each: _Text) -> int:
    return int(raw.FPDFTextObj_GetTextRenderMode(each.item))


def _colour(each: _Text) -> tuple[int, int, int, int] | None:
    values = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(each.item, *values):
        return None
    red, green, blue, alpha = (value.value for value in values)
    return red, green, blue, alpha


def _is_never_seen(each: _Text, width: float, height: float) -> bool:
    """Clear, tiny, or off the page: whatever is drawn around it."""
    colour = _colour(each)
    if colour and colour[3] < NEARLY_CLEAR:
        return True
    if not each.boxes:
        return False
    left, bottom, right, top = each.box
    if right < 0 or top < 0 or left > width or bottom > height:
        return True
    return 0 < top - bottom < SMALLEST_SEEN and right - left > SMALLEST_SEEN


class _Drawn:
    """The page as it looks, drawn at the first question about it."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._shades: Any = None
        self._map: list[tuple[int, int]] | None = None

    def shows(self, each: _Text) -> bool:
        """Whether there is more than one shade where its letters stand; asked of white ones, and where it is dark."""
        colour = _colour(each)
        is_white = colour is not None and min(colour[:3]) >= NEARLY_WHITE
        spots = [spot for box in each.boxes if (spot := self._spot(box)).size]
        blank = sum(_is_blank(spot) and (is_white or int(spot.max()) < DARK) for spot in spots)
        return not spots or blank < BLANK * len(spots)

    def _spot(self, box: Box) -> Any:
        """The middle of a letter's box, as it is drawn."""
        if self._shades is None:
            scale = min(1.5, LARGEST_DRAWN / max(*self._page.get_size(), 1.0))
            self._shades = self._page.render(scale=scale, may_draw_forms=False).to_numpy()[:, :, :3]
        (x0, y0), (x1, y1) = self._device(box[0], box[1]), self._device(box[2], box[3])
        across, down = sorted((x0, x1)), sorted((y0, y1))
        return self._shades[max(0, down[0]) : max(0, down[1] + 1), max(0, across[0]) : max(0, across[1] + 1)]

    def _device(self, x: float, y: float) -> tuple[int, int]:
        """Where a place of the page stands in the picture of it."""
        if self._map is None:
            tall, wide = self._shades.shape[:2]
            across, down = ctypes.c_int(), ctypes.c_int()
            told = []
            for at in ((0.0, 0.0), (FAR, 0.0), (0.0, FAR)):
                raw.FPDF_PageToDevice(self._page.raw, 0, 0, wide, tall, 0, *at, across, down)
                told.append((across.value, down.value))
            self._map = told
        (ax, ay), (bx, by), (cx, cy) = self._map
        return round(ax + (bx - ax) * x / FAR + (cx - ax) * y / FAR), round(
            ay + (by - ay) * x / FAR + (cy - ay) * y / FAR
        )


def _is_blank(spot: Any) -> bool:
    return int((spot.max(axis=(0, 1)).astype(int) - spot.min(axis=(0, 1))).max()) < SHADES


def _picture_share(page: Any, area: float) -> float:
    """The share of the page that its largest picture covers."""
    largest = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=5):
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if raw.FPDFPageObj_GetBounds(item.raw, left, bottom, right, top):
            largest = max(largest, (right.value - left.value) * (top.value - bottom.value))
    return largest / area if area else 0.0


def _said(text: Any, each: _Text) -> str:
    codes = (raw.FPDFText_GetUnicode(text.raw, place) for place in each.places)
    said = "".join(chr(code) if 31 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)
    return " ".join(said.split())[:300]
