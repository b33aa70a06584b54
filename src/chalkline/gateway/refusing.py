"""Every no of the gateway, in the error shape of the OpenAI API, with a reason a teacher understands."""

from __future__ import annotations

import orjson

TYPE = "chalkline_refusal"


class Refused(Exception):
    """A call that gets no answer from a model. ``code`` is stable (docs/reference/gateway.md)."""

    def __init__(self, status: int, code: str, message: str, *, param: str | None = None, retry_after: int = 0) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.param = param
        self.retry_after = retry_after  # seconds after which it is worth another try; 0 where nobody knows

    def body(self) -> bytes:
        """The answer's JSON."""
        return orjson.dumps({"error": {"message": self.message, "type": TYPE, "param": self.param, "code": self.code}})

    def event(self) -> bytes:
        """The same inside a stream that has begun."""
        return b"data: " + self.body() + b"\n\n"


def key_missing() -> Refused:
    """No key in the call."""
    return Refused(
        401,
        "key_missing",
        "This gateway needs a key of an approved use. Put it into the Authorization header: Bearer ck-…",
    )


def key_unknown() -> Refused:
    """A key that was never issued here."""
    return Refused(
        401,
        "key_unknown",
        "This key is not one of this district. Check that it was copied whole; otherwise ask the technology "
        "director for a key of your approved use.",
    )


def not_ready(code: str, message: str) -> Refused:
    """The gateway itself may not answer now."""
    return Refused(503, code, f"This call was not sent. {message} Tell the technology director.")


def route_unknown(path: str) -> Refused:
    """Another address than those that exist: there is no way around the policy."""
    return Refused(
        404,
        "route_unknown",
        f"This gateway has no address {path[:80]}. It answers POST /v1/chat/completions, responses, messages, "
        "completions, embeddings and moderations, and GET /v1/models.",
    )


def model_not_here(name: str) -> Refused:
    """One model was asked for by name, and the caller's use does not have it."""
    return Refused(404, "model_not_here", f"The use of this key has no model “{name[:80]}”. GET /v1/models lists them.")


def method_unknown(allowed: str) -> Refused:
    """A known address asked in another way."""
    return Refused(405, "method_unknown", f"Use {allowed} at this address.")


def body_unclear(what: str) -> Refused:
    """A body that cannot be read, and so cannot be checked."""
    return Refused(400, "body_unclear", f"This call was not sent. {what} Correct the body and try again.")


def kept_elsewhere(what: str) -> Refused:
    """A body that goes on from something that lies at the provider: nobody here can look at it."""
    return Refused(
        403,
        "kept_elsewhere",
        f"This call was not sent. {what} names something that is kept at the provider, where it cannot be looked at. "
        "Nothing is kept there from here. Send the whole conversation with each call.",
    )


def not_at_once() -> Refused:
    """An answer that is to be fetched later: it would lie at the provider, and have no record."""
    return Refused(
        403,
        "not_at_once",
        "This call was not sent. Answers are given at once here; they are not kept at the provider to be fetched "
        "later. Leave “background” out.",
    )


def tool_outside(name: str) -> Refused:
    """A tool that the provider itself runs."""
    return Refused(
        403,
        "tool_outside",
        f"This call was not sent. The tool “{name}” acts outside the district (it searches, runs or fetches), and what "
        "it does could not be looked at. Leave it out. Functions that your own program runs are fine.",
    )


def field_outside(name: str) -> Refused:
    """A field by which something else would answer, or be told, than what was approved."""
    return Refused(
        403,
        "tool_outside",
        f"This call was not sent. “{name[:40]}” lets another model, service or place take part than those that were "
        "approved. Leave it out.",
    )


def not_text() -> Refused:
    """An answer in sounds or pictures: it could not be looked at."""
    return Refused(
        403,
        "answer_not_text",
        "This call was not sent. It asks for an answer in sounds or pictures, which cannot be looked at on its way. "
        "Ask for text.",
    )


def part_elsewhere() -> Refused:
    """A picture or file that is named by an address: the provider would fetch it from elsewhere."""
    return Refused(
        403,
        "part_elsewhere",
        "This call was not sent. It names a picture or file by an address or an id, so others would learn of it and "
        "nobody here can look at it. Send the picture or file itself.",
    )


def body_encoded() -> Refused:
    """A packed body: a small one could unfold to any size."""
    return Refused(
        415,
        "body_encoded",
        "This call was not sent. Its body is packed (content-encoding), and bodies are read as they are here. Send it "
        "without.",
    )


def body_not_json(kind: str) -> Refused:
    """A body that says that it is something else than JSON."""
    return Refused(
        415,
        "body_not_json",
        f"This call was not sent. Its content-type is “{kind[:60]}”. Send JSON, and say so: application/json.",
    )


def body_slow() -> Refused:
    """A body that does not come to its end."""
    return Refused(408, "body_slow", "This call was not sent. Its body did not arrive whole in time. Send it again.")


def body_too_large(limit: int) -> Refused:
    """A body over the limit."""
    return Refused(
        413,
        "body_too_large",
        f"This call was not sent: it is larger than {limit // 1024} kB. Send a shorter text or fewer messages.",
    )


def header_unclear(name: str, what: str) -> Refused:
    """A header of ours that says nothing we know."""
    return Refused(400, "header_unclear", f"This call was not sent. {what} Correct the header {name}.", param=name)


def record_unavailable() -> Refused:
    """The record of calls cannot be written, so no call may be answered."""
    return not_ready("record_unavailable", "The record of calls cannot be written right now.")


def channel_unavailable() -> Refused:
    """What a person has to see cannot be written down, so the call may not go on."""
    return not_ready("channel_unavailable", "What a person here has to see cannot be written down right now.")


def model_unavailable(retry_after: int = 0) -> Refused:
    """The model service does not answer at all."""
    return Refused(
        502,
        "model_unavailable",
        "The model behind this gateway cannot be reached. Try again in a while.",
        retry_after=retry_after,
    )


def model_unknown(name: str) -> Refused:
    """A name that no deployment answers for."""
    return Refused(
        404,
        "model_unknown",
        f"This gateway has no model named “{name[:80]}”. GET /v1/models lists those of your approved use.",
        param="model",
    )


def model_slow() -> Refused:
    """The model service took too long."""
    return Refused(504, "model_slow", "The model behind this gateway took too long to answer. Try again in a while.")


def model_cut() -> Refused:
    """The model's answer broke off."""
    return Refused(502, "model_cut", "The model's answer broke off before its end. What was shown is not whole.")


def model_nonsense() -> Refused:
    """The model service answered something that is not an answer."""
    return Refused(502, "model_nonsense", "The model behind this gateway gave no usable answer. Try again in a while.")


def model_not_borne_out() -> Refused:
    """A grounded answer of which no sentence may go out."""
    return Refused(
        502,
        "model_not_borne_out",
        "The model answered, but nothing it said is borne out by what the district has approved, so it is not shown. "
        "Ask in other words, or read the sources themselves.",
    )


def model_refused(status: int, message: str, *, retry_after: int = 0) -> Refused:
    """The model service found fault with the call itself, and said so."""
    words = f"The model service did not accept this call: {message[:500]}"
    return Refused(status, "model_refused", words, retry_after=retry_after)


def person_missing() -> Refused:
    """A key behind which people are known, and nobody named."""
    return Refused(
        401,
        "person_missing",
        "This call was not sent. This key is for an app whose people sign in, and the call does not say who it is for. "
        "The app must send the person's sign-in token or its own signature.",
    )


def person_former() -> Refused:
    """Signed in, and no longer with the district."""
    return Refused(
        403,
        "person_former",
        "This call was not sent. The person who signed in has left the district by its roster. If that is wrong, tell "
        "the school office.",
    )


def person_mismatch(what: str) -> Refused:
    """What the call says does not fit the person who signed in, or the key."""
    return Refused(403, "person_mismatch", f"This call was not sent. {what}")
