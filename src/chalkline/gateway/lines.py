"""Lines that are on disk before their writer goes on: the ground of the spool and of the channel.

One thread writes. Lines that come while it is busy wait together; it is handed all of them at once, writes them
together and syncs once: under load many calls share one sync, and one change of threads. A line that could not be
written fails its call. A line that a crash tore is cut off at the next start. The format is in ``rulebook/wire.py``.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import queue
import threading
from pathlib import Path
from typing import ClassVar, NamedTuple

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

log = logging.getLogger("chalkline.gateway.lines")
LARGEST_FILE = 16 * 1024 * 1024
RECORDS_A_FILE = 10**9  # sequence numbers of two runs of one node never meet


class _Waiting(NamedTuple):
    line: bytes
    done: asyncio.Future[None]


class DurableLines:
    """``await lines.append(line)`` returns when the line is durable; raises OSError when it is not.

    Its files are ``folder/00000001.SUFFIX`` and so on; one process at a time holds the folder.
    """

    suffix: ClassVar[str]

    def __init__(self, folder: Path, *, largest_file: int = LARGEST_FILE) -> None:
        self.folder = folder
        self.largest_file = largest_file
        self.healthy = True
        self._waiting: list[_Waiting] = []
        self._is_busy = False  # whether the thread has lines, or is about to be given some
        self._handed: queue.SimpleQueue[tuple[asyncio.AbstractEventLoop, list[_Waiting]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = -1
        self._file = -1
        self._size = 0
        self._number = 0
        self._sequence = 0

    def open(self) -> None:
        """Take the folder for this process alone and begin a new file. Raises Problem("spool.in_use")."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        self._lock = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o640)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._lock)
            raise _in_use(self.folder) from None
        numbers = [int(path.stem) for path in self.folder.glob(f"*.{self.suffix}") if path.stem.isdigit()]
        self._number = max(numbers, default=0)
        if self._number:
            _drop_torn_line(self._path(self._number))
        self._begin_file()
        self._sequence = self._number * RECORDS_A_FILE
        self._thread = threading.Thread(target=self._run, name=self.suffix, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write what waits, then let the folder go."""
        if self._thread:
            self._handed.put(None)
            self._thread.join(timeout=30)
            self._thread = None
        if self._waiting and self._file >= 0:
            left, self._waiting = self._waiting, []
            self._written(left)
        for descriptor in (self._file, self._lock):
            if descriptor >= 0:
                os.close(descriptor)
        self._file = self._lock = -1

    def next_sequence(self) -> int:
        """The next number of a record of this node; it grows for ever, and a gap within a run would show."""
        self._sequence += 1
        return self._sequence

    async def append(self, line: bytes) -> None:
        """Return when ``line``, line feed included, is on disk."""
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        self._waiting.append(_Waiting(line, done))
        if not self._is_busy:
            self._is_busy = True
            loop.call_soon(self._hand_over, loop)  # with every line of this turn of the loop
        await done

    def _hand_over(self, loop: asyncio.AbstractEventLoop) -> None:
        batch, self._waiting = self._waiting, []
        self._is_busy = bool(batch)
        if batch:
            self._handed.put((loop, batch))

    def _run(self) -> None:
        while handed := self._handed.get():
            loop, batch = handed
            fault = self._written(batch)
            loop.call_soon_threadsafe(self._settle, loop, batch, fault)

    def _settle(self, loop: asyncio.AbstractEventLoop, batch: list[_Waiting], fault: OSError | None) -> None:
        self._hand_over(loop)  # the thread goes on while these are told
        for each in batch:
            if each.done.done():
                continue
            if fault:
                each.done.set_exception(fault)
            else:
                each.done.set_result(None)

    def _written(self, batch: list[_Waiting]) -> OSError | None:
        try:
            self._append(b"".join([each.line for each in batch]))
        except OSError as fault:
            self.healthy = False
            log.error("the %s cannot be written: %s", self.suffix, os.strerror(fault.errno or 0))
            return fault
        self.healthy = True
        return None

    def _append(self, lines: bytes) -> None:
        if self._size and self._size + len(lines) > self.largest_file:
            self._begin_file()
        before = self._size
        try:
            view = memoryview(lines)
            while view:
                written = os.write(self._file, view)
                self._size += written
                view = view[written:]
            os.fsync(self._file)
        except OSError:
            # Half a batch must not stand where later lines would follow it: take it back, or go on elsewhere.
            self._size = self.largest_file
            os.ftruncate(self._file, before)
            os.lseek(self._file, before, os.SEEK_SET)
            self._size = before
            raise

    def _begin_file(self) -> None:
        self._number += 1
        new = os.open(self._path(self._number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
        if self._file >= 0:
            os.close(self._file)
        self._file, self._size = new, 0
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:08d}.{self.suffix}"


def _drop_torn_line(path: Path) -> None:
    """Cut off a line that a crash left without its end: its call was never answered."""
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        with path.open("r+b") as file:
            file.truncate(whole)
            os.fsync(file.fileno())


def _in_use(folder: Path) -> Problem:
    return Problem(
        "spool.in_use",
        what=Sentence("Another gateway writes the record of calls “{node}”.", node=folder.name),
        why=Sentence("Two gateways must not mix their records."),
        next_step=Sentence("Stop the other one, or give this one a name of its own."),
        kind=Kind.CONFLICT,
    )
