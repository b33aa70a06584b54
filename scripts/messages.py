"""Collect every text that a person reads, and compile the translations.

    python scripts/messages.py            renew web/locale/es/LC_MESSAGES/django.po from the sources, compile it
    python scripts/messages.py --compile  compile only (after translating)
    python scripts/messages.py --check    fail when the catalogue does not follow from the sources, or is not compiled
    python scripts/messages.py --missing  list what has no Spanish yet

Texts come from templates ({% trans %}), from code (gettext, and Sentence(...) of pure code), from the sentences
of facts (``says=``), and from the vocabularies in law/ (names of data elements, purposes and the like).
Needs gettext's own programs: apt-get install gettext.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import services

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "chalkline"
CATALOGUE = PACKAGE / "web" / "locale" / "es" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
# Read by the collector like any other source, and removed again.
FROM_DATA = PACKAGE / "collected_from_data.py"
KEYWORDS = ["Sentence", "noop", "lazy"]
# Fields of the vocabularies that pages show in the reader's language.
SHOWN_FIELDS = {
    "data_elements.yaml": {"label"},
    "data_kinds.yaml": {"label", "hint"},
    "use_case_catalog.yaml": {"name"},
    "vendor_questions.yaml": {"question", "why", "evidence", "red_flag"},
    "paired_prompts.yaml": {"title", "label"},
    "readiness.yaml": {"text"},
    "roles.yaml": {"name", "duties", "record", "separation_of_duties"},
    "../security_checklist.yaml": {"name", "ask", "why"},
    "../data_duties.yaml": {"short"},
    "../integrity/oneroster.yaml": {"title", "why", "fix", "label", "means"},
}
HEADER = """\
# Chalkline in Spanish. Renewed by scripts/messages.py; translations are written here.
msgid ""
msgstr ""
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;\\n"
"""


def main() -> None:
    if services.ensure("messages"):
        print("Not done: gettext is missing here.")
        return
    start_django()
    if "--missing" in sys.argv:
        print("\n".join(untranslated()))
        return
    if "--check" in sys.argv:
        check()
        return
    if "--compile" not in sys.argv:
        collect()
    compile_catalogue()


def start_django() -> None:
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("CHALKLINE_HOME", tempfile.mkdtemp(prefix="chalkline-messages-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkline.project.settings")
    import django

    django.setup()


def collect() -> None:
    """Renew the catalogue; what was translated is kept, what is gone is dropped."""
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command

    class Collect(Command):
        xgettext_options = [*Command.xgettext_options, *(f"--keyword={word}" for word in KEYWORDS)]
        msgmerge_options = [*Command.msgmerge_options, "--no-fuzzy-matching"]

    before = Path.cwd()
    FROM_DATA.write_text(as_source(texts_from_data()), encoding="utf-8")
    try:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        os.chdir(PACKAGE)
        call_command(Collect(), locale=["es"], no_obsolete=True, no_wrap=True, add_location="file", verbosity=0)
    finally:
        FROM_DATA.unlink()
        os.chdir(before)
    CATALOGUE.write_text(tidy(CATALOGUE.read_text(encoding="utf-8")), encoding="utf-8")


def texts_from_data() -> Iterator[str]:
    """Sentences of facts, and the names in the vocabularies."""
    import importlib
    import pkgutil

    import yaml

    import chalkline
    from chalkline.ledger.api import all_kinds

    for module in pkgutil.walk_packages(chalkline.__path__, "chalkline."):
        if module.name.rsplit(".", 1)[-1] == "events":
            importlib.import_module(module.name)
    for known in all_kinds().values():
        yield known.says
    catalogue = (PACKAGE / "law" / "vocabulary" / "ai_catalog.yaml").read_text(encoding="utf-8")
    yield from yaml.safe_load(catalogue.split("\nservices:", 1)[0])["categories"].values()
    for name, fields in SHOWN_FIELDS.items():
        data = yaml.safe_load((PACKAGE / "law" / "vocabulary" / name).read_text(encoding="utf-8"))
        yield from fields_of(data, fields)


def fields_of(data: Any, fields: set[str]) -> Iterator[str]:
    """The texts under these keys, wherever they stand."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in fields and isinstance(value, str) and value.strip():
                yield value
            elif key in fields and isinstance(value, list) and all(isinstance(each, str) for each in value):
                yield from value
            else:
                yield from fields_of(value, fields)
    elif isinstance(data, list):
        for each in data:
            yield from fields_of(each, fields)


def as_source(texts: Iterator[str]) -> str:
    """Texts as a source file that the collector understands."""
    return "".join(f"Sentence({text!r})\n" for text in sorted(set(texts)))


def tidy(text: str) -> str:
    """With a header that does not change at each run, and without the file that was only there for a moment."""
    text = HEADER + "\n" + text.split("\n\n", 1)[1]
    text = re.sub(rf"^#: (.*?)\s?\.?/?{FROM_DATA.name}$", r"#: \1", text, flags=re.MULTILINE)
    return re.sub(r"^#: *$\n", "", text, flags=re.MULTILINE)


def compile_catalogue() -> None:
    """The .mo file, which is what runs; msgfmt also checks that {names} of a text are kept."""
    run = subprocess.run(
        ["msgfmt", "--check-format", "-o", str(COMPILED), str(CATALOGUE)], capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(run.stderr)


def check() -> None:
    """Fail when collecting or compiling anew would change a committed file."""
    kept = CATALOGUE.read_text(encoding="utf-8"), COMPILED.read_bytes()
    try:
        collect()
        compile_catalogue()
        fresh = CATALOGUE.read_text(encoding="utf-8"), COMPILED.read_bytes()
    finally:
        CATALOGUE.write_text(kept[0], encoding="utf-8")
        COMPILED.write_bytes(kept[1])
    if fresh != kept:
        sys.exit("The catalogue does not follow from the sources. Run: python scripts/messages.py")


def untranslated() -> list[str]:
    """Texts without Spanish, or with one that is marked as unsure."""
    run = subprocess.run(
        ["msgattrib", "--untranslated", "--no-wrap", str(CATALOGUE)], capture_output=True, text=True, check=True
    )
    return re.findall(r'^msgid "(.+)"$', run.stdout, flags=re.MULTILINE)


if __name__ == "__main__":
    main()
