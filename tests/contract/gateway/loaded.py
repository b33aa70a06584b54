"""Imported by the process from which gateways are forked: what any gateway loads at its start."""

from __future__ import annotations

from chalkline.gateway.serving import serve
from chalkline.gateway.stub_model import serve_stub
from chalkline.protect.safety.reading import reader
from chalkline.rulebook.vocabulary import vocabulary

__all__ = ["serve", "serve_stub"]

vocabulary()
reader()
