"""The gateway's process: start refuses without keys, a place for records, and a model service."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime

import uvicorn

from chalkline.gateway.app import Gateway
from chalkline.gateway.channel import Channel
from chalkline.gateway.connections import bounded
from chalkline.gateway.holding import Holder
from chalkline.gateway.limits.limiting import Limiting
from chalkline.gateway.model_service import ModelService
from chalkline.gateway.moderating import Moderating
from chalkline.gateway.safeguarding import Safeguarding
from chalkline.gateway.settings import GatewaySettings
from chalkline.gateway.spool import Spool
from chalkline.gateway.trust import load_trust
from chalkline.gateway.watching.keeping import Keeping
from chalkline.gateway.watching.releasing import Releasing
from chalkline.kernel.clock import utc_now
from chalkline.kernel.confining import leave_no_image
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.vocabulary import vocabulary


def gateway(settings: GatewaySettings, *, clock: Callable[[], datetime] = utc_now) -> Gateway:
    """A gateway ready to serve. Raises Problem: keys.missing, spool.in_use, gateway.no_models, models.*."""
    if not settings.models_url and not settings.models_file:
        raise Problem(
            "gateway.no_models",
            what=Sentence("The gateway does not know where the models are."),
            why=Sentence("It passes allowed calls on to model services."),
            next_step=Sentence("Set CHALKLINE_MODELS_FILE, or CHALKLINE_MODELS_URL for one OpenAI-compatible service."),
            kind=Kind.UNAVAILABLE,
        )
    trust = load_trust(settings.keys)
    vocabulary()  # read now, not at the first call
    service = ModelService(settings)
    holder = Holder(settings, trust, clock=clock)
    spool = Spool(settings.spool_folder)
    channel = Channel(settings.channel_folder, trust.channel_public)
    limiting = Limiting(settings, holder, channel, service)  # reads its own records while none is written
    spool.open()
    channel.open()
    stages = (
        limiting,
        Safeguarding(settings, channel, _second_look(settings, service)),
        Releasing(settings, channel, trust.pack_key),
        Keeping(channel, trust.pack_key),
    )
    return Gateway(settings, holder, spool, service, channel, *stages)


def _second_look(settings: GatewaySettings, service: ModelService) -> Moderating | None:
    if not settings.moderation_model:
        return None
    seconds, must_answer = settings.moderation_seconds, settings.moderation_must_answer
    return Moderating(service, settings.moderation_model, seconds, must_answer=must_answer)


def serve(
    settings: GatewaySettings, *, host: str = "127.0.0.1", port: int = 8080, sockets: list[socket.socket] | None = None
) -> None:
    """Serve until asked to stop: at an address, or from sockets that already listen.

    Calls that are being answered are given ``settings.drain_seconds``.
    """
    leave_no_image()
    config = uvicorn.Config(
        gateway(settings),
        host=host,
        port=port,
        loop="uvloop",
        http=bounded(settings.head_seconds),
        ws="none",
        lifespan="on",
        access_log=False,
        log_level="error",  # whoever sends nonsense does not fill the log
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=settings.drain_seconds,
    )
    uvicorn.Server(config).run(sockets=sockets)
