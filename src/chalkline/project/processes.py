"""Commands that start processes: they know settings and the gateway, which no door may import."""

from __future__ import annotations

from urllib.parse import urlsplit

import click

from chalkline.kernel.keyring import Keyring
from chalkline.project.children import Child, keep_running, stop_when_asked
from chalkline.project.loading import loading
from chalkline.rulebook.grounding import ADDRESS
from chalkline.rulebook.grounding import KEY as GROUNDING
from chalkline.rulebook.sealing import KEY as CHANNEL
from chalkline.rulebook.sealing import sealing_half

KEYS = (
    "web-sessions", "sign-in", "api-answers", "ledger-governance", "ledger-exchange", "bundle", "pack", "pack-signing",
    "user-hash", "grounding", "marking", "front-ends", "particulars", CHANNEL,
)  # fmt: skip


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, help="Default: CHALKLINE_WEB_PORT.")
def web(host: str, port: int | None) -> None:
    """Serve the pages and the API."""
    import uvicorn
    from django.conf import settings
    from django.urls import get_resolver

    with loading():
        from chalkline.project.asgi import application

        _ = get_resolver().url_patterns  # every page and the API: else whoever comes first waits for them

    ring = Keyring(settings.CHALKLINE.key_folder)
    ring.key(GROUNDING)  # the gateway proves itself with it, and cannot make it
    ring.key(CHANNEL)  # ... and seals to it
    uvicorn.run(
        application,
        host=host,
        port=port or settings.CHALKLINE.web_port,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        lifespan="off",
    )


@click.command()
def jobs() -> None:
    """Run what runs later: jobs, the ledger's sequencer and checkpoints, reactions."""
    from chalkline.jobs.api import work_forever
    from chalkline.project.reactions import CHORES, REACTIONS

    work_forever(stop_when_asked(), reactions=REACTIONS, chores=CHORES)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, help="Default: CHALKLINE_GATEWAY_PORT.")
@click.option("--node", default="gateway", show_default=True, help="Names this gateway's spool; no two share one.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that share the port; one for each core at most.")
def gateway(host: str, port: int | None, node: str, workers: int | None) -> None:
    """Run the data plane: the OpenAI-compatible endpoint in front of the models."""
    from django.conf import settings

    from chalkline.gateway.settings import GatewaySettings
    from chalkline.project.workers import become_gateway

    known = settings.CHALKLINE
    wanted = GatewaySettings(
        home=known.home,
        keys=known.key_folder,
        models_url=known.models_url,
        models_file=known.models_file,
        zone=known.zone,
        node=node,
        ground_url=known.ground_url or f"http://127.0.0.1:{known.web_port}{ADDRESS}",
        ask_url=f"{known.public_url}/ask/" if known.public_url else "",
        link_hosts=frozenset(each.lower() for each in known.link_hosts),
        refuse_injection=known.refuse_injection,
        moderation_model=known.moderation_model,
        moderation_must_answer=known.moderation_must_answer,
        longest_seconds=float(known.answer_seconds),
        held_url=f"{known.public_url}/protect/held/" if known.public_url else "",
    )
    become_gateway(wanted, host=host, port=port or known.gateway_port, workers=workers or known.gateway_workers)


@click.command("stub-model")
@click.option("--port", default=8090, show_default=True)
def stub_model(port: int) -> None:
    """Run a stand-in for a model service, on loopback: for the demo and for trying things out."""
    from chalkline.gateway.stub_model import serve_stub

    serve_stub(port=port)


@click.command("make-keys")
def make_keys() -> None:
    """Make the keys that are missing in the key folder. Existing keys are never touched."""
    from django.conf import settings

    ring = Keyring(settings.CHALKLINE.key_folder)
    for name in KEYS:
        ring.key(name)
    ring.show_half(CHANNEL, sealing_half(ring.key(CHANNEL)))
    click.echo(f"The key folder is complete. Back it up apart from the database: {settings.CHALKLINE.key_folder}")


@click.command()
@click.option("--with-stub-model", is_flag=True, help="Also run the stub model service (demo).")
def serve(with_stub_model: bool) -> None:
    """Run everything on one machine: web, jobs, gateway."""
    from django.conf import settings

    children = [Child("web", ["web"]), Child("jobs", ["jobs"]), Child("gateway", ["gateway"])]
    if with_stub_model:
        port = urlsplit(settings.CHALKLINE.models_url).port or 8090
        children.append(Child("stub model", ["stub-model", "--port", str(port)]))
    keep_running(children)


commands: list[click.Command] = [web, jobs, gateway, stub_model, serve, make_keys]
