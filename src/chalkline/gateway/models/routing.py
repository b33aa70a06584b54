"""From a call and a deployment to what is sent: passing where both speak alike, translating where they do not.

Whatever a caller speaks, and whatever a provider, chat completions lie in between.
"""

from __future__ import annotations

from collections.abc import Callable

import orjson

from chalkline.gateway.models import (
    anthropic,
    completions_front,
    gemini,
    gemini_embeddings,
    messages_front,
    openai_like,
    responses_front,
)
from chalkline.gateway.models.framing import Nonsense
from chalkline.gateway.models.openai_like import Passing
from chalkline.gateway.models.speaking import (
    CannotAsk,
    ChatFront,
    Front,
    Json,
    OpenAIBack,
    Outgoing,
    Translating,
    Usage,
    json_of,
)
from chalkline.gateway.models.words import Deployment, ModelCall, Provider, Route

OPENAI_LIKE = frozenset({Provider.OPENAI, Provider.AZURE, Provider.OLLAMA, Provider.VLLM})
TO_CHAT: dict[str, Callable[[Json], Json]] = {
    Route.MESSAGES: messages_front.to_chat,
    Route.RESPONSES: responses_front.to_chat,
    Route.COMPLETIONS: completions_front.to_chat,
}


def headers(deployment: Deployment) -> dict[str, str]:
    """The headers of every call to a deployment."""
    shown = {Provider.ANTHROPIC: anthropic.headers, Provider.GEMINI: gemini.headers}
    return {"content-type": "application/json", **shown.get(deployment.provider, openai_like.headers)(deployment)}


def outgoing(call: ModelCall, deployment: Deployment) -> Outgoing:
    """What is sent to a deployment for a call. Raises CannotAsk, also for a body that is not what its route takes."""
    try:
        return _outgoing(call, deployment)
    except (KeyError, TypeError, ValueError, AttributeError, Nonsense) as fault:
        raise CannotAsk("Its body is not in the form that this address takes.") from fault


def _outgoing(call: ModelCall, deployment: Deployment) -> Outgoing:
    body = json_of(call.body) if isinstance(call.body, bytes) else call.body
    provider = deployment.provider
    if provider in OPENAI_LIKE and call.route in openai_like.speaks(deployment):
        return openai_like.outgoing(call.route, body, call.stream, deployment, None)
    if provider is Provider.ANTHROPIC and call.route == Route.MESSAGES:
        said = {**body, "model": deployment.model}
        return Outgoing(anthropic.PATH, orjson.dumps(said), Passing(call.route))
    if provider is Provider.GEMINI and call.route == Route.EMBEDDINGS:
        return _gemini_embeddings(body, deployment)
    if call.route != Route.CHAT and call.route not in TO_CHAT:
        raise CannotAsk(f"The model “{call.model[:80]}” does not answer at this address ({call.route}).")
    turn = TO_CHAT.get(call.route)
    return _chat(turn(body) if turn else body, call.stream, deployment, _front(call, body))


def _front(call: ModelCall, body: Json) -> Front:
    if call.route == Route.MESSAGES:
        return messages_front.MessagesFront(call.model)
    if call.route == Route.RESPONSES:
        return responses_front.ResponsesFront(body)
    options = body.get("stream_options")
    wants_usage = isinstance(options, dict) and bool(options.get("include_usage"))
    if call.route == Route.COMPLETIONS:
        return completions_front.CompletionsFront(wants_usage)
    return ChatFront(wants_usage)


def _chat(chat: Json, stream: bool, deployment: Deployment, front: Front) -> Outgoing:
    if deployment.provider is Provider.ANTHROPIC:
        said = anthropic.request(chat, deployment, stream=stream)
        return Outgoing(anthropic.PATH, orjson.dumps(said), Translating(anthropic.MessagesBack(), front))
    if deployment.provider is Provider.GEMINI:
        what = "streamGenerateContent?alt=sse" if stream else "generateContent"
        path, back = gemini.path(deployment, what), gemini.GeminiBack(deployment.model)
        return Outgoing(path, orjson.dumps(gemini.request(chat)), Translating(back, front))
    return openai_like.outgoing(Route.CHAT, chat, stream, deployment, Translating(OpenAIBack(), front))


def _gemini_embeddings(body: Json, deployment: Deployment) -> Outgoing:
    reader = gemini_embeddings.EmbeddingsReader(deployment.model, body.get("encoding_format") == "base64", Usage())
    said = gemini_embeddings.embedding_request(body, deployment)
    return Outgoing(gemini.path(deployment, "batchEmbedContents"), orjson.dumps(said), reader)
