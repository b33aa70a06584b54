"""What a reader of files raises."""

from __future__ import annotations


class CannotRead(Exception):
    """``code`` of the refusal."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
