"""What the child process lays on itself before it looks at the file."""

from __future__ import annotations

import resource

from chalkline.discover.sources.reading.orders import Limits
from chalkline.kernel.confining import confine


def hold_to(limits: Limits) -> None:
    """Bound memory, time and files, and leave the network."""
    confine(cpu_seconds=limits.cpu_seconds, memory_bytes=limits.memory_bytes, file_bytes=limits.inflated_bytes)


def peak_bytes() -> int:
    """The most memory this process has held at once."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
