"""A caller who closes the connection is answered no further, and the model is asked no further."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from typing import Any

from chalkline.gateway.connections import LEFT, Leaving

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class CallerLeft(Exception):
    """The caller closed the connection."""


async def unless_caller_leaves(
    answering: Coroutine[Any, Any, None], scope: MutableMapping[str, Any], receive: Receive
) -> None:
    """Run ``answering``; when the caller closes the connection, stop it and raise CallerLeft."""
    leaving = scope.get("extensions", {}).get(LEFT)
    await (_unless_left(answering, leaving) if leaving else _unless_told(answering, receive))


async def _unless_left(answering: Coroutine[Any, Any, None], leaving: Leaving) -> None:
    task = asyncio.current_task()
    assert task is not None
    if leaving.is_gone:
        answering.close()
        raise CallerLeft
    leaving.then = task.cancel
    try:
        await answering
    except asyncio.CancelledError:
        if not leaving.is_gone:
            raise
        task.uncancel()
        raise CallerLeft from None
    finally:
        leaving.then = None


async def _unless_told(answering: Coroutine[Any, Any, None], receive: Receive) -> None:
    """The same where the server tells it only to who receives."""
    task = asyncio.current_task()
    assert task is not None
    watch = asyncio.ensure_future(_stop_when_left(receive, task))
    try:
        await answering
    except asyncio.CancelledError:
        if not watch.done():
            raise
        task.uncancel()
        raise CallerLeft from None
    finally:
        watch.cancel()


async def _stop_when_left(receive: Receive, task: asyncio.Task[Any]) -> None:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            task.cancel()
            return
