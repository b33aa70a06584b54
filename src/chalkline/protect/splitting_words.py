"""A folded text as its words: letters and digits, nothing else. As fast as the language can."""

from __future__ import annotations


class _Others(dict[int, str]):
    """What is no word becomes a space; asked once for each character that there is."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if character.isalnum() else " "
        return self[code]


_TABLE = _Others({code: chr(code) if chr(code).isalnum() else " " for code in range(128)})
# Most texts are ASCII: bytes are turned one for one, at once.
_PLAIN = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
_SMALL = _PLAIN.lower()


def words_of(text: str) -> list[str]:
    """The words, in order."""
    if text.isascii():
        return text.encode().translate(_PLAIN).decode().split()
    return text.translate(_TABLE).split()


def small_words_of(text: str) -> list[str]:
    """The words in small letters, in order."""
    if text.isascii():
        return text.encode().translate(_SMALL).decode().split()
    return text.lower().translate(_TABLE).split()
