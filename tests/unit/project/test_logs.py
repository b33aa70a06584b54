"""The log never holds what opens a door."""

from __future__ import annotations

import logging
import secrets
import uuid

from chalkline.project.logs import WithoutSecrets


def line(message: str, *values: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, values, None)
    assert WithoutSecrets().filter(record)
    return record.getMessage()


def test_the_secret_of_a_link_is_not_in_the_log() -> None:
    for _ in range(50):
        secret = f"cv-{secrets.token_urlsafe(32)}"
        said = line("%s: %s", "Unprocessable Entity", f"/vendor/{secret}/who/")
        assert secret not in said and said == "Unprocessable Entity: /vendor/[secret]/who/"


def test_what_helps_to_find_a_fault_stays() -> None:
    path = f"/evaluations/{uuid.uuid4()}/assess/privacy/"
    assert line("Not Found: %s", path) == f"Not Found: {path}"
    assert line("a line without values") == "a line without values"
