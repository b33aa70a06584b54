"""Chalkline: the open system in which a school district runs its AI."""

__version__ = "0.1.0"
