"""What the log says: never what opens a door, such as the secret in the address of a vendor's or a family's link."""

from __future__ import annotations

import logging
import re

# Thirty or more signs with capitals and small letters among them: random bytes as text, no word, no id.
SECRET = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{30,}")


class WithoutSecrets(logging.Filter):
    """Leaves a mark where a secret stood."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes, without the secrets in it."""
        said = record.getMessage()
        hidden = SECRET.sub("[secret]", said)
        if hidden != said:
            record.msg, record.args = hidden, None
        return True
