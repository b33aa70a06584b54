"""Likeness in meaning, where an encoder is installed: a folder with model.onnx and tokenizer.json, run by onnxruntime.

The default is all-MiniLM-L6-v2 in whole numbers (int8), made by scripts/encoder.py; a district can put another in its
place. Without the folder, or without the packages of the extra "meaning", everything works by words alone.
"""

from __future__ import annotations

import hashlib
import logging
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings

LONGEST = 256  # word pieces
AT_ONCE = 16
MODEL, TOKENS = "model.onnx", "tokenizer.json"

logger = logging.getLogger("chalkline.assist")


class Encoder:
    """``encode(texts)`` gives one row of length 1 a text. ``digest`` tells which encoder made a vector."""

    def __init__(self, folder: Path) -> None:
        runtime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
        self.numpy = import_module("numpy")
        wish = runtime.SessionOptions()
        wish.intra_op_num_threads = 1
        wish.log_severity_level = 3
        model = (folder / MODEL).read_bytes()
        self.digest = hashlib.sha256(model).hexdigest()[:32]
        self._session = runtime.InferenceSession(model, wish, providers=["CPUExecutionProvider"])
        self._tokens = tokenizers.Tokenizer.from_file(str(folder / TOKENS))
        self._tokens.enable_truncation(LONGEST)
        self._tokens.enable_padding()

    def encode(self, texts: list[str]) -> Any:
        """A float32 matrix: the mean of the word vectors of each text, of length 1."""
        numpy = self.numpy
        if not texts:
            return numpy.zeros((0, 384), dtype=numpy.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        rows: list[Any] = [None] * len(texts)
        for start in range(0, len(order), AT_ONCE):
            places = order[start : start + AT_ONCE]
            for place, row in zip(places, self._encode([texts[each] for each in places]), strict=True):
                rows[place] = row
        return numpy.stack(rows).astype(numpy.float32)

    def _encode(self, texts: list[str]) -> Any:
        numpy = self.numpy
        encoded = self._tokens.encode_batch(texts)
        ids = numpy.array([each.ids for each in encoded], dtype=numpy.int64)
        mask = numpy.array([each.attention_mask for each in encoded], dtype=numpy.int64)
        (words,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        weight = mask[:, :, None].astype(numpy.float32)
        means = (words * weight).sum(axis=1) / numpy.clip(weight.sum(axis=1), 1e-9, None)
        return means / numpy.clip(numpy.linalg.norm(means, axis=1, keepdims=True), 1e-9, None)


def the_encoder() -> Encoder | None:
    """The encoder of this district; None where none is installed, or it cannot be used."""
    return _loaded(encoder_folder())


def encoder_folder() -> Path:
    """Where the encoder lies: HOME/encoder unless the operator says otherwise."""
    return Path(settings.CHALKLINE.encoder or settings.CHALKLINE.home / "encoder")


@lru_cache(maxsize=2)
def _loaded(folder: Path) -> Encoder | None:
    if not (folder / MODEL).exists() or not (folder / TOKENS).exists():
        return None
    try:
        return Encoder(folder)
    except ImportError:
        logger.warning("An encoder lies in %s, but the packages of the extra “meaning” are not installed.", folder)
    except Exception:
        logger.exception("The encoder in %s cannot be used. Questions are matched by words.", folder)
    return None
