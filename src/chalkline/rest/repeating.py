"""Doing a thing once, however often a program sends it: the header Idempotency-Key on POST.

The same key with the same call gives the answer of the first time, for a day. With another call it is
refused (422), and while the first still runs, too (409). A refusal is not kept: it changed nothing, so
the call may be sent again. What the call did and the kept answer are one transaction: after a crash
either both are there or neither.

Answers are sealed with a key made of ours and the caller's: some hold a secret that is shown once, and
neither the database nor a copy of it can show it again.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import secrets
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from chalkline.kernel.clock import utc_now
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rest.models import RepeatableCall

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
RUNS_AT_MOST = timedelta(minutes=1)  # after this a call that never ended counts as crashed, and may be taken over
LONGEST_KEY = 200
KEY = "api-answers"  # its name in the key folder
NONCE = 12
FIRST_REFUSAL = 400

Run = Callable[..., HttpResponse]


def once(run: Any) -> Run:
    """Wrap the bound ``run`` of an operation."""
    operation = run.__self__

    @functools.wraps(run)
    def repeatable(request: HttpRequest, **kw: Any) -> HttpResponse:
        key = request.headers.get(HEADER)
        if key is None:
            answer: HttpResponse = run(request, **kw)
            return answer
        refused: HttpResponse | None = operation._run_checks(request)
        if refused is not None:
            return refused
        try:
            return _once(lambda: run(request, **kw), request, key, _caller(request, kw), now=utc_now())
        except Problem as problem:
            told: HttpResponse = operation.api.on_exception(request, problem)
            return told

    return repeatable


def _once(
    run: Callable[[], HttpResponse], request: HttpRequest, key: str, actor_id: str, *, now: datetime
) -> HttpResponse:
    if not 1 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise _key_unclear()
    call = _digest(f"{request.method} {request.get_full_path()}".encode(), _sent(request))
    begun = _begin(actor_id, _digest(key.encode()), call, now)
    if isinstance(begun, RepeatableCall):
        return _again(begun, key, actor_id)
    try:
        with transaction.atomic():
            answer = run()
            if answer.status_code >= FIRST_REFUSAL:
                transaction.set_rollback(True)
            elif not _end(begun, answer, _sealing_key(key, actor_id)):
                raise _in_flight()  # somebody took it over: what was done here is undone
    except BaseException:
        _forget(begun)
        raise
    if answer.status_code >= FIRST_REFUSAL:
        _forget(begun)
    return answer


def _caller(request: HttpRequest, named: dict[str, Any]) -> str:
    """Whose key it is: the person's, or of whoever has the link that the address names."""
    actor = getattr(request, "auth", None)
    if actor is not None:
        return str(actor.id)
    return f"link:{_digest(*(f'{name}={value}'.encode() for name, value in sorted(named.items())))}"


def _sent(request: HttpRequest) -> bytes:
    """What was sent, or where files came with it the digests of all of it: files are never held in memory."""
    if request.content_type != "multipart/form-data":
        return request.body
    parts = [f"{name}={value}".encode() for name, values in sorted(request.POST.lists()) for value in values]
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            taken = hashlib.sha256()
            for chunk in file.chunks():
                taken.update(chunk)
            file.seek(0)
            parts.append(f"{name}={file.name} {taken.hexdigest()}".encode())
    return _digest(*(hashlib.sha256(part).digest() for part in parts)).encode()


def _begin(actor_id: str, key_digest: str, call: str, now: datetime) -> uuid.UUID | RepeatableCall:
    """The attempt that this call is now, or the finished call it repeats."""
    RepeatableCall.objects.filter(begun_at__lt=now - KEPT_FOR).delete()
    attempt = uuid.uuid4()
    try:
        with transaction.atomic():
            RepeatableCall.objects.create(
                actor_id=actor_id, key_digest=key_digest, call_digest=call, attempt=attempt, begun_at=now
            )
        return attempt
    except IntegrityError:
        known = RepeatableCall.objects.filter(actor_id=actor_id, key_digest=key_digest).first()
    if known is None:
        raise _in_flight()  # it was refused at this very moment: sending it again is right
    if known.call_digest != call:
        raise _differs()
    if known.status is not None:
        return known
    stale = RepeatableCall.objects.filter(pk=known.pk, attempt=known.attempt, status=None)
    if now - known.begun_at < RUNS_AT_MOST or not stale.update(attempt=attempt, begun_at=now):
        raise _in_flight()
    return attempt


def _end(attempt: uuid.UUID, answer: HttpResponse, sealing: bytes) -> bool:
    nonce = secrets.token_bytes(NONCE)
    sealed = nonce + AESGCM(sealing).encrypt(nonce, answer.content, None)
    running = RepeatableCall.objects.filter(attempt=attempt, status=None)
    return bool(running.update(status=answer.status_code, sealed=sealed))


def _forget(attempt: uuid.UUID) -> None:
    RepeatableCall.objects.filter(attempt=attempt, status=None).delete()


def _again(known: RepeatableCall, key: str, actor_id: str) -> HttpResponse:
    sealed = bytes(known.sealed or b"")
    content = AESGCM(_sealing_key(key, actor_id)).decrypt(sealed[:NONCE], sealed[NONCE:], None)
    response = HttpResponse(content, status=known.status, content_type="application/json; charset=utf-8")
    response["Idempotency-Replayed"] = "true"
    return response


def _sealing_key(key: str, actor_id: str) -> bytes:
    ours = Keyring(settings.CHALKLINE.key_folder).key(KEY)
    return hmac.new(ours, f"{actor_id} {key}".encode(), hashlib.sha256).digest()


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def _key_unclear() -> Problem:
    return Problem(
        "api.repeat_key_unclear",
        what=Sentence("The header Idempotency-Key is empty, too long or not plain text."),
        why=Sentence("It names this call, so that sending it twice does the thing once."),
        next_step=Sentence("Send a random id of at most {n} characters, or leave the header out.", n=LONGEST_KEY),
    )


def _differs() -> Problem:
    return Problem(
        "api.repeat_differs",
        what=Sentence("This Idempotency-Key was already used for another call."),
        why=Sentence("One key names one call with one body, for a day."),
        next_step=Sentence("Send a new key for a new call."),
    )


def _in_flight() -> Problem:
    return Problem(
        "api.repeat_in_flight",
        what=Sentence("The first call with this Idempotency-Key is still running."),
        why=Sentence("Doing it a second time now could do the thing twice."),
        next_step=Sentence("Wait a few seconds and send it again: you will get the first answer."),
        kind=Kind.CONFLICT,
    )
