"""How the files beside this were written, each once, with the first code that wrote its version.

They are never written anew: a district has files like these in its archive, and they must be read for ever.
A new version of a format gets new files beside the old ones: python tests/vectors/versions/write.py FOLDER
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[3] / "src")]
from chalkline.kernel.sqlite import use_fixed_sqlite  # noqa: E402  (the path first)

use_fixed_sqlite()
HOME = tempfile.mkdtemp()
os.environ.update(
    CHALKLINE_HOME=HOME, CHALKLINE_DOMAIN="cedarhollow.example", DJANGO_SETTINGS_MODULE="chalkline.project.settings"
)

import django  # noqa: E402  (settings read the environment above)

django.setup()

from django.core.management import call_command  # noqa: E402  (after setup, as all below)

from chalkline.rulebook.api import (  # noqa: E402
    Hints,
    HolderKind,
    PackKey,
    StandingPack,
    Stops,
    bundle_body,
    digest_of_key,
    seal_pack,
    sign_bundle,
    spell_record,
)
from evidence import call, export_of  # noqa: E402
from policies import FEEDBACK, LESSON, policy  # noqa: E402

SIGNING, HIDING = bytes(range(32)), b"\x07" * 32
AT, UNTIL = datetime(2026, 11, 20, 15, tzinfo=UTC), datetime(2027, 11, 20, 15, tzinfo=UTC)


def main(folder: Path) -> None:
    body = bundle_body(policy(LESSON, FEEDBACK), previous="", good_until=UNTIL)
    (folder / "bundle-1.chalkline").write_bytes(sign_bundle(body, SIGNING))
    pack = StandingPack(
        issue=4,
        issued_at=AT,
        good_until=UNTIL,
        bundle_revision=1,
        keys=(PackKey(digest_of_key("ck-one"), "k1", "use-lesson", HolderKind.CLASS, "student", frozenset({"g68"})),),
        stops=Stops(uses=frozenset({"use-old"})),
        hints=Hints(frozenset({"cedarhollow.example"}), student_number_lengths=frozenset({6})),
    )
    (folder / "pack-1.chalkline").write_bytes(seal_pack(pack, encryption=HIDING, signing=SIGNING))
    (folder / "spool-1.spool").write_bytes(b"".join(spell_record(call(number)) for number in range(3)))
    call_command("migrate", verbosity=0)
    export = export_of(Path(HOME, "export"), governance=5, exchange=2, erased=1)
    shutil.make_archive(str(folder / "ledger-1"), "zip", export)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
