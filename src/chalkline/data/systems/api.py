"""The public door of systems."""

from chalkline.data.systems.commands import record_system, retire_system, revise_system
from chalkline.data.systems.models import System
from chalkline.data.systems.queries import system_by_id, systems
from chalkline.data.systems.words import HOSTING_NAMES, KIND_NAMES, Hosting, SystemKind, Told

__all__ = [
    "HOSTING_NAMES",
    "KIND_NAMES",
    "Hosting",
    "System",
    "SystemKind",
    "Told",
    "record_system",
    "retire_system",
    "revise_system",
    "system_by_id",
    "systems",
]
