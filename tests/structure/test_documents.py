"""The documents are tested: what the code can say or do is in the reference, and nothing else is."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from chalkline.discover.sources.apart.refusals import SAID
from chalkline.rulebook.readings import CODES, EXACT_CODES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "chalkline"
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Unlicense|0BSD|zlib|HPND|OFL|CC0|MIT-CMU)\b",
    re.IGNORECASE,
)
# Used as a library, unmodified, and only where PostgreSQL is chosen (LGPL allows that).
AS_A_LIBRARY = {"psycopg", "psycopg-binary"}
# No licence in the metadata; the file in the package says zlib.
READ_BY_HAND = {"pysqlite3"}


# Pictures taken when the pages have settled.
NOT_YET = {"docs/pictures/today.png"}
# What gives a code a second time, taken from one of the others.
HANDED_ON = {
    "assist/library/refusals.py": 1,
    "discover/sources/apart/refusals.py": 1,
    "people/roster_apart/spelling.py": 1,
}
CODE = re.compile(r"[a-z_]+(\.[a-z_]+)?")


@cache
def modules() -> list[tuple[str, ast.Module]]:
    return [(path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text())) for path in SOURCE.rglob("*.py")]


@cache
def problem_codes() -> tuple[dict[str, str], list[str]]:
    """Every code a Problem is made with and where; and where one is made with a code nobody can read off."""
    trees = modules()
    classes = [node for _, tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    kinds = {"Problem", *(each.name for each in classes if any(ast.unparse(base) == "Problem" for base in each.bases))}
    kinds.add("CannotRead")  # what the child that reads a log says: it becomes the Problem of that code
    codes, unclear = {}, []
    for name, tree in trees:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or ast.unparse(node.func).rsplit(".", 1)[-1] not in kinds:
                continue
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant):
                codes[str(first.value)] = f"{name}:{node.lineno}"
            else:
                unclear.append(name)
            if ast.unparse(node.func) != "CannotRead":
                given = {word.arg for word in node.keywords}
                assert {"what", "why", "next_step"} <= given, f"{name}:{node.lineno} leaves out why or what to do next"
    return codes | dict.fromkeys(SAID, "discover/sources/apart/refusals.py"), unclear


def gateway_codes() -> set[str]:
    """Every code of a refusal by the gateway: those it gives itself, and those of the rulebook's answers."""
    found = {*CODES.values(), *EXACT_CODES.values()}
    for name, tree in modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not name.startswith(("gateway/", "rulebook/")):
                continue
            at = {"Refused": 1, "Refusal": 1, "super().__init__": 1, "not_ready": 0}.get(ast.unparse(node.func))
            if at is not None and len(node.args) > at and isinstance(node.args[at], ast.Constant):
                found.add(str(node.args[at].value))
    return found


def entries() -> list[tuple[str, str]]:
    """(code, what is said of it) of the page of problems, in its order."""
    page = (ROOT / "docs/reference/problems.md").read_text()
    return re.findall(r"^### (\S+)\n((?:(?!### ).*\n?)*)", page, flags=re.MULTILINE)


def in_file(name: str, pattern: str) -> list[str]:
    return re.findall(pattern, (ROOT / name).read_text(), flags=re.MULTILINE)


def test_every_code_can_be_read_off_the_source() -> None:
    """A code put together at run time would escape the reference, and the reader who searches for it."""
    codes, unclear = problem_codes()
    assert {name: unclear.count(name) for name in unclear} == HANDED_ON
    assert all(CODE.fullmatch(code) for code in codes), codes


def test_every_problem_has_its_entry_and_every_entry_its_problem() -> None:
    codes, _ = problem_codes()
    described = {code for code, _ in entries()}
    missing = {code: where for code, where in codes.items() if code not in described}
    assert not missing, f"describe these in docs/reference/problems.md: {missing}"
    assert described == set(codes), f"nothing says these any more: {sorted(described - set(codes))}"


def test_problems_are_in_order_and_say_when_and_what_to_do() -> None:
    found = [code for code, _ in entries()]
    assert found == sorted(set(found))
    for code, said in entries():
        assert len(re.findall(r"[.!?:](?:\s|$)", said)) >= 2, f"say when it happens and what to do: {code}"


def test_every_refusal_of_the_gateway_is_in_its_table() -> None:
    page = (ROOT / "docs/reference/gateway.md").read_text()
    column = re.findall(r"^\| [0-9x, ]+\|([^|]+)\|", page, re.MULTILINE)
    told = set(re.findall(r"`(\w+)`", " ".join(column)))
    assert gateway_codes() == told


def test_settings_facts_and_commands_are_as_the_reference_says() -> None:
    run = subprocess.run(
        [sys.executable, "scripts/reference.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_links_between_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert len(pages) > 20
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            if target in NOT_YET:
                continue
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_decisions_have_a_number_each_and_carry_it() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [path.name[:4] for path in files]
    assert len(numbers) == len(set(numbers))
    assert [path.name for path in files if not path.read_text().startswith(f"# {path.name[:4]}. ")] == []


def test_the_map_names_every_domain_and_no_other() -> None:
    rows = re.findall(r"^\| `(\w+)/` \|(.*)\|$", (ROOT / "ARCHITECTURE.md").read_text(), re.MULTILINE)
    named = {f"{step}/{name}" for step, row in rows for name in re.findall(r"`(\w+)`", row)}
    there = {path.parent.relative_to(SOURCE).as_posix() for path in SOURCE.glob("*/*/api.py")}
    assert there - named == set()
    assert {each for each in named if not (SOURCE / each).is_dir()} == set()


def test_no_host_of_a_registry_and_no_path_of_a_machine() -> None:
    run = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    spelled = (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"), ("deb", "debian"))
    hosts = [".".join(parts) for parts in spelled]
    paths = ["/".join(("", "work", "")), "/".join(("", "root", "")), "/".join(("", "home", ""))]
    for name in filter(None, run.stdout.split("\n")):
        path = ROOT / name
        if path.is_symlink() or not path.is_file() or path.stat().st_size > 5_000_000:
            continue
        text = path.read_bytes().decode("utf-8", errors="ignore")
        for word in hosts:
            assert word not in text, f"{name} names a registry host"
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".yml", ".html", ".txt", ".json", ".sh"}:
            for word in paths:
                assert not re.search(rf"(?<![\w.:/}}\])-]){re.escape(word)}\w", text), f"{name} names {word}…"


def test_every_package_we_run_on_has_a_permissive_licence() -> None:
    names = in_file("requirements/postgres.txt", r"^([a-z0-9][a-z0-9._-]*)==")
    assert len(names) > 20
    for name in names:
        try:
            data = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another platform
        classifiers = [line for line in data.get_all("Classifier") or [] if line.startswith("License")]
        said = " ".join([data.get("License-Expression") or "", (data.get("License") or "")[:200], *classifiers])
        assert PERMISSIVE.search(said) or name in AS_A_LIBRARY | READ_BY_HAND, f"{name}: {said or 'no licence stated'}"


def test_the_requirements_follow_from_the_lock() -> None:
    lock = (ROOT / "uv.lock").read_text()
    locked = dict(re.findall(r'^name = "([^"]+)"\nversion = "([^"]+)"', lock, flags=re.MULTILINE))
    for file in (ROOT / "requirements").glob("*.txt"):
        for name, version in re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", file.read_text(), flags=re.MULTILINE):
            assert locked.get(name) == version, f"{file.name}: {name}"
