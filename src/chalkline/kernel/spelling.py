"""Values of our own types as plain values that JSON can hold, and back: by their type hints, both ways alike. Pure.

For what is kept beside the database and read again by the same code. A format that others read is written out
by hand instead.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from chalkline.kernel.sentences import Sentence

Way = Callable[[Any], Any]
Ways = tuple[Way, Way]  # to plain values, and back


class Spelling:
    """Knows how to spell types. ``special`` are types that are spelled in a way of their own."""

    def __init__(self, special: Mapping[Any, Ways] | None = None) -> None:
        self._ways: dict[Any, Ways] = dict(special or {})

    def spell(self, kind: Any, value: Any) -> Any:
        """``value`` of type ``kind`` as plain values."""
        return self._of(kind)[0](value)

    def read(self, kind: Any, plain: Any) -> Any:
        """The value of type ``kind`` that was spelled so. Raises KeyError, TypeError or ValueError for another."""
        return self._of(kind)[1](plain)

    def _of(self, kind: Any) -> Ways:
        if kind not in self._ways:
            self._ways[kind] = self._made(kind)
        return self._ways[kind]

    def _made(self, kind: Any) -> Ways:
        origin, inner = get_origin(kind), get_args(kind)
        if kind in (int, str, bool, Any):
            return _same, _same
        if kind is datetime or kind is date:
            return kind.isoformat, kind.fromisoformat
        if kind is Sentence:
            return Sentence.spelled, Sentence.read
        if origin in (Union, types.UnionType):
            return self._perhaps(inner, kind)
        if origin is tuple:
            return self._tuple(inner)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(*inner)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return (lambda value: value.value), kind
        if is_dataclass(kind):
            return self._record(kind)
        raise TypeError(f"{kind} has no spelling")

    def _perhaps(self, inner: tuple[Any, ...], kind: Any) -> Ways:
        real = [each for each in inner if each is not type(None)]
        if len(real) != 1 or len(inner) != 2:
            raise TypeError(f"{kind} has no spelling")
        to, back = self._of(real[0])
        return (lambda value: None if value is None else to(value)), (
            lambda plain: None if plain is None else back(plain)
        )

    def _tuple(self, inner: tuple[Any, ...]) -> Ways:
        if inner[-1] is Ellipsis:
            to, back = self._of(inner[0])
            return (lambda value: [to(each) for each in value]), (lambda plain: tuple(back(each) for each in plain))
        ways = [self._of(each) for each in inner]
        return (
            lambda value: [to(each) for (to, _), each in zip(ways, value, strict=True)],
            lambda plain: tuple(back(each) for (_, back), each in zip(ways, plain, strict=True)),
        )

    def _mapping(self, key: Any, item: Any) -> Ways:
        to, back = self._of(item)
        if key is str:
            return (lambda value: {name: to(each) for name, each in value.items()}), (
                lambda plain: {name: back(each) for name, each in plain.items()}
            )
        key_to, key_back = self._of(key)
        return (
            lambda value: [[key_to(name), to(each)] for name, each in value.items()],
            lambda plain: {key_back(name): back(each) for name, each in plain},
        )

    def _record(self, kind: Any) -> Ways:
        hints = _hints(kind)
        parts = [(each.name, *self._of(hints[each.name])) for each in fields(kind)]
        return (
            lambda value: {name: to(getattr(value, name)) for name, to, _ in parts},
            lambda plain: kind(**{name: back(plain[name]) for name, _, back in parts}),
        )


@lru_cache(maxsize=256)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _same(value: Any) -> Any:
    return value
