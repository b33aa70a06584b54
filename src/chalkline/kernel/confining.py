"""The child's side of ``apart``: the bounds it lays on itself before it reads what somebody sent, no network, and how
it tells its parent.

Refuses nothing by itself: a process that goes beyond its bounds is stopped by the system.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import sys
from collections.abc import Callable

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_NO_NEW_PRIVS, PR_SET_DUMPABLE = 38, 4


def confine(*, cpu_seconds: int, memory_bytes: int, file_bytes: int) -> None:
    """Bound memory, time and files of this process, and leave the network. Linux; elsewhere what there is of it."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    os.nice(5)
    with contextlib.suppress(OSError, AttributeError):
        _leave_the_network()


def leave_no_image() -> None:
    """When this process ends by a fault, what it holds in memory is written to no file, and nobody else reads it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def say(**message: object) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def telling(steps: int = 100) -> Callable[[int, int], None]:
    """A progress that tells the parent at most ``steps`` times on the way."""
    last = -1

    def progress(done: int, of: int) -> None:
        nonlocal last
        if (step := done * steps // max(of, 1)) != last:
            last = step
            say(done=done, of=of)

    return progress


def _leave_the_network() -> None:
    """A network namespace of our own has no way out. Where the system forbids it, nothing that reads files
    opens a connection anyway."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    if libc.unshare(CLONE_NEWNET):
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
