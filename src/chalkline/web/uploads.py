"""How much one form may carry in files: what is more is refused before it is written anywhere."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

GB = 1024**3


class UploadTooLarge(RequestDataTooBig):
    """The files of a form are larger together than CHALKLINE_UPLOAD_GB."""


class Bounded(FileUploadHandler):
    """First of the upload handlers: looks at the length the browser announces; the next ones take the data."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Refuse a form that is too large, before it is read."""
        if content_length > settings.CHALKLINE.upload_gb * GB:
            raise UploadTooLarge

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leave the data to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""
