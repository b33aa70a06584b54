"""Models behind the gateway: each provider's own wire format, over loopback, in front of every shape of caller."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from chalkline.gateway.model_service import ModelService
from chalkline.gateway.models.words import ModelCall
from chalkline.gateway.refusing import Refused
from chalkline.gateway.settings import GatewaySettings
from providers import Fault, Providers, running_providers

PRICE = {"in": 1.0, "out": 2.0}
PROVIDERS = ("openai", "azure", "anthropic", "gemini", "ollama", "vllm")
TOOL = {
    "name": "look_up",
    "description": "Looks up.",
    "parameters": {"type": "object", "properties": {"q": {"type": "string"}}},
}
PICTURE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
LOOKED_UP = {"name": "look_up", "arguments": '{"q": "frog"}'}
HELLO = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Good morning, Juniper"}]


@pytest.fixture(scope="module")
def shared() -> Iterator[Providers]:
    with running_providers() as providers:
        yield providers


@pytest.fixture
def providers(shared: Providers) -> Providers:
    shared.received.clear()
    shared.faults.clear()
    shared.usage, shared.tokens = True, (11, 7)
    return shared


def deployment(providers: Providers, provider: str, **more: Any) -> dict[str, Any]:
    path = {"openai": "/v1", "ollama": "/v1", "vllm": "/v1"}.get(provider, "")
    return {
        "provider": provider, "address": providers.url + path, "model": f"their-{provider}", "key_file": "their.token",
        "price": PRICE, **more,
    }  # fmt: skip


def service(home: Path, **models: list[dict[str, Any]]) -> ModelService:
    keys = home / "keys"
    keys.mkdir(exist_ok=True)
    (keys / "their.token").write_text("sk-secret\n")
    file = home / "models.yaml"
    file.write_text(yaml.safe_dump({"models": models}))
    return ModelService(GatewaySettings(home=home, keys=keys, models_url="", zone="UTC", models_file=file))


def ask(of: ModelService, call: ModelCall) -> bytes:
    """The whole answer, or the whole stream."""

    async def run() -> bytes:
        await of.open()
        try:
            async with of.ask(call) as answer:
                if call.stream:
                    return b"".join([piece async for piece in answer.pieces()])
                return await answer.whole()
        finally:
            await of.close()

    return asyncio.run(run())


def refused(of: ModelService, call: ModelCall) -> Refused:
    with pytest.raises(Refused) as caught:
        ask(of, call)
    return caught.value


def chat(*, stream: bool = False, messages: Any = HELLO, **more: Any) -> ModelCall:
    body = {"model": "ours", "messages": messages, **({"stream": True} if stream else {}), **more}
    return ModelCall("chat", "ours", body, stream, on=date(2026, 11, 22))


def events(stream: bytes) -> list[Any]:
    lines = [line[6:] for line in stream.decode().split("\n") if line.startswith("data: ")]
    return [json.loads(line) for line in lines if line != "[DONE]"]


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("stream", [False, True])
def test_a_chat_completion_of_every_provider(providers: Providers, tmp_path: Path, provider: str, stream: bool) -> None:
    call = chat(stream=stream)
    answer = ask(service(tmp_path, ours=[deployment(providers, provider)]), call)
    if stream:
        assert answer.endswith(b"data: [DONE]\n\n")
        chunks = events(answer)
        assert all(chunk["choices"] for chunk in chunks)  # the count that nobody asked for is not passed on
        text = "".join(chunk["choices"][0]["delta"].get("content") or "" for chunk in chunks)
        assert chunks[-1]["choices"][0]["finish_reason"] == "stop"
    else:
        text = json.loads(answer)["choices"][0]["message"]["content"]
        assert json.loads(answer)["usage"]["completion_tokens"] == 7
    assert text == "You said: Good morning, Juniper"
    spent = call.spent
    assert (spent.provider, spent.deployment, spent.attempts) == (provider, "ours#1", 1)
    assert (spent.tokens_in, spent.tokens_out, spent.cost_micros, spent.estimated) == (11, 7, 25, False)


def test_how_each_provider_is_addressed(providers: Providers, tmp_path: Path) -> None:
    for provider in PROVIDERS:
        ask(service(tmp_path, ours=[deployment(providers, provider)]), chat())
    sent = dict(zip(PROVIDERS, providers.received, strict=True))
    assert sent["openai"][0] == "/v1/chat/completions" and sent["openai"][1]["authorization"] == "Bearer sk-secret"
    assert sent["azure"][0] == "/openai/deployments/their-azure/chat/completions?api-version=2024-10-21"
    assert sent["azure"][1]["api-key"] == "sk-secret" and "authorization" not in sent["azure"][1]
    assert sent["anthropic"][0] == "/v1/messages" and sent["anthropic"][1]["x-api-key"] == "sk-secret"
    assert sent["anthropic"][1]["anthropic-version"] == "2023-06-01"
    assert sent["anthropic"][2]["system"] == "Be brief." and sent["anthropic"][2]["max_tokens"] == 4096
    assert sent["gemini"][0] == "/v1beta/models/their-gemini:generateContent"
    assert sent["gemini"][1]["x-goog-api-key"] == "sk-secret"
    assert sent["gemini"][2]["systemInstruction"] == {"parts": [{"text": "Be brief."}]}
    assert all(body.get("model", f"their-{name}") == f"their-{name}" for name, (_, _, body) in sent.items())


CONVERSATION = [
    {"role": "user", "content": [{"type": "text", "text": "What is this?"}, PICTURE]},
    {"role": "assistant", "content": None, "tool_calls": [{"id": "call_9", "type": "function", "function": LOOKED_UP}]},
    {"role": "tool", "tool_call_id": "call_9", "content": '{"found": 1}'},
]  # fmt: skip


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("stream", [False, True])
def test_tools_and_pictures_of_every_provider(
    providers: Providers, tmp_path: Path, provider: str, stream: bool
) -> None:
    call = chat(stream=stream, messages=CONVERSATION, tools=[{"type": "function", "function": TOOL}])
    answer = ask(service(tmp_path, ours=[deployment(providers, provider)]), call)
    if stream:
        chunks = [chunk["choices"][0] for chunk in events(answer)]
        calls = [each for chunk in chunks for each in chunk["delta"].get("tool_calls", [])]
        name, arguments = calls[0]["function"]["name"], "".join(each["function"]["arguments"] for each in calls)
        finish = chunks[-1]["finish_reason"]
    else:
        (choice,) = json.loads(answer)["choices"]
        (made,) = choice["message"]["tool_calls"]
        name, arguments, finish = made["function"]["name"], made["function"]["arguments"], choice["finish_reason"]
    assert (name, json.loads(arguments), finish) == ("look_up", {"q": "x"}, "tool_calls")
    (body,) = providers.bodies
    if provider == "anthropic":
        assert [each["type"] for each in body["messages"][0]["content"]] == ["text", "image"]
        assert body["messages"][0]["content"][1]["source"] == {
            "type": "base64",
            "media_type": "image/png",
            "data": "AAAA",
        }
        assert body["messages"][1]["content"] == [
            {"type": "tool_use", "id": "call_9", "name": "look_up", "input": {"q": "frog"}}
        ]
        assert body["messages"][2]["content"][0]["tool_use_id"] == "call_9"
    if provider == "gemini":
        assert body["contents"][0]["parts"][1] == {"inlineData": {"mimeType": "image/png", "data": "AAAA"}}
        assert body["contents"][2]["parts"] == [{"functionResponse": {"name": "look_up", "response": {"found": 1}}}]


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("stream", [False, True])
def test_a_caller_who_speaks_messages(providers: Providers, tmp_path: Path, provider: str, stream: bool) -> None:
    body = {
        "model": "ours", "max_tokens": 50, "system": [{"type": "text", "text": "Be brief."}], "stream": stream,
        "messages": [{"role": "user", "content": [{"type": "text", "text": "Good morning, Juniper"}]}],
    }  # fmt: skip
    call = ModelCall("messages", "ours", body, stream)
    answer = ask(service(tmp_path, ours=[deployment(providers, provider)]), call)
    if stream:
        said = events(answer)
        kinds = [each["type"] for each in said if each["type"] != "ping"]
        assert kinds[:2] == ["message_start", "content_block_start"]
        assert kinds[-3:] == ["content_block_stop", "message_delta", "message_stop"]
        text = "".join(each["delta"]["text"] for each in said if each["type"] == "content_block_delta")
        assert said[-2]["delta"]["stop_reason"] == "end_turn" and said[-2]["usage"]["output_tokens"] == 7
    else:
        said = json.loads(answer)
        text, stop = said["content"][0]["text"], said["stop_reason"]
        assert (said["type"], stop, said["usage"]["input_tokens"]) == ("message", "end_turn", 11)
    assert text == "You said: Good morning, Juniper"
    assert (call.spent.tokens_in, call.spent.tokens_out, call.spent.estimated) == (11, 7, False)


@pytest.mark.parametrize("provider", ["openai", "anthropic", "gemini"])
@pytest.mark.parametrize("stream", [False, True])
def test_a_caller_who_speaks_text_completions(
    providers: Providers, tmp_path: Path, provider: str, stream: bool
) -> None:
    more = {"routes": ["chat"]} if provider == "openai" else {}  # a model that only chats
    of = service(tmp_path, ours=[deployment(providers, provider, **more)])
    body = {"model": "ours", "prompt": "Good morning, Juniper", "stream": stream, "max_tokens": 50}
    call = ModelCall("completions", "ours", body, stream)
    answer = ask(of, call)
    said = events(answer) if stream else [json.loads(answer)]
    assert "".join(each["text"] for one in said for each in one["choices"]) == "You said: Good morning, Juniper"
    assert {one["object"] for one in said} == {"text_completion"}
    assert said[-1]["choices"][0]["finish_reason"] == "stop"
    assert (call.spent.tokens_in, call.spent.tokens_out, call.spent.estimated) == (11, 7, False)
    for odd in ({"echo": True}, {"suffix": "x"}, {"prompt": ["one", "two"]}, {"logprobs": 3}, {"best_of": 2}):
        assert refused(of, ModelCall("completions", "ours", {**body, **odd}, stream)).code == "model_cannot"


@pytest.mark.parametrize("provider", ["azure", "anthropic", "gemini", "vllm"])
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("tools", [False, True])
def test_a_caller_who_speaks_responses(
    providers: Providers, tmp_path: Path, provider: str, stream: bool, tools: bool
) -> None:
    body: dict[str, Any] = {
        "model": "ours",
        "instructions": "Be brief.",
        "input": "Good morning, Juniper",
        "stream": stream,
    }
    if tools:
        body["tools"] = [{"type": "function", **TOOL}]
    answer = ask(
        service(tmp_path, ours=[deployment(providers, provider)]), ModelCall("responses", "ours", body, stream)
    )
    if stream:
        said = events(answer)
        assert [each["sequence_number"] for each in said] == list(range(len(said)))
        assert [said[0]["type"], said[-1]["type"]] == ["response.created", "response.completed"]
        deltas = "".join(each["delta"] for each in said if each["type"].endswith(".delta"))
        response = said[-1]["response"]
        item = response["output"][0]
        assert deltas == (item["arguments"] if tools else item["content"][0]["text"])
    else:
        response = json.loads(answer)
    (item,) = response["output"]
    if tools:
        assert (item["type"], item["name"], json.loads(item["arguments"])) == ("function_call", "look_up", {"q": "x"})
    else:
        assert item["content"][0]["text"] == "You said: Good morning, Juniper"
    assert response["usage"]["total_tokens"] == 18


def test_what_cannot_be_said_to_a_provider_is_refused_and_not_sent(providers: Providers, tmp_path: Path) -> None:
    for provider, call in [
        ("anthropic", chat(response_format={"type": "json_object"})),
        ("anthropic", chat(n=2)),
        (
            "gemini",
            chat(messages=[{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://x"}}]}]),
        ),
        ("gemini", chat(tools=[{"type": "web_search"}])),
        ("gemini", chat(messages=[{"role": "tool", "tool_call_id": "never", "content": "1"}])),
        ("vllm", ModelCall("responses", "ours", {"input": "x", "previous_response_id": "resp_1"})),
        ("anthropic", ModelCall("embeddings", "ours", {"input": "x"})),
        ("gemini", ModelCall("moderations", "ours", {"input": "x"})),
        (
            "openai",
            ModelCall("messages", "ours", {"messages": [{"role": "user", "content": [{"type": "search_result"}]}]}),
        ),
        ("anthropic", ModelCall("responses", "ours", {"input": [5]})),
    ]:
        fault = refused(service(tmp_path, ours=[deployment(providers, provider)]), call)
        assert (fault.status, fault.code) == (400, "model_cannot"), (provider, fault.message)
    assert (
        refused(service(tmp_path, ours=[deployment(providers, "openai")]), ModelCall("chat", "other", {})).code
        == "model_unknown"
    )
    assert providers.received == []


def test_embeddings_and_a_question_that_gemini_blocks(providers: Providers, tmp_path: Path) -> None:
    gemini = service(tmp_path, ours=[deployment(providers, "gemini")])
    told = json.loads(ask(gemini, ModelCall("embeddings", "ours", {"input": ["a", "b"], "encoding_format": "base64"})))
    assert [each["embedding"] for each in told["data"]] == ["AAAAPwAAgL4="] * 2
    call = ModelCall("embeddings", "ours", {"model": "ours", "input": "a"})
    ask(service(tmp_path, ours=[deployment(providers, "openai")]), call)
    assert (call.spent.tokens_in, call.spent.tokens_out, call.spent.cost_micros) == (5, 0, 5)
    for stream in (False, True):
        answer = ask(gemini, chat(stream=stream, messages=[{"role": "user", "content": "forbidden"}]))
        assert b'"finish_reason":"content_filter"' in answer


@pytest.mark.parametrize("provider", ["openai", "anthropic", "gemini"])
def test_a_stream_that_breaks_off_is_not_whole(providers: Providers, tmp_path: Path, provider: str) -> None:
    providers.faults.append(Fault(200, after=3))
    call = chat(stream=True)
    assert refused(service(tmp_path, ours=[deployment(providers, provider)] * 2), call).code == "model_cut"
    assert (call.spent.attempts, len(providers.received)) == (1, 1)


class TestFallback:
    def both(self, providers: Providers, home: Path, **more: Any) -> ModelService:
        return service(home, ours=[deployment(providers, "openai"), deployment(providers, "anthropic", **more)])

    @pytest.mark.parametrize(
        "fault",
        [
            Fault(429), Fault(429, (("retry-after", "3"),)), Fault(503, (("retry-after", "3600"),)), Fault(529),
            Fault(401), Fault(404), Fault(302, (("location", "https://elsewhere.example/"),)),
        ],
    )  # fmt: skip
    def test_another_is_asked_where_nothing_was_done(self, providers: Providers, tmp_path: Path, fault: Fault) -> None:
        providers.faults.append(fault)
        call = chat()
        assert b"You said" in ask(self.both(providers, tmp_path), call)
        assert (call.spent.provider, call.spent.attempts) == ("anthropic", 2)
        assert [path for path, _, _ in providers.received] == ["/v1/chat/completions", "/v1/messages"]

    @pytest.mark.parametrize(
        ("fault", "code"),
        [
            (Fault(500), "model_unavailable"), (Fault(502), "model_unavailable"), (Fault(503), "model_unavailable"),
            (Fault(400), "model_refused"), (Fault(413), "model_refused"),
        ],
    )  # fmt: skip
    def test_nobody_else_is_asked_where_work_may_have_begun(
        self, providers: Providers, tmp_path: Path, fault: Fault, code: str
    ) -> None:
        providers.faults.append(fault)
        for stream in (False, True):
            providers.faults[:] = [fault]
            assert refused(self.both(providers, tmp_path), chat(stream=stream)).code == code
        assert len(providers.received) == 2

    def test_a_connection_that_ends_after_the_call_was_sent_is_not_tried_again(self, tmp_path: Path) -> None:
        calls = []

        async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            calls.append(await reader.read(100))
            writer.close()

        async def run() -> None:
            server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
            address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
            of = service(tmp_path, ours=[{"provider": "vllm", "address": address}] * 2)
            await of.open()
            with pytest.raises(Refused) as caught:
                async with of.ask(chat()):
                    pass
            assert caught.value.code == "model_cut"
            await of.close()
            server.close()
            await server.wait_closed()

        asyncio.run(run())
        assert len(calls) == 1

    def test_where_nobody_listens_another_is_asked(self, providers: Providers, tmp_path: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # bound and not listening: refused at once
            dead = {"provider": "vllm", "address": f"http://127.0.0.1:{taken.getsockname()[1]}/v1"}
            call = chat()
            assert ask(service(tmp_path, ours=[dead, deployment(providers, "gemini")]), call)
        assert (call.spent.provider, call.spent.attempts) == ("gemini", 2)

    def test_one_that_promises_to_do_a_thing_once_is_asked_again_under_one_key(
        self, providers: Providers, tmp_path: Path
    ) -> None:
        providers.faults.append(Fault(500))
        call = chat()
        assert ask(service(tmp_path, ours=[deployment(providers, "openai", idempotency="Idempotency-Key")]), call)
        first, second = (headers["idempotency-key"] for _, headers, _ in providers.received)
        assert first == second and call.spent.attempts == 2

    def test_a_busy_one_is_waited_for_only_as_long_as_is_bearable(self, providers: Providers, tmp_path: Path) -> None:
        of = service(tmp_path, ours=[deployment(providers, "openai")])
        providers.faults[:] = [Fault(429, (("retry-after", "0.2"),))]
        call = chat()
        assert ask(of, call) and call.spent.attempts == 2
        providers.faults[:] = [Fault(429, (("retry-after", "60"),))]
        fault = refused(of, chat())
        assert (fault.status, fault.code, fault.retry_after) == (429, "model_refused", 60)
        sent = len(providers.received)
        assert refused(of, chat()).retry_after > 50 and len(providers.received) == sent  # it is left alone

    def test_one_that_keeps_failing_is_left_alone_and_tried_again(self, providers: Providers, tmp_path: Path) -> None:
        of = self.both(providers, tmp_path)
        for _ in range(5):
            providers.faults[:] = [Fault(500)]
            refused(of, chat())
        assert of.health() == {"ours#1": "open"}
        providers.received.clear()
        assert ask(of, chat()) and [path for path, _, _ in providers.received] == ["/v1/messages"]
        of._sites["ours#1"].breaker.until = 0.0  # as if its time were over
        assert of.health() == {"ours#1": "half_open"}
        assert ask(of, chat()) and providers.received[-1][0] == "/v1/chat/completions"
        assert of.health() == {}

    def test_those_of_one_rank_share_by_weight(self, providers: Providers, tmp_path: Path) -> None:
        of = service(
            tmp_path,
            ours=[deployment(providers, "openai", rank=1, weight=9), deployment(providers, "anthropic", rank=1)],
        )
        for _ in range(60):
            ask(of, chat())
        first = sum(path == "/v1/chat/completions" for path, _, _ in providers.received)
        assert 40 <= first < 60


def test_counts_that_cannot_be_true_are_replaced_by_an_estimate(providers: Providers, tmp_path: Path) -> None:
    for stream in (False, True):
        providers.usage = False
        call = chat(stream=stream)
        ask(service(tmp_path, ours=[deployment(providers, "openai")]), call)
        assert call.spent.estimated and 10 < call.spent.tokens_in < 60 and 4 <= call.spent.tokens_out < 80
    providers.usage, providers.tokens = True, (-5, 10**9)
    call = chat()
    ask(service(tmp_path, ours=[deployment(providers, "openai")]), call)
    assert call.spent.estimated and call.spent.tokens_out < 100


def test_a_price_counts_from_its_day_on(providers: Providers, tmp_path: Path) -> None:
    prices = [{"since": date(2026, 7, 1), "in": 1, "out": 1}, {"since": date(2027, 1, 1), "in": 10, "out": 10}]
    entry = deployment(providers, "openai", prices=prices)
    del entry["price"]
    of = service(tmp_path, ours=[entry])
    costs = []
    for day in (date(2026, 6, 30), date(2026, 7, 1), date(2027, 3, 1)):
        call = chat()
        call.on = day
        ask(of, call)
        costs.append(call.spent.cost_micros)
    assert costs == [0, 18, 180]
