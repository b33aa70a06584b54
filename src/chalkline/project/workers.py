"""The gateway's processes, without Django in them: one that serves, or several that share a port.

    python -m chalkline.project.workers SETTINGS

Each worker has a node name, a spool and a channel of its own, and accepts from one socket that all inherit: when one
dies, no caller who waits to be accepted is lost, and it is started again. SIGTERM lets all of them finish.
"""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from chalkline.gateway.settings import GatewaySettings
from chalkline.kernel.problem import Problem
from chalkline.project.children import Child, keep_running

MODULE = "chalkline.project.workers"
WAITING = 2048  # callers who wait to be accepted


@dataclass(frozen=True)
class Task:
    """What a process is to do. ``socket`` is the number of an inherited one; -1: open one and share it."""

    settings: GatewaySettings
    host: str
    port: int
    workers: int = 1
    socket: int = -1


def become_gateway(settings: GatewaySettings, *, host: str, port: int, workers: int) -> None:
    """Go on as the gateway: this process is replaced by one that has loaded nothing else."""
    sys.stdout.flush()
    sys.stderr.flush()
    task = _spelled(Task(settings, host, port, workers))
    os.execv(sys.executable, [sys.executable, "-m", MODULE, task])  # noqa: S606  (our own words)


def run(task: Task) -> None:
    """Serve, or keep several who serve."""
    if task.workers == 1:
        from chalkline.gateway.serving import serve  # whoever only keeps workers does not need all of it

        inherited = [socket.socket(fileno=task.socket)] if task.socket >= 0 else None
        serve(task.settings, host=task.host, port=task.port, sockets=inherited)
        return
    family = socket.AF_INET6 if ":" in task.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as shared:
        shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        shared.bind((task.host, task.port))
        shared.listen(WAITING)
        keep_running([_worker(task, number, shared.fileno()) for number in range(1, task.workers + 1)])


def _worker(task: Task, number: int, shared: int) -> Child:
    node = f"{task.settings.node}-{number}"
    own = replace(task, settings=replace(task.settings, node=node), workers=1, socket=shared)
    return Child(node, [_spelled(own)], MODULE, (shared,))


def _spelled(task: Task) -> str:
    return msgspec.json.encode(task, enc_hook=str).decode()


def _path(kind: type, value: Any) -> Any:
    return Path(value) if issubclass(kind, Path) else value


def main() -> None:
    """Read the task from the command line and do it."""
    task = msgspec.json.decode(sys.argv[1], type=Task, dec_hook=_path)
    try:
        run(task)
    except Problem as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
