"""The file of models: which name is answered by which addresses. Checked whole when the gateway starts.

    models:
      gpt-4o-mini:
        - provider: azure
          address: https://our-district.openai.azure.com
          model: our-mini
          key_file: azure.token
          price: {in: 0.15, out: 0.60}
        - provider: openai
          model: gpt-4o-mini
          key_file: openai.token
          prices:
            - {since: 2026-07-01, in: 0.15, out: 0.60}
            - {since: 2027-01-01, in: 0.10, out: 0.40}
          timeouts: {connect: 5, first_byte: 60, between: 30, longest: 600}

Every fault of the file is told at once, by place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from chalkline.gateway.models.addresses import address_fault
from chalkline.gateway.models.words import MILLION, Deployment, Models, Price, Provider, Route, Waits
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

LARGEST = 1024 * 1024
FIELDS = frozenset(
    {
        "provider", "address", "model", "key_file", "price", "prices", "timeouts", "rank", "weight", "api_version",
        "idempotency", "routes", "largest_output",
    }
)  # fmt: skip
ADDRESSES = {
    Provider.OPENAI: "https://api.openai.com/v1",
    Provider.ANTHROPIC: "https://api.anthropic.com",
    Provider.GEMINI: "https://generativelanguage.googleapis.com",
    Provider.OLLAMA: "http://127.0.0.1:11434/v1",
}
NEEDS_KEY = frozenset({Provider.OPENAI, Provider.AZURE, Provider.ANTHROPIC, Provider.GEMINI})
AZURE_VERSION = "2024-10-21"
LONGEST_WAIT = 3600.0
DEAREST = 10_000  # dollars a million tokens; more is a slip of the pen
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
BEGINNING = date(1970, 1, 1)
USUAL = Waits()


def read_models(path: Path, keys: Path, usual: Waits = USUAL) -> Models:
    """The models of a file, with secrets from the key folder. ``usual``: waits, where the file says nothing else.

    Raises Problem: models.file_missing, .file_faulty.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise _missing(path) from None
    try:
        if len(data) > LARGEST:
            raise _faulty(path, ["the file is larger than 1 MB"])
        said = yaml.load(data, Loader=_Once)  # noqa: S506  (a safe loader that refuses names written twice)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as fault:
        raise _faulty(path, [f"it is not YAML ({_where(fault)})"]) from None
    reader = _Reader(keys, usual)
    models = reader.models(said)
    if reader.faults:
        raise _faulty(path, reader.faults)
    return models


@dataclass
class _Reader:
    """Reads on after a fault, so that all are found in one go."""

    keys: Path
    usual: Waits
    faults: list[str] = field(default_factory=list)

    def models(self, said: Any) -> Models:
        listed = said.get("models") if isinstance(said, dict) else None
        if not isinstance(listed, dict) or not listed:
            self.faults.append("it has no list “models” with at least one name")
            return Models({})
        for other in sorted(str(each) for each in said if each != "models"):
            self.faults.append(f"“{other}” at the top is not known; there is only “models”")
        return Models({str(name): self._deployments(str(name), each) for name, each in listed.items()})

    def _deployments(self, name: str, said: Any) -> tuple[Deployment, ...]:
        if not name or len(name) > 200:
            self.faults.append("a name of a model is empty or longer than 200 letters")
        entries = said if isinstance(said, list) else [said]
        if not entries:
            self.faults.append(f"{name}: no deployment is listed")
        found = [self._deployment(name, number, each) for number, each in enumerate(entries, 1)]
        return tuple(sorted((each for each in found if each), key=lambda each: each.rank))

    def _deployment(self, name: str, number: int, said: Any) -> Deployment | None:
        where = f"{name}, deployment {number}"
        if not isinstance(said, dict):
            self.faults.append(f"{where}: it is not a list of fields")
            return None
        for other in sorted(str(each) for each in said if each not in FIELDS):
            self.faults.append(f"{where}: “{other}” is not known")
        try:
            provider = Provider(str(said.get("provider")))
        except ValueError:
            known = ", ".join(each.value for each in Provider)
            self.faults.append(f"{where}: provider “{said.get('provider')}” is not known; known are {known}")
            return None
        return Deployment(
            name=f"{name}#{number}",
            provider=provider,
            address=self._address(where, provider, said.get("address")),
            model=self._model(where, name, provider, said.get("model")),
            secret=self._secret(where, provider, said.get("key_file")),
            prices=self._prices(where, said),
            waits=self._waits(where, said.get("timeouts")),
            rank=self._count(where, said, "rank", number),
            weight=self._count(where, said, "weight", 1),
            api_version=self._version(where, provider, said.get("api_version")),
            idempotency=self._header(where, said.get("idempotency")),
            routes=self._routes(where, said.get("routes")),
            largest_output=self._count(where, said, "largest_output", 4096),
        )

    def _address(self, where: str, provider: Provider, said: Any) -> str:
        if said is None and provider in ADDRESSES:
            return ADDRESSES[provider]
        fault = address_fault(said)
        if fault:
            self.faults.append(f"{where}: address {fault}")
            return ""
        return str(said).rstrip("/")

    def _model(self, where: str, name: str, provider: Provider, said: Any) -> str:
        model = name if said is None else said
        if not isinstance(model, str) or not model or len(model) > 200:
            self.faults.append(f"{where}: model is not a name")
            return ""
        if provider in {Provider.AZURE, Provider.GEMINI} and not re.fullmatch(r"[\w.:-]+", model):
            self.faults.append(f"{where}: model “{model}” is part of an address: letters, digits and .:-_ only")
        return model

    def _secret(self, where: str, provider: Provider, said: Any) -> str:
        if said is None:
            if provider in NEEDS_KEY:
                self.faults.append(f"{where}: key_file is missing; {provider.value} needs a key")
            return ""
        if not isinstance(said, str) or Path(said).name != said or said.startswith("."):
            self.faults.append(f"{where}: key_file is not the plain name of a file in the key folder")
            return ""
        try:
            secret = (self.keys / said).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            self.faults.append(f"{where}: the key file “{said}” cannot be read in the key folder")
            return ""
        if not secret or not secret.isprintable() or " " in secret:
            self.faults.append(f"{where}: the key file “{said}” holds no key on one line")
            return ""
        return secret

    def _prices(self, where: str, said: dict[str, Any]) -> tuple[Price, ...]:
        if "price" in said and "prices" in said:
            self.faults.append(f"{where}: give “price” or “prices”, not both")
        listed = [said["price"]] if "price" in said else said.get("prices") or []
        if not isinstance(listed, list):
            self.faults.append(f"{where}: prices is not a list")
            return ()
        found = [price for each in listed if (price := self._price(where, each))]
        days = [each.since_on for each in found]
        if len(days) != len(set(days)):
            self.faults.append(f"{where}: two prices begin on the same day")
        return tuple(sorted(found, key=lambda each: each.since_on))

    def _price(self, where: str, said: Any) -> Price | None:
        if not isinstance(said, dict) or not {"in", "out"} <= set(said) <= {"in", "out", "since"}:
            self.faults.append(
                f"{where}: a price is {{in: dollars, out: dollars}} a million tokens, with “since” if dated"
            )
            return None
        since = said.get("since", BEGINNING)
        amounts = [_dollars(said["in"]), _dollars(said["out"])]
        if type(since) is not date or None in amounts:
            self.faults.append(
                f"{where}: a price has an amount from 0 to {DEAREST} dollars, and “since” like 2026-07-01"
            )
            return None
        return Price(since, amounts[0] or 0, amounts[1] or 0)

    def _waits(self, where: str, said: Any) -> Waits:
        if said is None:
            return self.usual
        known = {"connect", "first_byte", "between", "longest"}
        if not isinstance(said, dict) or not set(said) <= known:
            self.faults.append(f"{where}: timeouts are seconds for {', '.join(sorted(known))}")
            return self.usual
        if not all(_is_number(each) and 0 < each <= LONGEST_WAIT for each in said.values()):
            self.faults.append(f"{where}: a timeout is more than 0 and at most 3600 seconds")
            return self.usual
        return replace(self.usual, **{name: float(each) for name, each in said.items()})

    def _count(self, where: str, said: dict[str, Any], name: str, usual: int) -> int:
        value = said.get(name, usual)
        if type(value) is not int or not 1 <= value <= 1_000_000:
            self.faults.append(f"{where}: {name} is a whole number from 1")
            return usual
        return value

    def _version(self, where: str, provider: Provider, said: Any) -> str:
        if said is None:
            return AZURE_VERSION if provider is Provider.AZURE else ""
        if not isinstance(said, str | date) or not re.fullmatch(r"[\w.-]{1,40}", str(said)):
            self.faults.append(f"{where}: api_version is a word like {AZURE_VERSION}")
            return ""
        return str(said)

    def _header(self, where: str, said: Any) -> str:
        if said is None:
            return ""
        if not isinstance(said, str) or not HEADER.fullmatch(said):
            self.faults.append(f"{where}: idempotency is the name of a header, like Idempotency-Key")
            return ""
        return said

    def _routes(self, where: str, said: Any) -> frozenset[Route]:
        if said is None:
            return frozenset()
        known = {each.value for each in Route}
        if not isinstance(said, list) or not said or not all(each in known for each in said):
            self.faults.append(f"{where}: routes are some of {', '.join(sorted(known))}")
            return frozenset()
        return frozenset(Route(each) for each in said)


class _Once(yaml.SafeLoader):
    """YAML in which a name written twice is a fault, not a choice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [self.construct_object(name, deep=True) for name, _ in node.value]
        twice = [name for at, name in enumerate(names) if name in names[:at]]
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"“{twice[0]}” stands twice", node.start_mark)
        return dict(super().construct_mapping(node, deep))


def _dollars(said: Any) -> int | None:
    return round(said * MILLION) if _is_number(said) and 0 <= said <= DEAREST else None


def _is_number(said: Any) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool) and said == said


def _where(fault: Exception) -> str:
    mark = getattr(fault, "problem_mark", None)
    return f"line {mark.line + 1}: {getattr(fault, 'problem', '')}" if mark else type(fault).__name__


def _told(faults: list[str]) -> Iterator[str]:
    yield from faults[:20]
    if len(faults) > 20:
        yield f"and {len(faults) - 20} more"


def _missing(path: Path) -> Problem:
    return Problem(
        "models.file_missing",
        what=Sentence("The file of models cannot be read: {path}.", path=str(path)),
        why=Sentence("CHALKLINE_MODELS_FILE names it, and the gateway does not guess."),
        next_step=Sentence("Put the file there, or take the setting away."),
        kind=Kind.UNAVAILABLE,
    )


def _faulty(path: Path, faults: list[str]) -> Problem:
    return Problem(
        "models.file_faulty",
        what=Sentence(
            "The file of models {name} has faults: {faults}.", name=path.name, faults="; ".join(_told(faults))
        ),
        why=Sentence(
            "A gateway that starts with half of it would send calls to the wrong place, or bill them wrongly."
        ),
        next_step=Sentence(
            "Mend these places, then start the gateway again. The how-to “Connect a model” shows the file."
        ),
        kind=Kind.UNAVAILABLE,
    )
