"""Limits at the gateway: warnings before the stop, the stop, and sums that hold over restarts and several gateways."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest

from chalkline.rulebook.limits import Limit, LimitKind, LimitScope, Totals
from contract.gateway.district import APP_KEY, CLASS_KEY, TODAY, District, Running, raw, wait_until

BODY = b'{"model":"stub-small","messages":[{"role":"user","content":"%s"}]}' % (b"hello " * 20)
FILE = "models: {stub-small: [{provider: vllm, address: '%s/v1', price: {in: 1000, out: 1000}}]}"


def limit(kind: LimitKind, most: int, scope: LimitScope = LimitScope.USE, subject: str = "") -> Limit:
    return Limit("l-1", scope, kind, most, subject)


def limited(district: District, gateway: Running, *limits: Limit, totals: Totals | None = None) -> None:
    """A pack with these limits, and wait until the gateway has it."""
    district.pack(limits=limits, totals=totals or Totals())
    wait_until(lambda: gateway.get("/healthz")[1]["pack"] == district.issue)
    threading.Event().wait(0.5)  # the sums follow the pack at the next look


@pytest.mark.parametrize("stream", [False, True])
def test_calls_a_minute(district: District, gateway: Running, stream: bool) -> None:
    limited(district, gateway, limit(LimitKind.CALLS_MINUTE, 3))
    body = BODY[:-1] + (b',"stream":true}' if stream else b"}")
    answers = [raw(gateway, body) for _ in range(5)]
    assert [each.status for each in answers] == [200, 200, 200, 429, 429]
    assert answers[-1].code == "limit_reached" and 0 < int(answers[-1].headers["retry-after"]) <= 61
    stopped = [each for each in district.records() if each.code]
    assert {(each.limit, each.code, each.attempts) for each in stopped} == {("l-1", "limit_reached", 0)}
    assert raw(gateway, BODY, key=APP_KEY, headers=[("x-chalkline-grade", "7")]).status == 429  # the same use


def test_a_warning_before_the_stop_and_one_record_of_each(district: District, gateway: Running) -> None:
    limited(district, gateway, limit(LimitKind.TOKENS_DAY, 600, LimitScope.ROLE, "student"))
    seen = []
    for _ in range(30):
        answer = raw(gateway, BODY)
        seen.append((answer.status, "x-chalkline-budget" in answer.headers))
        if answer.status == 429:
            break
    assert seen[0] == (200, False) and (200, True) in seen and seen[-1][0] == 429
    assert int(answer.headers["retry-after"]) <= 86400
    used = sum(each.tokens_in + each.tokens_out for each in district.records())
    assert 600 <= used < 600 + 200  # one call crossed the line
    told = [
        record
        for path in (district.home / "channel").rglob("*.channel")
        for record in map(_channel_line, path.read_bytes().splitlines())
    ]
    assert [(each["kind"], each["about"]["level"], each["about"]["limit_id"]) for each in told] == [
        ("limit", "warn", "l-1"), ("limit", "stop", "l-1"),
    ]  # fmt: skip


def _channel_line(line: bytes) -> dict[str, object]:
    return dict(json.loads(line.partition(b" ")[2]))


def test_money_is_counted_and_calls_at_once_do_not_pass_together(district: District, stub: Running) -> None:
    file = district.home / "models.yaml"
    file.write_text(FILE % stub.url)
    gateway = district.start_gateway("", models_file=str(file))
    # A call of 50 to 100 tokens costs about 8 cents at these prices, and is expected to cost a dollar.
    limited(district, gateway, limit(LimitKind.DOLLARS_MONTH, 1_500_000))
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(raw(gateway, BODY))) for _ in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert {each.status for each in answers} <= {200, 429}
    assert all(each.code == "budget_spent" for each in answers if each.status == 429)
    costs = [each.cost_micros for each in district.records() if each.attempts]
    assert all(20_000 < each < 150_000 for each in costs)
    assert sum(costs) < 1_500_000 + max(costs)


def test_the_pack_says_what_was_used_and_up_to_which_record(district: District, gateway: Running) -> None:
    for _ in range(4):
        assert raw(gateway, BODY).status == 200
    records = district.records()
    used = sum(each.tokens_in + each.tokens_out for each in records)
    half = sum(each.tokens_in + each.tokens_out for each in records[:2])
    # The first two are in the totals, the last two are not: together they are counted once.
    upto = Totals(TODAY, {"gateway": records[1].sequence}, {"l-1": {"use-feedback": half}})
    limited(district, gateway, limit(LimitKind.TOKENS_DAY, used + 1), totals=upto)
    assert raw(gateway, BODY).status == 200
    assert raw(gateway, BODY).status == 429
    everything = Totals(TODAY - timedelta(days=1), {}, {"l-1": {"use-feedback": 10**9}})  # of yesterday: over
    limited(district, gateway, limit(LimitKind.TOKENS_DAY, used * 4), totals=everything)
    assert raw(gateway, BODY).status == 200


def test_sums_hold_over_a_kill_and_with_a_second_gateway(district: District, stub: Running) -> None:
    district.pack(
        limits=(limit(LimitKind.TOKENS_DAY, 5000), Limit("m", LimitScope.DISTRICT, LimitKind.CALLS_MINUTE, 6))
    )
    first = district.start_gateway(stub.url, node="first")
    assert [raw(first, BODY).status for _ in range(3)] == [200] * 3
    first.process.kill()
    first.process.wait()
    again = district.start_gateway(stub.url, node="first")
    second = district.start_gateway(stub.url, node="second")
    threading.Event().wait(0.6)
    assert [raw(second, BODY).status for _ in range(2)] == [200] * 2
    threading.Event().wait(0.8)
    sums = sum(each.tokens_in + each.tokens_out for each in district.records())
    district.pack(limits=(limit(LimitKind.TOKENS_DAY, sums),))  # exactly what both have used
    wait_until(lambda: {each.get("/healthz")[1]["pack"] for each in (again, second)} == {district.issue})
    threading.Event().wait(0.6)
    assert [raw(each, BODY, key=CLASS_KEY).status for each in (again, second)] == [429, 429]
