"""A district with something to publish, as in the tests of publishing."""

from unit.publish.conftest import approved, granted, home

__all__ = ["approved", "granted", "home"]
