"""Starts a gateway or the stub model in a process of its own: python start.py gateway|stub JSON."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from chalkline.gateway.serving import serve
from chalkline.gateway.settings import GatewaySettings
from chalkline.gateway.stub_model import serve_stub

if __name__ == "__main__":
    logging.basicConfig(level=logging.DEBUG)
    what, options = sys.argv[1], json.loads(sys.argv[2])
    port = options.pop("port")
    if what == "stub":
        serve_stub(port=port)
    else:
        largest_file = options.pop("largest_file", 0)
        if largest_file:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
        paths = {name: Path(options[name]) for name in ("home", "keys", "models_file") if options.get(name)}
        serve(GatewaySettings(**{**options, **paths}), port=port)
