"""Every door of a district, tried by somebody who means to get round it.

    dana = Doors(cast.dana)
    dana.form("/decide/items/…/", "/decide/items/…/vote/", choice="for")    as a browser sends the form of a page
    dana.crafted("/decide/items/…/vote/", choice="for")                     the same without ever seeing the form
    dana.forged("/decide/items/…/vote/", choice="for")                      as another site would send it
    dana.rest("POST", "/agenda-items/…/votes", {...})                       a program with a token
    dana.terminal("use", "lift", "…")                                       the command line

What comes back says whether it was refused, by which code and in which words; ``everything_kept`` is the district as
it stands, so that a test can hold that nothing changed.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from calling import Caller, caller
from cast import Member
from chalkline.cli.main import chalkline
from chalkline.kernel.problem import Problem, in_words
from chalkline.ledger.api import facts_recorded
from visiting import visitor

# What looking at a page may write: who is signed in, when they were last here, the work of the API's own repeats.
# And jobs: what runs later is looked at where it runs.
MAY_CHANGE = {"sessions.session", "mfa.authenticator", "people.account", "people.visit", "rest.repeatablecall"}


@dataclass(frozen=True)
class Reply:
    """What a door answered. ``words`` is all of it as a person reads it; ``codes`` of what was refused on the way."""

    status: int
    words: str
    codes: tuple[str, ...] = ()
    reasons: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def is_refused(self, code: str) -> bool:
        """By this code, in the words that belong to it."""
        said = self.reasons.get(code, ())
        return self.status >= 400 and code in self.codes and any(each and each in self.words for each in said)


@dataclass
class Doors:
    """The doors, used by one person (None: by a stranger)."""

    member: Member | None = None
    client: Client = field(init=False)
    program: Caller = field(init=False)
    email: str = field(init=False)

    def __post_init__(self) -> None:
        self.client = visitor(self.member, enforce_csrf_checks=True)
        account = self.member.account if self.member else None
        self.program = caller(self.member, now=timezone.now()) if self.member and account else Caller("")
        self.email = account.email if account else "nobody@elsewhere.example"

    def form(self, page: str, action: str = "", **changes: Any) -> Reply:
        """Open a page, change answers of its form and send it; where it offers no such form, send it all the same."""
        with _watched() as seen:
            shown = self.client.get(page)
        if shown.status_code != 200:
            return _reply(shown, seen)
        forms = _Forms(action or page)
        forms.feed(shown.content.decode())
        given = {**forms.given, "csrfmiddlewaretoken": forms.token or self._token(), **changes}
        return self._send(action or page, given)

    def crafted(self, address: str, **given: Any) -> Reply:
        """A post that no page offered, with a token that is good."""
        return self._send(address, {**given, "csrfmiddlewaretoken": self._token()})

    def forged(self, address: str, **given: Any) -> Reply:
        """What another site could have a signed-in browser send."""
        self.client.get("/")
        return self._send(address, given)

    def reads(self, address: str) -> Reply:
        """Open a page, or a path of the API with the browser's session."""
        with _watched() as seen:
            return _reply(self.client.get(address), seen)

    def rest(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        """A program with a token."""
        with _watched() as seen:
            answer = self.program(method, path, body, **headers)
        said = answer.said if isinstance(answer.said, dict) else {}
        codes = (str(said["code"]),) if "code" in said and "what" in said else ()
        return Reply(answer.status, str(answer.said), codes, _reasons(seen))

    def by_session(self, method: str, path: str, body: Any = None, *, token: bool = True, **headers: str) -> Reply:
        """The API with the session of the browser, with or without the token against forgery."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named |= {"x-csrftoken": self._token()} if token else {}
        with _watched() as seen:
            answer = self.client.generic(
                method, f"/api/v1{path}", _json(body), content_type="application/json", headers=named
            )
        return _reply(answer, seen)

    def terminal(self, *words: str) -> Reply:
        """The command line, as this person."""
        with _watched() as seen:
            run = CliRunner().invoke(chalkline, [*words, "--as", self.email])
        assert run.exception is None or isinstance(run.exception, SystemExit), run.exception
        code = re.findall(r"\(([a-z_.]+)\)\s*$", run.output)
        return Reply(200 if run.exit_code == 0 else 400, run.output, tuple(code), _reasons(seen))

    def _send(self, address: str, given: dict[str, Any]) -> Reply:
        with _watched() as seen:
            return _reply(self.client.post(address, given), seen, sent=True)

    def _token(self) -> str:
        for page in ("/register/", "/tokens/"):
            found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.client.get(page).content.decode())
            if found:
                return found[1]
        cookie = self.client.cookies.get("csrftoken")
        return cookie.value if cookie else ""


def everything_kept() -> dict[str, str]:
    """A digest of each table, and how many facts the ledger holds."""
    kept = {"facts": str(facts_recorded())}
    for model in apps.get_models():
        if model._meta.label_lower not in MAY_CHANGE:
            rows = sorted(repr(row) for row in model._default_manager.values_list())
            kept[model._meta.label_lower] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return kept


def hold_refused(tries: dict[str, tuple[str, Any]]) -> None:
    """Each of these (code, act) is refused by its code, in words, and changes nothing at all."""
    for name, (code, act) in tries.items():
        before = everything_kept()
        reply: Reply = act()
        assert reply.is_refused(code), (name, code, reply.status, reply.codes, _gist(reply.words))
        after = everything_kept()
        assert after == before, (name, [table for table in before if before[table] != after.get(table)])


class _Forms(HTMLParser):
    """The answers that stand in the form of a page that is sent to an address."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside = action, False
        self.given: dict[str, Any] = {}
        self.token = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "form":
            where = named.get("action") or self.action
            self.inside = (named.get("method") or "").lower() == "post" and where.split("#")[0] == self.action
        if tag != "input" or not self.inside or not named.get("name"):
            return
        name, value, kind = str(named["name"]), named.get("value") or "", named.get("type") or "text"
        if name == "csrfmiddlewaretoken":
            self.token = value
        elif kind not in {"radio", "checkbox"} or "checked" in named:
            self.given[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


@contextmanager
def _watched() -> Iterator[list[Problem]]:
    """Every Problem that comes up inside."""
    seen: list[Problem] = []
    made = Problem.__post_init__

    def noted(problem: Problem) -> None:
        made(problem)
        seen.append(problem)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__post_init__", noted)
        yield seen


def _reply(answer: Any, seen: list[Problem], *, sent: bool = False) -> Reply:
    words = html.unescape(answer.content.decode(errors="replace")) if isinstance(answer, HttpResponse) else ""
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", words))
    if answer.headers.get("Content-Type", "").startswith("application/json") and answer.content:
        plain = str(json.loads(answer.content))
    status = 422 if sent and answer.status_code == 200 else answer.status_code  # a form that is shown again
    return Reply(status, plain, tuple(each.code for each in seen), _reasons(seen))


def _reasons(seen: list[Problem]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in seen:
        said = (in_words(each.what), *(in_words(words) for words in each.fields.values()))
        found[each.code] = (*found.get(each.code, ()), *said)
    return found


def _json(body: Any) -> bytes:
    return b"" if body is None else json.dumps(body).encode()


def _gist(words: str) -> str:
    return words[:400]
