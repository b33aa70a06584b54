"""A text as it is looked at: look-alikes made plain, accents taken off, what cannot be seen taken out.

Plain is one character for one, so that places stay places. Invisible characters and combining accents are taken
out; then ``places`` says where each character that is left stood.
"""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_uppercase

SIGNS = (0x249C, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6)  # where alphabets in brackets, boxes and circles begin
MANY_KINDS = 48  # with more different characters than this, one pass over the text is cheaper than one for each

# Letters of other alphabets that look like ours, letters that have no accent to take off, and ours as signs.
LOOK_ALIKES = {
    **dict(zip("вгикмнптԁѵɡɑɩʏᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡᴢ", "brukmhntdvgaiyabcdefghijklmnopqrstuvwz", strict=True)),
    **dict(zip("εζηκτωγβσχօոհսցզյՏՕՍ", "eznktwybsxonhugqjSOU", strict=True)),
    **dict(zip("ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ", "ABCDEGHIJKLMPRSTVWZ", strict=True)),
    **dict(zip("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "ABCDEFGHIJKLMNOPRSTUVWXYZ", strict=True)),
    **{chr(first + place): letter for first in SIGNS for place, letter in enumerate(ascii_uppercase)},
    **dict(zip("АВЕЅІЈКМНОРСТХУаеѕіјорсхуһԁԛԝ", "ABESIJKMHOPCTXYaesijopcxyhdqw", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαοιυν", "ABEZHIKMNOPTYXaoiuv", strict=True)),
    **dict(zip("øØłŁđĐħĦıŧŦðÐ", "oOlLdDhHitTdD", strict=True)),
    **dict.fromkeys("‘’‚‛`´ʻʼʹ′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict(zip("¿¡…ーｰ", "?!.--", strict=True)),
    **dict.fromkeys("\u2800\u3164\uffa0", " "),  # signs that are drawn as nothing
}  # fmt: skip
NOT_SEEN = frozenset("\u115f\u1160")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is looked at. ``places``: where each of its characters stood, when some were taken out."""

    text: str
    places: array[int] | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text as it was given. What was taken out inside belongs to it."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> str:
    """One character for one: ５ to 5, – to -, é to e, no-break space to space, Cyrillic а to a."""
    return folded(text, keep_places=True).text


def folded(text: str, *, keep_places: bool = False) -> Folded:
    """The text as it is looked at. ``keep_places``: take nothing out."""
    if text.isascii():
        return Folded(text)
    kinds = {each for each in set(text) if each > "\x7f"}
    table = {each: _plain(each) for each in kinds}
    gone = [each for each, plain in table.items() if not plain]
    if gone and keep_places:
        table.update(dict.fromkeys(gone, " "))
    places = _places(text, frozenset(gone)) if gone and not keep_places else None
    if len(kinds) > MANY_KINDS:
        return Folded(text.translate({ord(each): plain for each, plain in table.items()}), places)
    for each, plain in table.items():
        if plain != each:
            text = text.replace(each, plain)
    return Folded(text, places)


def _places(text: str, gone: frozenset[str]) -> array[int]:
    return array("I", [place for place, each in enumerate(text) if each not in gone])


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """What a character counts as: one character, or nothing when it cannot be seen."""
    known = LOOK_ALIKES.get(character)
    if known:
        return known
    category = unicodedata.category(character)
    if category == "Cc":
        return " " if character == "\x85" else ""
    if category in {"Mn", "Me", "Cf"} or character in NOT_SEEN:  # accents, joiners, marks of direction, tags
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character == "\u2212":
        return "-"
    if category in {"Zs", "Zl", "Zp"}:
        return " " if category == "Zs" else "\n"
    base = unicodedata.normalize("NFKD", character)
    if len(base) == 1 or unicodedata.combining(base[1]):
        base = base[0]
    if len(base) == 1 and base in LOOK_ALIKES:
        base = LOOK_ALIKES[base]
    if len(base) == 1 and base.isascii():
        return base
    return character if character.isalnum() else "*"  # what is no letter says nothing: then most texts are ASCII
