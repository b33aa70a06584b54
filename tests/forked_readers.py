"""Readers apart, forked from a process that has loaded what they load: the suite starts some hundred of them.

``kernel.apart`` starts each reader as a fresh Python, which costs half a second before it has read anything. Here one
process a module is started so, does its imports, and is forked for every order from then on: a process of its own all
the same, with its own bounds, its own ends of the pipes and nothing of an earlier order. What starting one afresh is
like has tests of its own (``afresh``).
"""

from __future__ import annotations

import array
import contextlib
import importlib
import os
import runpy
import signal
import socket
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
LOADED: dict[str, Loader] = {}


class Loader:
    """A process that has loaded one module and forks readers."""

    def __init__(self, module: str) -> None:
        ours, theirs = socket.socketpair()
        from chalkline.kernel import apart

        known = {**apart.surroundings(), "OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, "-P", str(HERE), module, str(theirs.fileno())]
        self._process = subprocess.Popen(command, env=known, pass_fds=[theirs.fileno()], start_new_session=True)
        theirs.close()
        self._asking = ours

    def fork(self, place: str) -> Forked:
        """A reader in this folder."""
        pipes = [os.pipe() for _ in range(4)]  # its input, its output, its errors, and how it ended
        (in_read, in_write), (out_read, out_write), (err_read, err_write), (end_read, end_write) = pipes
        theirs = array.array("i", [in_read, out_write, err_write, end_write])
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, theirs)]
        self._asking.sendmsg([place.encode()], rights)
        for each in theirs:
            os.close(each)
        pid = int(self._asking.recv(32))
        return Forked(pid, in_write, out_read, err_read, end_read)


class Forked:
    """A forked reader, asked and told as one of ``subprocess`` is."""

    def __init__(self, pid: int, asked: int, told: int, errors: int, ended: int) -> None:
        self.pid = pid
        self.stdin, self.stdout, self.stderr = os.fdopen(asked, "w"), os.fdopen(told), os.fdopen(errors)
        self.returncode: int | None = None
        self._ended = ended

    def wait(self) -> int:
        """How it ended, once it has."""
        if self.returncode is None:
            self.returncode = int(os.read(self._ended, 32))
            os.close(self._ended)
        return self.returncode

    def poll(self) -> int | None:
        """Never known before it was waited for: nobody here asks in between."""
        return self.returncode

    def kill(self) -> None:
        """End it."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


def start(module: str, place: str | Path) -> Any:
    """As ``apart.start``, from a process that has loaded the module."""
    if module not in LOADED:
        LOADED[module] = Loader(module)
    return LOADED[module].fork(str(place))


def _serve(module: str, asked: socket.socket) -> None:
    """In the loading process: import, then fork for every order until the other end is closed."""
    importlib.import_module(f"{module}.__main__" if hasattr(importlib.import_module(module), "__path__") else module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        place, passed, *_ = asked.recvmsg(4096, socket.CMSG_LEN(16))
        if not place:
            return
        ends = array.array("i", passed[0][2][:16]).tolist()
        if not os.fork():
            _watch(module, place.decode(), ends, asked)
        for each in ends:
            os.close(each)


def _watch(module: str, place: str, ends: list[int], asked: socket.socket) -> None:
    """Start the reader, tell its number, and how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if not (reader := os.fork()):
        _read(module, place, ends)
    for each in ends[:3]:
        os.close(each)
    asked.send(str(reader).encode())
    _, status = os.waitpid(reader, 0)
    os.write(ends[3], str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _read(module: str, place: str, ends: list[int]) -> None:
    """The reader itself."""
    os.setsid()
    for stream, end in enumerate(ends[:3]):
        os.dup2(end, stream)
    os.closerange(3, 1024)
    os.chdir(place)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    sys.argv = [module]
    code = 1
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    except BaseException:
        traceback.print_exc()
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve(sys.argv[1], socket.socket(fileno=int(sys.argv[2])))
