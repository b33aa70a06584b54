"""Starting what is measured, each in a process group on its own processor."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from proxies.district import KEY

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "var" / "bench"
LITELLM, PORTKEY = "1.106.0", "1.15.2"
LOAD_ON, TARGET_ON = "0", str((os.cpu_count() or 1) - 1)
PATHS = f"{ROOT / 'src'}:{ROOT / 'benchmarks'}"
START_OURS = """
import sys; from pathlib import Path
from chalkline.gateway.serving import serve; from chalkline.gateway.settings import GatewaySettings
home = Path(sys.argv[2])
serve(GatewaySettings(home=home, keys=home / "keys", models_url=sys.argv[3], zone="UTC"), port=int(sys.argv[1]))
"""


@dataclass
class Target:
    """One thing that takes calls. ``group`` is its process group, ``extra`` the headers it needs."""

    name: str
    port: int
    group: int = 0
    extra: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    def stop(self) -> None:
        """End it."""
        if self.group:
            os.killpg(self.group, signal.SIGKILL)


def free_port() -> int:
    """A port of loopback that nobody has."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def start(name: str, folder: Path, upstream: int, home: Path) -> Target:
    """Start the target of this name, and wait until it answers."""
    target = Target(name, free_port())
    model = f"http://127.0.0.1:{upstream}"
    port = str(target.port)
    if name == "bare":
        command = [sys.executable, "-m", "proxies.bare", port, model]
    elif name == "ours":
        command = [sys.executable, "-c", START_OURS, port, str(home), f"{model}/v1"]
    elif name.startswith("litellm"):
        command = [*_litellm(), "--config", str(_litellm_config(folder, model)), "--host", "127.0.0.1", "--port", port]
        command += ["--run_granian"] if name.endswith("tuned") else []
    else:
        extra = {"x-portkey-provider": "openai", "x-portkey-custom-host": f"{model}/v1"}
        target.extra = extra
        command = [*_portkey(), f"--port={port}", "--headless"]
    _run(target, command, folder)
    return target


def _run(target: Target, command: list[str], folder: Path) -> None:
    quiet = {"LITELLM_MODE": "PRODUCTION", "LITELLM_LOG": "ERROR", "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    with (folder / f"{target.name.replace(' ', '-')}.log").open("wb") as log:
        process = subprocess.Popen(
            ["taskset", "-c", TARGET_ON, *command],
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": PATHS, "NODE_ENV": "production", **quiet},
            cwd=folder,
        )
    target.group = process.pid
    body = json.dumps({"model": "stub", "messages": [{"role": "user", "content": "Good morning."}]}).encode()
    headers = {"content-type": "application/json", "authorization": f"Bearer {KEY}", **target.extra}
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        try:
            call = urllib.request.Request(f"http://127.0.0.1:{target.port}/v1/chat/completions", body, headers)
            with urllib.request.urlopen(call, timeout=30):  # noqa: S310  (loopback)
                target.trouble = ""
                return
        except OSError as fault:
            target.trouble = str(fault)
            time.sleep(0.5)
    target.trouble = target.trouble or "it ended at once"


def _litellm_config(folder: Path, model: str) -> Path:
    path = folder / "litellm.yaml"
    path.write_text(
        f"model_list:\n- model_name: stub\n  litellm_params:\n    model: openai/stub\n    api_base: {model}/v1\n"
        f"    api_key: none\ngeneral_settings:\n  master_key: {KEY}\n"
    )
    return path


def _litellm() -> list[str]:
    python = PEERS / "litellm" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS / "litellm")], check=True)
        wanted = [f"litellm[proxy]=={LITELLM}", "granian", "opentelemetry-api", "opentelemetry-sdk"]
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *wanted], check=True)
    return [str(python.with_name("litellm"))]


def _portkey() -> list[str]:
    script = PEERS / "portkey" / "node_modules" / "@portkey-ai" / "gateway" / "build" / "start-server.js"
    if not script.exists():
        package = f"@portkey-ai/gateway@{PORTKEY}"
        subprocess.run(["npm", "install", "--silent", "--prefix", str(PEERS / "portkey"), package], check=True)
    return [shutil.which("node") or "node", str(script)]
