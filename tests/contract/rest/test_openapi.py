"""The API as it is written down: docs/reference/openapi.json equals what the code says.

Write it anew with GOLDEN=write and read the difference: others have built on it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cast import Cast
from chalkline.rest.shapes import REFUSALS
from chalkline.rest.urls import api

WRITTEN = Path(__file__).resolve().parents[3] / "docs" / "reference" / "openapi.json"
SOME_ID = "00000000-0000-4000-8000-000000000000"
SCHEMA = json.loads(WRITTEN.read_text(encoding="utf-8"))


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in SCHEMA["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


OPERATIONS = list(operations())
CLOSED = [(path, method) for path, method, operation in OPERATIONS if operation.get("security")]
EVERY = pytest.mark.parametrize(
    ("path", "method", "operation"), OPERATIONS, ids=lambda each: each if isinstance(each, str) else ""
)
OPEN = [(path, method) for path, method, operation in OPERATIONS if not operation.get("security")]


def address(path: str) -> str:
    return re.sub(r"{\w+}", SOME_ID, path)


def test_what_is_written_down_is_what_is_built() -> None:
    built = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    text = json.dumps(built, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get("GOLDEN") == "write":
        WRITTEN.write_text(text, encoding="utf-8")
    assert WRITTEN.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("path", "method"), CLOSED, ids=lambda each: each)
@pytest.mark.django_db
def test_without_signing_in_nothing_opens(path: str, method: str) -> None:
    answer = Client().generic(method.upper(), address(path), b"{}", content_type="application/json")
    assert answer.status_code == 401 and answer.json()["code"] == "sign_in_needed"
    assert answer.json()["next_step"]


def test_only_what_is_public_by_purpose_is_open() -> None:
    assert {path.removeprefix("/api/v1") for path, _ in OPEN} == {
        "/register",
        "/heard",
        # what the law makes public: notices and approved minutes
        "/public-meetings",
        "/public-meetings/{meeting_id}",
        # the secret in the address is what opens them, for the vendor it was sent to
        "/vendor-links/{secret}",
        "/vendor-links/{secret}/who",
        "/vendor-links/{secret}/answers",
        "/vendor-links/{secret}/files",
        "/vendor-links/{secret}/files/{file_id}/take-back",
        "/vendor-links/{secret}/companies",
        "/vendor-links/{secret}/submit",
    }


@pytest.mark.parametrize(
    ("path", "method", "operation"), OPERATIONS, ids=lambda each: each if isinstance(each, str) else ""
)
def test_every_operation_says_how_it_can_be_refused(path: str, method: str, operation: dict[str, Any]) -> None:
    assert {str(status) for status in REFUSALS} <= set(operation["responses"])
    for status in REFUSALS:
        schema = operation["responses"][str(status)]["content"]["application/json"]["schema"]
        assert schema == {"$ref": "#/components/schemas/ProblemDocument"}
    assert operation["summary"] and operation["description"] and operation["tags"]


@pytest.mark.parametrize(
    ("path", "method", "operation"), OPERATIONS, ids=lambda each: each if isinstance(each, str) else ""
)
def test_every_body_has_an_example(path: str, method: str, operation: dict[str, Any]) -> None:
    body = operation.get("requestBody")
    if body and "multipart/form-data" in body["content"]:  # a file, and what it is as fields beside it
        assert {"file", "kind"} <= set(body["content"]["multipart/form-data"]["schema"]["properties"])
    elif body:
        shape = body["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
        assert SCHEMA["components"]["schemas"][shape]["examples"], shape


def test_operations_have_names_of_their_own() -> None:
    names = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("path", "method", "operation"), OPERATIONS, ids=lambda each: each if isinstance(each, str) else ""
)
def test_lists_come_in_pages_of_at_most_a_hundred(path: str, method: str, operation: dict[str, Any]) -> None:
    limits = [each["schema"] for each in operation.get("parameters", []) if each["name"] == "limit"]
    assert all(limit["maximum"] == 100 for limit in limits)
    answered = operation["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = SCHEMA["components"]["schemas"].get(answered.get("$ref", "").rsplit("/", 1)[-1], {})
    if "items" in shape.get("properties", {}) and "total" in shape["properties"]:
        assert limits, f"{path} gives a list without a limit"


@pytest.mark.django_db
def test_an_id_that_leads_nowhere_is_a_problem_document_or_a_refusal(cast: Cast) -> None:
    from visiting import visitor

    browser = visitor(cast.ada)
    for path, method in CLOSED:
        if method == "get" and "{" in path:
            answer = browser.get(address(path))
            assert answer.status_code in {200, 404}, path
            if answer.status_code == 404:
                # where no policy was ever published there are no audiences yet, and the answer says what to do first
                assert answer.json()["code"] in {"not_found", "filter_lists.no_policy"}, path
