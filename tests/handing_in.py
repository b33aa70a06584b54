"""Handing in a list as a file, and taking over what was looked at."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


def handed_in(client: Client, address: str, content: str | bytes, name: str = "list.csv") -> str:
    data = content.encode() if isinstance(content, str) else content
    return client.post(address, {"file": SimpleUploadedFile(name, data)}).content.decode()


def taken(client: Client, address: str, page: str, **more: str) -> Any:
    found = re.search(r'name="rows" value="([^"]*)"', page)
    assert found, page
    return client.post(address, {"rows": found[1], **more})
