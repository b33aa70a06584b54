"""The file of models of the sample district, with the stand-in at the port where it answers."""

from __future__ import annotations

from pathlib import Path

import yaml

WRITTEN = Path(__file__).resolve().parents[1] / "models.yaml"
USUAL = ":8090/"


def models_at(port: int, folder: Path) -> Path:
    """``models.yaml`` in a folder; for CHALKLINE_MODELS_FILE."""
    target = folder / "models.yaml"
    target.write_text(WRITTEN.read_text(encoding="utf-8").replace(USUAL, f":{port}/"), encoding="utf-8")
    return target


def stand_in(name: str) -> str:
    """What the stand-in is called that answers for a model."""
    models = yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))["models"]
    return str(models[name][0]["model"])
