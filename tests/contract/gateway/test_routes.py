"""Every route, driven by the official clients against a real gateway: as with the provider itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openai
import pytest

from chalkline.rulebook.api import Outcome
from contract.gateway.district import CLASS_KEY, PATIENCE, District, Running, client, raw

if TYPE_CHECKING:
    import anthropic

SAID = "This is the stub model. It knows nothing and repeats what it was sent: "
SECRET = "Kim wrote to mom@gmail.com and 415-555-2671, again 415-555-2671."
HIDDEN = "Kim wrote to [EMAIL_1] and [PHONE_1], again [PHONE_1]."
PHONE = "415-555-2671"
TOOL = {"type": "function", "name": "mail", "parameters": {"type": "object"}}


def received(stub: Running) -> dict[str, Any]:
    return stub.get("/received")[1][-1]  # type: ignore[no-any-return]


def claude(gateway: Running, key: str = CLASS_KEY) -> anthropic.Anthropic:
    import anthropic  # a second and more to load: only where it is used

    return anthropic.Anthropic(base_url=gateway.url, api_key=key, timeout=PATIENCE, max_retries=2)


def events_of(answer: bytes) -> list[dict[str, Any]]:
    return [json.loads(each.split(b"data: ", 1)[1]) for each in answer.split(b"\n\n") if each]


class TestResponses:
    def test_a_whole_answer(self, district: District, gateway: Running, stub: Running) -> None:
        answer = client(gateway).responses.create(model="stub-small", instructions="Be kind.", input=SECRET)
        assert answer.output_text == SAID + SECRET
        sent = received(stub)
        assert sent["store"] is False and PHONE not in json.dumps(sent) and "gmail" not in json.dumps(sent)
        (record,) = district.records()
        assert (record.outcome, record.verdict, record.replaced) == (
            Outcome.ANSWERED, "redact", {"par_contact": 1, "stu_phone": 2},
        )  # fmt: skip
        assert record.tokens_in > 0 and record.tokens_out > 0

    def test_a_stream_says_the_same_in_pieces_and_whole(self, shared: Running, stub: Running) -> None:
        told: dict[str, str] = {}
        with client(shared).responses.stream(model="stub-small", input=SECRET) as stream:
            for event in stream:
                if event.type == "response.output_text.delta":
                    told["pieces"] = told.get("pieces", "") + event.delta
                elif event.type == "response.output_text.done":
                    told["done"] = event.text
                elif event.type == "response.content_part.done":
                    told["part"] = event.part.text  # type: ignore[union-attr]
            told["whole"] = stream.get_final_response().output_text
        assert set(told.values()) == {SAID + SECRET} and len(told) == 4
        assert PHONE not in json.dumps(received(stub))

    def test_numbers_of_events_follow_one_another(self, shared: Running) -> None:
        body = json.dumps({"model": "stub-small", "input": f"Say [it to {PHONE}", "stream": True}).encode()
        events = events_of(raw(shared, body, path="/v1/responses").body)
        assert [each["sequence_number"] for each in events] == list(range(len(events)))
        assert events[-1]["type"] == "response.completed"

    @pytest.mark.parametrize("streamed", [False, True])
    def test_arguments_of_tools(self, shared: Running, stub: Running, streamed: bool) -> None:
        if streamed:
            with client(shared).responses.stream(model="stub-tools", input=SECRET, tools=[TOOL]) as stream:  # type: ignore[list-item]
                answer = stream.get_final_response()
        else:
            answer = client(shared).responses.create(model="stub-tools", input=SECRET, tools=[TOOL])  # type: ignore[list-item,assignment]
        (called,) = answer.output
        assert json.loads(called.arguments) == {"text": SECRET}  # type: ignore[union-attr]
        assert PHONE not in json.dumps(received(stub))

    def test_reasoning_is_restored_in_a_channel_of_its_own(self, shared: Running) -> None:
        with client(shared).responses.stream(model="stub-thinks", input=f"call {PHONE}") as stream:
            thought = "".join(event.delta for event in stream if event.type == "response.reasoning_summary_text.delta")
            answer = stream.get_final_response()
        assert thought == f"They say: call {PHONE}" == answer.output[0].summary[0].text  # type: ignore[union-attr]
        assert answer.output_text == f"call {PHONE}"

    def test_a_whole_conversation_with_results_of_tools(self, shared: Running, stub: Running) -> None:
        talk: list[Any] = [
            {"role": "user", "content": "Whom can I call?"},
            {
                "type": "function_call",
                "call_id": "c",
                "name": "find",
                "arguments": '{"who":"her phone is 415-555-2671"}',
            },
            {"type": "function_call_output", "call_id": "c", "output": '{"note":"her phone is\\n415-555-2671"}'},
        ]
        client(shared).responses.create(model="stub-small", input=talk)
        assert PHONE not in json.dumps(received(stub))
        _, call, result = received(stub)["input"]
        assert json.loads(call["arguments"]) == {"who": "her phone is [PHONE_1]"}
        assert json.loads(result["output"]) == {"note": "her phone is\n[PHONE_1]"}

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"previous_response_id": "resp_1"}, "kept_elsewhere"),
            ({"conversation": "conv_1"}, "kept_elsewhere"),
            ({"prompt": {"id": "pmpt_1"}}, "kept_elsewhere"),
            ({"input": [{"type": "item_reference", "id": "msg_1"}]}, "kept_elsewhere"),
            ({"background": True}, "not_at_once"),
            ({"tools": [{"type": "web_search"}]}, "tool_outside"),
            ({"tools": [{"type": "mcp", "server_url": "https://x.example"}]}, "tool_outside"),
            ({"tools": [{"type": "code_interpreter", "container": {"type": "auto"}}]}, "tool_outside"),
            ({"input": [{"role": "user", "content": [{"type": "input_hologram"}]}]}, "body_unclear"),
            ({"input": [{"type": "web_search_call", "id": "x"}]}, "body_unclear"),
            ({"input": []}, "body_unclear"),
            ({"input": 7}, "body_unclear"),
        ],
    )
    def test_what_lies_or_acts_elsewhere_is_refused(self, shared: Running, more: dict[str, Any], code: str) -> None:
        body = {"model": "stub-small", "input": "hello", **more}
        assert raw(shared, json.dumps(body).encode(), path="/v1/responses").code == code

    def test_a_stream_that_breaks_off_raises_in_the_client(self, district: District, gateway: Running) -> None:
        with (
            pytest.raises(openai.APIError) as caught,
            client(gateway).responses.stream(model="stub-cut", input="hello") as stream,
        ):
            list(stream)
        assert caught.value.code == "model_cut"
        assert [record.code for record in district.records()] == ["model_cut"]


class TestMessages:
    def test_a_whole_answer(self, district: District, gateway: Running, stub: Running) -> None:
        answer = claude(gateway).messages.create(
            model="stub-small", max_tokens=50, system=[{"type": "text", "text": "Be kind."}],
            messages=[{"role": "user", "content": SECRET}], metadata={"user_id": "kim-204517"},
        )  # fmt: skip
        assert [block.text for block in answer.content] == [SAID + SECRET]  # type: ignore[union-attr]
        assert PHONE not in json.dumps(received(stub)) and "204517" not in json.dumps(received(stub))
        (record,) = district.records()
        assert (record.outcome, record.replaced) == (Outcome.ANSWERED, {"par_contact": 1, "stu_phone": 2})

    def test_a_stream(self, shared: Running, stub: Running) -> None:
        talk: list[Any] = [{"role": "user", "content": [{"type": "text", "text": SECRET}]}]
        with claude(shared).messages.stream(model="stub-small", max_tokens=50, messages=talk) as stream:
            assert "".join(stream.text_stream) == SAID + SECRET
            assert stream.get_final_message().stop_reason == "end_turn"
        assert PHONE not in json.dumps(received(stub))

    @pytest.mark.parametrize("streamed", [False, True])
    def test_tools_and_their_results(self, shared: Running, stub: Running, streamed: bool) -> None:
        talk: list[Any] = [
            {"role": "user", "content": "Find her number"},
            {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "find", "input": {"a": PHONE}}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": f"call {PHONE}"}]},
        ]
        tools: list[Any] = [{"name": "mail", "input_schema": {"type": "object"}}]
        asked: dict[str, Any] = {"model": "stub-tools", "max_tokens": 50, "messages": talk, "tools": tools}
        if streamed:
            with claude(shared).messages.stream(**asked) as stream:
                answer = stream.get_final_message()
        else:
            answer = claude(shared).messages.create(**asked)
        (used,) = [block for block in answer.content if block.type == "tool_use"]
        assert used.input["text"].endswith(f"call {PHONE}")
        assert PHONE not in json.dumps(received(stub))

    def test_errors_are_those_of_its_own_library(self, shared: Running) -> None:
        import anthropic

        asked: dict[str, Any] = {"max_tokens": 5, "messages": [{"role": "user", "content": "hi"}]}
        with pytest.raises(anthropic.PermissionDeniedError) as caught:
            claude(shared).messages.create(model="stub-large", **asked)
        assert caught.value.body["error"]["code"] == "model_not_covered"  # type: ignore[index,call-overload]
        with pytest.raises(anthropic.AuthenticationError):
            claude(shared, "ck-no").messages.create(model="stub-small", **asked)
        with pytest.raises(anthropic.APIStatusError) as caught:
            list(claude(shared).messages.create(model="stub-cut", stream=True, **asked))
        assert caught.value.body["error"]["code"] == "model_cut"  # type: ignore[index,call-overload]

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"tools": [{"type": "web_search_20250305", "name": "web_search"}]}, "tool_outside"),
            ({"mcp_servers": [{"type": "url", "url": "https://x.example"}]}, "tool_outside"),
            ({"container": "c_1"}, "kept_elsewhere"),
            ({"messages": [{"role": "user", "content": [{"type": "server_tool_use"}]}]}, "body_unclear"),
            (
                {"messages": [{"role": "user", "content": [
                    {"type": "image", "source": {"type": "url", "url": "https://x.example/a.png"}}]}]},
                "part_elsewhere",
            ),
            (
                {"messages": [{"role": "user", "content": [
                    {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}}]}]},
                "data_not_covered",
            ),
            (
                {"messages": [{"role": "user", "content": [
                    {"type": "document", "source": {"type": "text", "data": "SSN 219-09-9999"}}]}]},
                "data_blocked",
            ),
        ],
    )  # fmt: skip
    def test_what_lies_or_acts_elsewhere_is_refused(self, shared: Running, more: dict[str, Any], code: str) -> None:
        body = {"model": "stub-small", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}], **more}
        assert raw(shared, json.dumps(body).encode(), path="/v1/messages").code == code


class TestListsOfTexts:
    def test_embeddings(self, shared: Running, stub: Running) -> None:
        made = client(shared).embeddings.create(model="stub-small", input=["hello", SECRET], user="kim")
        assert [each.embedding[0] for each in made.data] == [
            5,
            len("Kim wrote to [EMAIL_1] and [PHONE_1], again [PHONE_1]."),
        ]
        assert "user" not in received(stub)
        plain = client(shared).embeddings.create(model="stub-small", input="hello", encoding_format="float")
        assert plain.data[0].embedding == [5.0, 0.5, -0.25]

    @pytest.mark.parametrize("asked", [[1, 2], [[1, 2]], "", [], None, [{"text": "hello"}]])
    def test_tokens_cannot_be_looked_at(self, shared: Running, asked: object) -> None:
        body = json.dumps({"model": "stub-small", "input": asked}).encode()
        assert raw(shared, body, path="/v1/embeddings").code == "body_unclear"

    def test_moderations(self, shared: Running, stub: Running) -> None:
        made = client(shared).moderations.create(model="stub-small", input=["a violent text", PHONE])
        assert [each.flagged for each in made.results] == [True, False]
        assert PHONE not in json.dumps(received(stub))

    def test_no_stream_where_there_is_none(self, shared: Running) -> None:
        body = b'{"model":"stub-small","input":"x","stream":true}'
        assert raw(shared, body, path="/v1/embeddings").code == "body_unclear"


class TestCompletions:
    def test_prompts_are_replaced_and_every_choice_restored(
        self, district: District, gateway: Running, stub: Running
    ) -> None:
        made = client(gateway).completions.create(model="stub-small", prompt=[SECRET, "and hello"], n=2, user=PHONE)
        assert [each.text for each in made.choices] == [SAID + SECRET] * 2 + [SAID + "and hello"] * 2
        sent = received(stub)
        assert sent["prompt"] == [HIDDEN, "and hello"] and PHONE not in json.dumps(sent)
        (record,) = district.records()
        assert (record.outcome, record.verdict, record.replaced) == (
            Outcome.ANSWERED, "redact", {"par_contact": 1, "stu_phone": 2},
        )  # fmt: skip
        assert record.tokens_in > 0 and record.tokens_out > 0

    def test_a_stream_and_an_echo_say_the_same(self, shared: Running, stub: Running) -> None:
        asked: dict[str, Any] = {"model": "stub-small", "prompt": SECRET, "echo": True, "n": 2}
        told, ends = {0: "", 1: ""}, set()
        options: Any = {"include_usage": True}
        counted = 0
        for event in client(shared).completions.create(**asked, stream=True, stream_options=options):
            counted += event.usage.total_tokens if event.usage else 0
            for each in event.choices:
                told[each.index] += each.text
                ends.add(each.finish_reason)
        assert set(told.values()) == {SECRET + SAID + SECRET} and "stop" in ends and counted > 0
        assert PHONE not in json.dumps(received(stub))
        assert client(shared).completions.create(**asked).choices[1].text == SECRET + SAID + SECRET

    @pytest.mark.parametrize(
        "more",
        [{"prompt": [1, 2, 3]}, {"prompt": [[1, 2]]}, {"prompt": ""}, {"prompt": []}, {"prompt": {"id": "p"}},
         {"prompt": ["x", 7]}, {"suffix": 7}, {"stream": "yes"}, {"model": ""}],
    )  # fmt: skip
    def test_what_cannot_be_looked_at_is_refused(self, shared: Running, more: dict[str, Any]) -> None:
        body = {"model": "stub-small", "prompt": "hello", **more}
        answer = raw(shared, json.dumps(body).encode(), path="/v1/completions")
        assert (answer.status, answer.code) == (400, "body_unclear")
        assert ("tokens" in answer.body.decode()) == (more.get("prompt") in ([1, 2, 3], [[1, 2]], ["x", 7]))

    def test_a_student_in_danger_gets_help_here_too(self, shared: Running) -> None:
        said = client(shared).completions.create(model="stub-small", prompt="I want to kill myself").choices[0].text
        assert "988" in said and "stub model" not in said
        pieces = client(shared).completions.create(model="stub-small", prompt="I want to kill myself", stream=True)
        assert "988" in "".join(each.choices[0].text for each in pieces)


def test_one_model_of_the_use(shared: Running) -> None:
    assert client(shared).models.retrieve("stub-small").id == "stub-small"
    with pytest.raises(openai.NotFoundError) as caught:
        client(shared).models.retrieve("stub-large")
    assert caught.value.code == "model_not_here"
    assert "stub-small" in [each.id for each in claude(shared).models.list()]


class TestChat:
    def test_every_choice_is_restored(self, shared: Running) -> None:
        asked: list[Any] = [{"role": "user", "content": SECRET}]
        made = client(shared).chat.completions.create(model="stub-small", messages=asked, n=3)
        assert [each.message.content for each in made.choices] == [SAID + SECRET] * 3

    def test_reasoning_is_restored_in_a_channel_of_its_own(self, shared: Running) -> None:
        asked: list[Any] = [{"role": "user", "content": f"call {PHONE}"}]
        told = {"content": "", "reasoning_content": ""}
        for piece in client(shared).chat.completions.create(model="stub-thinks", messages=asked, stream=True):
            for name in told:
                told[name] += getattr(piece.choices[0].delta, name, None) or ""
        assert told == {"content": f"call {PHONE}", "reasoning_content": f"They say: call {PHONE}"}

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"web_search_options": {}}, "tool_outside"),
            ({"web_search_options": None, "store": True}, ""),
            ({"modalities": ["text", "audio"]}, "answer_not_text"),
            ({"messages": [{"role": "user", "content": [
                {"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}]}]}, "part_elsewhere"),
            ({"messages": [{"role": "user", "content": [
                {"type": "image_url", "image_url": {"url": "data:text/plain,hello"}}]}]}, "body_unclear"),
            ({"messages": [{"role": "user", "content": [
                {"type": "file", "file": {"file_id": "f"}}]}]}, "part_elsewhere"),
            ({"safety_identifier": "219-09-9999", "user": "219-09-9999"}, ""),
        ],
    )  # fmt: skip
    def test_what_lies_or_acts_elsewhere(self, shared: Running, stub: Running, more: dict[str, Any], code: str) -> None:
        body = {"model": "stub-small", "messages": [{"role": "user", "content": "hi"}], **more}
        answer = raw(shared, json.dumps(body).encode())
        assert answer.code == code
        if not code:
            assert "219-09" not in json.dumps(received(stub))
