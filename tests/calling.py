"""Calling the API as somebody of the cast, with a token of theirs, at a moment of the test's choosing."""

from __future__ import annotations

import importlib
import json
import pkgutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

import chalkline.rest
from cast import Member
from chalkline.people.api import make_token


@dataclass(frozen=True)
class Answer:
    """A status and what was said."""

    status: int
    said: Any
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code of a problem document."""
        return str(self.said["code"])


@dataclass(frozen=True)
class Caller:
    """A program that acts as a person."""

    secret: str

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        sent = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.secret:
            named["authorization"] = f"Bearer {self.secret}"
        answer = Client().generic(method, f"/api/v1{path}", sent, content_type="application/json", headers=named)
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        said = json.loads(answer.content) if is_json and answer.content else None
        return Answer(answer.status_code, said, dict(answer.headers))

    def get(self, path: str, **headers: str) -> Answer:
        """Read."""
        return self("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """Do."""
        return self("POST", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> Answer:
        """State."""
        return self("PUT", path, body, **headers)


def caller(member: Member, *, now: datetime) -> Caller:
    """A program with a token of ``member``."""
    return Caller(make_token(member.actor, "test", now=now - timedelta(days=1))[1])


STRANGER = Caller("")


def api_at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Let the API's clock stand at ``now``."""
    for found in pkgutil.walk_packages(chalkline.rest.__path__, "chalkline.rest."):
        if ".migrations" not in found.name:
            module = importlib.import_module(found.name)
            if hasattr(module, "utc_now"):
                monkeypatch.setattr(module, "utc_now", lambda: now)
