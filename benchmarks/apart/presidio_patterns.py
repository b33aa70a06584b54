"""Presidio with its pattern recognisers and no language model, run by its own Python in its own environment.

    python presidio_patterns.py TEXTS.json FOUND.json

Reads a list of texts, writes what was found and the processor seconds it took.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

logging.disable(logging.CRITICAL)

import spacy  # noqa: E402 (its warnings are not for the table)
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: E402
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine  # noqa: E402

AT_LEAST = 0.4  # Presidio's own score from which a finding counts


class Splitting(NlpEngine):
    """Splits words and knows nothing of them."""

    engine_name = "splitting"
    is_available = True

    def __init__(self) -> None:
        self._split = spacy.blank("en")

    def load(self) -> None:
        """Nothing is loaded."""

    def is_loaded(self) -> bool:
        """Always."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """The words."""
        words = self._split(text)
        return NlpArtifacts(
            entities=[], tokens=words, tokens_indices=[each.idx for each in words],
            lemmas=[each.text.lower() for each in words], nlp_engine=self, language=language, scores=[],
        )  # fmt: skip

    def process_batch(self, texts: Any, language: str, **_: Any) -> Any:
        """The words of each."""
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """None is."""
        return False

    def is_punct(self, word: str, language: str) -> bool:
        """None is."""
        return False

    def get_supported_entities(self) -> list[str]:
        """None."""
        return []

    def get_supported_languages(self) -> list[str]:
        """English."""
        return ["en"]


def main() -> None:
    """Look at each text."""
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    needing_a_model = ("Spacy", "Stanza", "Transformers")
    registry.recognizers = [
        each for each in registry.recognizers if not type(each).__name__.startswith(needing_a_model)
    ]
    engine = AnalyzerEngine(registry=registry, nlp_engine=Splitting(), supported_languages=["en"])
    texts = json.loads(Path(sys.argv[1]).read_text())
    engine.analyze("warm up 415-555-2671", language="en")
    before = time.process_time()
    found = [engine.analyze(text, language="en", score_threshold=AT_LEAST) for text in texts]
    took = time.process_time() - before
    spans = [[[each.entity_type, each.start, each.end] for each in several] for several in found]
    Path(sys.argv[2]).write_text(json.dumps({"found": spans, "cpu": took}))


if __name__ == "__main__":
    main()
