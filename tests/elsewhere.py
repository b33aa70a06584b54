"""Another district with a home, a database and keys of its own: evaluates a product and takes it out as a file.

CHALKLINE_HOME=... CHALKLINE_DISTRICT=... python tests/elsewhere.py FOLDER    prints the file and its fingerprint
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkline.project.settings")


def main(folder: Path) -> None:
    """Evaluate Pine Reader from the first day to the last, and write the file."""
    import django

    django.setup()
    from migrated import make_tables

    make_tables()
    from cast import make_cast
    from chalkline.kernel.clock import utc_now
    from chalkline.tools.evaluations.api import (
        AnswerGiven,
        Assessed,
        Judgment,
        ProofGiven,
        ProofKind,
        Says,
        attach_evidence_by_link,
        export_evaluation,
        name_respondent,
        own_fingerprint,
        save_answers,
        submit_answers,
    )
    from evaluating import PDF, VISITOR, WHO, begun, everything, finished, linked

    now = utc_now()
    cast = make_cast()
    evaluation = begun(cast, "Pine Reader", now=now)
    secret = linked(cast, evaluation, now=now)
    name_respondent(VISITOR, secret, WHO, now=now)
    wrote = AnswerGiven(Says.YES, "Ask lena@pinereader.example for the list.")
    save_answers(VISITOR, secret, {**everything(evaluation), "P03": wrote}, now=now)
    ends = now.date() + timedelta(200)
    open_proof = ProofGiven(ProofKind.SOC2, "SOC 2 Type II", ("S02",), expires_on=ends)
    attach_evidence_by_link(VISITOR, secret, open_proof, "soc2.pdf", PDF, now=now)
    under_secrecy = ProofGiven(
        ProofKind.PENTEST, "Red team of Ms. Vogt", ("S06",), expires_on=ends, is_confidential=True
    )
    attach_evidence_by_link(VISITOR, secret, under_secrecy, "pentest.pdf", PDF + b"2", now=now)
    submit_answers(VISITOR, secret, now=now)
    finished(
        cast, evaluation, now=now,
        A01=Assessed(Judgment.DOES_NOT, "They train on prompts; write to priya@maple.example."),
        S02=Assessed(Judgment.INDEPENDENT),
        S06=Assessed(Judgment.EVIDENCE),
    )  # fmt: skip
    evaluation.refresh_from_db()
    name, data = export_evaluation(cast.priya.actor, evaluation, now=now)
    (folder / name).write_bytes(data)
    print(folder / name)
    print(own_fingerprint())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
