"""The API as a page that people read, made from its own description; nothing is loaded from elsewhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

TITLES = {"use cases": "Use cases", "ask": "Ask"}


@dataclass(frozen=True)
class Parameter:
    """Something in the address or a header."""

    name: str
    where: str
    required: bool
    what: str


@dataclass(frozen=True)
class Operation:
    """One thing the API does."""

    anchor: str
    method: str
    path: str
    summary: str
    what: str
    public: bool
    parameters: tuple[Parameter, ...]
    sends: str
    answers: str


class Readable(DocsBase):
    """The page at /api/v1/docs."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Draw every operation, by place."""
        schema = json.loads(json.dumps(api.get_openapi_schema()))
        context = {
            "sections": places_of(schema),
            "openapi": self.get_openapi_url(api, kwargs),
            "address": request.build_absolute_uri(reverse("api:api-root")),
            "tokens": _address("tokens.home"),
        }
        return render(request, "api.html", context)


def places_of(schema: dict[str, Any]) -> list[tuple[str, str, list[Operation]]]:
    """(anchor, title, operations) in the order of the district's work."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(_operation(path, method, told, schema))
    return [(tag.replace(" ", "-"), TITLES.get(tag, tag.capitalize()), made) for tag, made in found.items()]


def _operation(path: str, method: str, told: dict[str, Any], schema: dict[str, Any]) -> Operation:
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    done: dict[str, Any] = next(
        (told["responses"][status] for status in ("200", "201") if status in told["responses"]), {}
    )
    answer = done.get("content", {}).get("application/json", {}).get("schema")
    first, _, rest = told["description"].partition(". ")
    return Operation(
        anchor=told["operationId"],
        method=method.upper(),
        path=path,
        summary=f"{first.rstrip('.')}." if not first.endswith("?") else first,
        what=rest,
        public=not told.get("security"),
        parameters=tuple(
            Parameter(
                each["name"],
                each["in"],
                bool(each.get("required")),
                each.get("description") or each["schema"].get("description", ""),
            )
            for each in told.get("parameters", [])
        ),
        sends=_example(body, schema),
        answers=_example(answer, schema),
    )


def _example(shape: dict[str, Any] | None, schema: dict[str, Any]) -> str:
    value = _value(shape or {}, schema)
    return "" if value is None else json.dumps(value, indent=2, ensure_ascii=False)


def _value(shape: dict[str, Any], schema: dict[str, Any]) -> Any:
    """The example that a shape carries; a page of a list shows one of its items."""
    if "$ref" in shape:
        shape = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[-1]]
    if shape.get("examples"):
        return shape["examples"][0]
    if shape.get("type") == "array":
        inner = _value(shape.get("items", {}), schema)
        return [] if inner is None else [inner]
    if "items" in shape.get("properties", {}):
        return {"items": _value(shape["properties"]["items"], schema), "total": 1, "limit": 25, "offset": 0}
    return None


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
