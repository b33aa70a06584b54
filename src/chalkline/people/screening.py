"""What the district knows that helps to tell personal data in a text, and texts as they may be kept by it."""

from __future__ import annotations

from django.conf import settings

from chalkline.people.queries import staff_addresses, student_domains, student_names, student_number_lengths
from chalkline.protect.detecting import Detector
from chalkline.protect.screening import Names, Screened, screen
from chalkline.rulebook.pack import Hints


def district_hints() -> Hints:
    """What helps to tell students' addresses and numbers from others."""
    return Hints(
        district_domains=frozenset({settings.CHALKLINE.domain.lower()}),
        student_domains=student_domains(),
        staff_addresses=staff_addresses(),
        student_number_lengths=student_number_lengths(),
    )


def screened(texts: list[str]) -> list[Screened]:
    """Texts as they may be kept: judged with the roster and by the detectors of the gateway."""
    if not texts:
        return []
    detector, names = Detector(district_hints()), Names.of(student_names(), texts)
    return [screen(text, detector.find(text), names) for text in texts]
