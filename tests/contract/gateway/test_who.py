"""Who is behind an app: tokens of the district's sign-in, signed headers, the roster. A real gateway, a real issuer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import jwt
import openai
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalkline.rulebook.api import (
    EVERY,
    PUBLISHED,
    Algorithm,
    Condition,
    ConditionKind,
    Families,
    FrontEnd,
    HolderKind,
    Issuer,
    IssuerKind,
    KeptBy,
    PackKey,
    PersonKind,
    RosterPerson,
    StudentChoices,
    digest_of_key,
    mark_in_records,
    read_channel,
    student_mark,
)
from contract.gateway.district import KEYS, ROOT, WRITING, District, Raw, Running, raw, wait_until
from oidc_provider import Provider, claims_of, serving

STUDENTS_APP, TEACHERS_APP = "ck-students-" + "d" * 40, "ck-teachers-" + "e" * 40
APPS = (
    PackKey(digest_of_key(STUDENTS_APP), "k-students", "use-feedback", HolderKind.APP, "student", people_sign_in=True),
    PackKey(digest_of_key(TEACHERS_APP), "k-teachers", "use-feedback", HolderKind.APP, "teacher", people_sign_in=True),
)
KIM = RosterPerson(
    mark=student_mark("R-1"), kind=PersonKind.STUDENT, role="student", given="Kim", family="Sato",
    identifiers=("R-1", "204517"),
    emails=("kim.sato@students.cedarhollow.example",), school="S4", grade_band="g68", sections=frozenset({"c-1"}),
)  # fmt: skip
LEO = RosterPerson(
    mark=student_mark("R-2"), kind=PersonKind.STUDENT, role="student", given="Leo", family="Ruiz", identifiers=("R-2",),
    emails=("leo.ruiz@students.cedarhollow.example",), school="S4", grade_band="g35",
)  # fmt: skip
TESS = RosterPerson(
    mark=student_mark("R-3"), kind=PersonKind.STAFF, role="teacher", given="Tess", family="Moreau",
    identifiers=("R-3",),
    emails=("tess@cedarhollow.example",), school="S4", sections=frozenset({"c-1", "c-2"}),
)  # fmt: skip
SECOND = RosterPerson(
    mark=student_mark("R-7"), kind=PersonKind.STAFF, role="teacher", given="Theo", family="Banks",
    identifiers=("R-7",), emails=("theo@cedarhollow.example",), school="S4",
)  # fmt: skip
OTTO = RosterPerson(
    mark=student_mark("R-4"), kind=PersonKind.STUDENT, role="student", identifiers=("R-4",),
    emails=("otto@students.cedarhollow.example",), former=True,
)  # fmt: skip
TWINS = tuple(
    RosterPerson(
        mark=student_mark(each), kind=PersonKind.STUDENT, role="student", given="A", family="B", identifiers=(each,),
        emails=("family.shared@cedarhollow.example",), school="S4", grade_band="g68",
    )
    for each in ("R-5", "R-6")
)  # fmt: skip
PEOPLE = (KIM, LEO, TESS, OTTO, *TWINS)
MARKING = "5a" * 32
SHARED_SECRET = secrets.token_bytes(32)
SIGNING_KEY = Ed25519PrivateKey.generate()
FRONT_ENDS = (
    FrontEnd("fe-hmac", Algorithm.HMAC, SHARED_SECRET.hex(), frozenset({"use-feedback"})),
    FrontEnd(
        "fe-ed",
        Algorithm.ED25519,
        SIGNING_KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex(),
        frozenset({"use-feedback"}),
    ),
    FrontEnd("fe-other", Algorithm.HMAC, SHARED_SECRET.hex(), frozenset({"use-other"})),
)
TENANTS = {
    "google": "cedarhollow.example",
    "microsoft": "11111111-2222-4333-8444-555555555555",
    "clever": "58da8c58da0a7f0001a6bd8e",
    "classlink": "2",
}
BODY = json.dumps({"model": "stub-small", "messages": [{"role": "user", "content": "Is it clear?"}]}).encode()
WAITS = "held_for_release"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with serving() as made:
        yield made


def issuers(provider: Provider) -> tuple[Issuer, ...]:
    ours = Issuer("i-other", IssuerKind.OTHER, provider.url, frozenset({provider.client_id}))  # keys by discovery
    published = [
        Issuer(
            f"i-{kind}",
            IssuerKind(kind),
            PUBLISHED[IssuerKind(kind)].issuer.format(tenant=tenant),
            frozenset({provider.client_id}),
            f"{provider.url}/keys",
            tenant,
        )
        for kind, tenant in TENANTS.items()
    ]
    return (ours, *published)


def publish(district: District, provider: Provider, people: tuple[RosterPerson, ...] = PEOPLE, **more: Any) -> None:
    district.roster(*people)
    district.pack(keys=(*KEYS, *APPS), issuers=issuers(provider), front_ends=FRONT_ENDS, marking=MARKING, **more)


@pytest.fixture(scope="module")
def signed_in(stub: Running, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """A district behind whose apps people are known; its gateway is ``running[0]``."""
    district = District(tmp_path_factory.mktemp("who"))
    district.publish(replace(WRITING, roles=frozenset({"student", "teacher"}), schools=EVERY))
    publish(district, provider)
    gateway = district.start_gateway(stub.url)
    token = provider.token(claims_of("other", TESS.emails[0]))
    wait_until(lambda: call(gateway, TEACHERS_APP, token).code != "person_keys_unavailable")
    yield district
    district.stop()


@pytest.fixture
def gateway(signed_in: District) -> Running:
    return signed_in.running[0]


def call(gateway: Running, key: str, token: str = "", **headers: str) -> Raw:
    named = [(f"x-chalkline-{name.replace('_', '-')}", value) for name, value in headers.items()]
    return raw(gateway, BODY, key=key, headers=[*named, *([("x-chalkline-person-token", token)] if token else [])])


def signed(
    person: str, *, front: str = "fe-hmac", body: bytes = BODY, path: str = "", at: float = 0, **more: str
) -> str:
    parts = {
        "front": front, "person": quote(person), "at": str(int(at or time.time())), "nonce": secrets.token_hex(8),
        "body": hashlib.sha256(body).hexdigest(), **more,
    }  # fmt: skip
    lines = ("chalkline-person/1", front, "POST", path or "/v1/chat/completions", *list(parts.values())[1:])
    text = "\n".join(lines).encode()
    signature = SIGNING_KEY.sign(text) if front == "fe-ed" else hmac.digest(SHARED_SECRET, text, "sha256")
    return "; ".join(f"{name}={value}" for name, value in {**parts, "signature": signature.hex()}.items())


class TestTokens:
    @pytest.mark.parametrize("kind", ["google", "microsoft", "clever", "classlink", "other"])
    @pytest.mark.parametrize("alg", ["RS256", "ES256"])
    def test_each_issuer_s_published_claims_name_the_person(
        self, gateway: Running, signed_in: District, provider: Provider, kind: str, alg: str
    ) -> None:
        token = provider.token(claims_of(kind, TESS.emails[0].upper(), "R-3"), alg=alg)
        answer = call(gateway, TEACHERS_APP, token, grade="7")
        assert answer.status == 200, answer.body
        record = next(
            each for each in signed_in.records() if each.decision_id == answer.headers["x-chalkline-decision"]
        )
        assert (record.person, record.role, record.school) == (mark_in_records(TESS.mark, MARKING), "teacher", "S4")

    def test_a_student_s_grade_and_school_come_from_the_roster_and_cannot_be_said_otherwise(
        self, gateway: Running, signed_in: District, provider: Provider
    ) -> None:
        kim, leo = (provider.token(claims_of("google", each.emails[0])) for each in (KIM, LEO))
        answer = call(gateway, STUDENTS_APP, kim)
        record = next(
            each for each in signed_in.records() if each.decision_id == answer.headers["x-chalkline-decision"]
        )
        assert (answer.status, record.grade_band, record.school) == (200, "g68", "S4")
        assert call(gateway, STUDENTS_APP, leo).code == "grade_not_covered"
        for said in ({"grade": "g35"}, {"grade": "none"}, {"school": "S1"}):
            assert call(gateway, STUDENTS_APP, kim, **said).code == "person_mismatch"
        assert call(gateway, STUDENTS_APP, kim, student="R-2").code == "header_unclear"
        assert call(gateway, STUDENTS_APP, kim, student="204517", grade="7").status == 200

    @pytest.mark.parametrize(
        ("email", "key", "code"),
        [
            ("nobody@cedarhollow.example", STUDENTS_APP, "person_unknown"),
            (OTTO.emails[0], STUDENTS_APP, "person_former"),
            (TWINS[0].emails[0], STUDENTS_APP, "person_unclear"),
            (TESS.emails[0], STUDENTS_APP, "person_mismatch"),
            (KIM.emails[0], TEACHERS_APP, "person_mismatch"),
        ],
    )
    def test_strangers_leavers_and_those_the_key_is_not_for(
        self, gateway: Running, provider: Provider, email: str, key: str, code: str
    ) -> None:
        assert call(gateway, key, provider.token(claims_of("google", email))).code == code

    def test_a_call_without_a_person_and_a_key_that_has_its_own(self, gateway: Running, provider: Provider) -> None:
        assert call(gateway, STUDENTS_APP).code == "person_missing"
        token = provider.token(claims_of("google", KIM.emails[0]))
        assert call(gateway, "ck-class-" + "a" * 40, token).code == "person_mismatch"

    def test_what_is_forged_expired_or_for_others(self, gateway: Running, provider: Provider) -> None:
        now, good = int(time.time()), claims_of("google", KIM.emails[0])
        other = rsa.generate_private_key(65537, 2048)
        public = json.dumps(provider.jwks()["keys"][0]).encode()
        unsigned = ".".join(
            base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode()
            for each in ({"alg": "none"}, {**good, "aud": provider.client_id, "exp": now + 999})
        )
        head, _claims, signature = provider.token(good).split(".")
        another = base64.urlsafe_b64encode(json.dumps({**good, "aud": provider.client_id, "exp": now + 999}).encode())
        tokens = {
            "unsigned": unsigned + ".",
            "another key": provider.token(good, key=other),
            "key confusion": provider.token(good, alg="HS256", key=public + b"x" * 32, headers={"kid": "k1"}),
            "its own key": provider.token(good, key=other, headers={"jwk": provider.jwks()["keys"][0]}),
            "changed": ".".join((head, another.rstrip(b"=").decode(), signature)),
            "cut": provider.token(good)[:-20],
            "opaque": "ya29.a0AfH6SMBx",
            "critical": provider.token(good, headers={"crit": ["exp"]}),
            "audience": provider.token({**good, "aud": "another-app"}),
            "audiences": provider.token({**good, "aud": ["another-app", provider.client_id], "azp": "another-app"}),
            "issuer": provider.token({**good, "iss": "https://accounts.google.com.example"}),
            "not yet": provider.token({**good, "nbf": now + 600}),
            "no end": provider.token({**good, "exp": None}),
            "tenant": provider.token({**good, "hd": "another.example"}),
            "private": provider.token({**good, "hd": None}),
        }
        codes = {name: call(gateway, STUDENTS_APP, token).code for name, token in tokens.items()}
        assert codes == dict.fromkeys(tokens, "person_token_unfit")
        unverified = provider.token({**good, "email_verified": False})
        assert call(gateway, STUDENTS_APP, unverified).code == "person_unknown"
        late = provider.token({**good, "exp": now - 61, "iat": now - 4000})
        assert call(gateway, STUDENTS_APP, late).code == "person_token_expired"
        assert call(gateway, STUDENTS_APP, provider.token({**good, "exp": now - 30})).status == 200  # clocks differ

    def test_a_token_in_authorization_with_the_key_beside_it(self, gateway: Running, provider: Provider) -> None:
        token = provider.token(claims_of("microsoft", KIM.emails[0]))
        front_end = openai.OpenAI(
            base_url=f"{gateway.url}/v1",
            api_key=token,
            default_headers={"X-Chalkline-Key": STUDENTS_APP},
            max_retries=0,
        )
        assert front_end.chat.completions.create(
            model="stub-small", messages=[{"role": "user", "content": "Hi"}]
        ).choices
        assert [each.id for each in front_end.models.list()]


class TestSignatures:
    @pytest.mark.parametrize("front", ["fe-hmac", "fe-ed"])
    @pytest.mark.parametrize("person", ["kim.sato@students.cedarhollow.example", "R-1", "204517"])
    def test_a_front_end_names_the_person_once(self, gateway: Running, front: str, person: str) -> None:
        header = signed(person, front=front)
        assert call(gateway, STUDENTS_APP, person=header).status == 200
        assert call(gateway, STUDENTS_APP, person=header).code == "person_signature_unfit"

    def test_what_was_not_signed_does_not_count(self, gateway: Running) -> None:
        kim = KIM.emails[0]
        bad = {
            "another person": signed(kim).replace("kim", "leo"),
            "another body": signed(kim, body=b"{}"),
            "another path": signed(kim, path="/v1/models"),
            "old": signed(kim, at=time.time() - 62),
            "of tomorrow": signed(kim, at=time.time() + 62),
            "for another use": signed(kim, front="fe-other"),
            "of nobody": signed(kim, front="fe-none"),
            "short": signed(kim, nonce="ab"),
            "twice": signed(kim) + "; person=leo",
            "nothing": "x",
            "no hex": signed(kim)[:-2] + "zz",
        }
        codes = {name: call(gateway, STUDENTS_APP, person=header).code for name, header in bad.items()}
        assert codes == dict.fromkeys(bad, "person_signature_unfit")

    def test_open_webui_forwards_the_person(self, gateway: Running) -> None:
        now = int(time.time())
        good = {"sub": "u", "email": KIM.emails[0], "role": "admin", "iss": "open-webui", "iat": now, "exp": now + 300}

        def forwarded(secret: str = SHARED_SECRET.hex(), alg: str = "HS256", **change: Any) -> Raw:
            token = jwt.encode({**good, **change}, secret, algorithm=alg)
            return raw(gateway, BODY, key=STUDENTS_APP, headers=[("x-openwebui-user-jwt", token)])

        assert forwarded().status == 200
        assert forwarded(email="nobody@cedarhollow.example").code == "person_unknown"
        bad = [
            forwarded(secret="another secret that is long enough"), forwarded(alg="HS512"), forwarded(iss="other"),
            forwarded(exp=now + 4000), forwarded(iat=now - 400, exp=now - 100), forwarded(email=""),
            forwarded(secret=SIGNING_KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()),
        ]  # fmt: skip
        assert {each.code for each in bad} == {"person_signature_unfit"}
        plain = raw(gateway, BODY, key=STUDENTS_APP, headers=[("x-openwebui-user-email", KIM.emails[0])])
        assert plain.code == "person_missing"

    def test_the_how_to_signs_calls_of_the_official_clients(self, gateway: Running) -> None:
        how_to = (ROOT / "docs" / "how-to" / "connect-a-front-end.md").read_text()
        (code,) = re.findall(r"```python\n(.*?)```", how_to, re.DOTALL)
        known: dict[str, Any] = {"FRONT_END_ID": "fe-hmac", "SECRET": SHARED_SECRET.hex()}
        exec(code, known)  # the how-to itself is what is tried
        import anthropic  # a second and more to load: only where it is used

        hooks = known["signing_for"](KIM.emails[0])
        asked = [{"role": "user", "content": "Is it clear?"}]
        chat = openai.OpenAI(
            base_url=f"{gateway.url}/v1",
            api_key=STUDENTS_APP,
            http_client=openai.DefaultHttpxClient(event_hooks=hooks),
            max_retries=0,
        )
        assert chat.chat.completions.create(model="stub-small", messages=asked).choices  # type: ignore[arg-type]
        messages = anthropic.Anthropic(
            base_url=gateway.url,
            api_key=STUDENTS_APP,
            http_client=anthropic.DefaultHttpxClient(event_hooks=hooks),
            max_retries=0,
        )
        assert messages.messages.create(model="stub-small", max_tokens=50, messages=asked).content  # type: ignore[arg-type]

    def test_token_and_signature_must_name_the_same_person(self, gateway: Running, provider: Provider) -> None:
        token = provider.token(claims_of("google", KIM.emails[0]))
        assert call(gateway, STUDENTS_APP, token, person=signed("R-1")).status == 200
        assert call(gateway, STUDENTS_APP, token, person=signed("R-2")).code == "person_unclear"


class TestRoster:
    def test_a_new_roster_counts_at_once_and_without_it_nothing_goes_out(
        self, stub: Running, provider: Provider, district: District
    ) -> None:
        publish(district, provider)
        gateway = district.start_gateway(stub.url)
        assert gateway.get("/healthz")[1]["roster"] == 1
        assert call(gateway, STUDENTS_APP, person=signed("R-1")).status == 200
        publish(district, provider, tuple(each for each in PEOPLE if each is not KIM))
        wait_until(lambda: gateway.get("/healthz")[1]["roster"] == 2, seconds=5)
        assert call(gateway, STUDENTS_APP, person=signed("R-1")).code == "person_unknown"
        older = district.roster(*PEOPLE, issue=1)
        wait_until(lambda: "roster.chalkline" in gateway.get("/healthz")[1]["troubles"], seconds=5)
        assert call(gateway, STUDENTS_APP, person=signed("R-1")).code == "person_unknown"
        district.put("roster.chalkline", older[:-9])
        district.pack(keys=(*KEYS, *APPS), extract_issue=3, extract_digest="0" * 64)
        wait_until(lambda: call(gateway, "ck-class-" + "a" * 40).code == "roster_missing", seconds=5)
        assert gateway.get("/healthz")[0] == 503

    def test_family_choices_and_training_follow_the_person(
        self, stub: Running, provider: Provider, district: District
    ) -> None:
        said = Families(choices=(StudentChoices(frozenset({KIM.mark}), refused=frozenset({"magicschool"})),))
        publish(district, provider, families=said)
        gateway = district.start_gateway(stub.url)
        assert call(gateway, STUDENTS_APP, person=signed("R-1")).code == "family_refused"
        teacher_for_kim = raw(gateway, BODY, headers=[("x-chalkline-student", "204517")])
        assert teacher_for_kim.code == "family_refused"


def test_a_call_that_waits_is_of_the_person_behind_the_app(
    district: District, stub: Running, provider: Provider
) -> None:
    hold = (Condition(ConditionKind.HOLD, "", KeptBy.GATEWAY),)
    district.publish(replace(WRITING, roles=frozenset({"student", "teacher"}), schools=EVERY, conditions=hold))
    publish(district, provider, (*PEOPLE, SECOND))
    gateway = district.start_gateway(stub.url)
    ids = []
    for each in (TESS, SECOND, TESS):
        wait_until(lambda who=each: call(gateway, TEACHERS_APP, person=signed(who.emails[0]), grade="7").code == WAITS)
        ids.append(call(gateway, TEACHERS_APP, person=signed(each.emails[0]), grade="7").headers["x-chalkline-held"])
    assert ids[0] == ids[2] != ids[1], "the same words of another person wait apart: a release is for one of them"
    found = [
        each
        for path in sorted((district.home / "channel").rglob("*.channel"))
        for each in read_channel(path.read_bytes()).records
    ]
    assert [each.about["person"] for each in found] == [mark_in_records(each.mark, MARKING) for each in (TESS, SECOND)]
