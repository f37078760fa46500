"""Makes ``sexual.onnx`` of the MobileNetV2-mid weights in the npm package nsfwjs (MIT).

    python packaging/sexual_model.py build/sexual.onnx

The package is fetched from the npm registry, or taken from ``--package FILE.tgz``; either way its digest must be the
one below, and no script of it is run. Needs ``pip install --group model``. What is made takes pictures as float32 of
shape (any, 224, 224, 3), red green blue from 0 to 1, and gives five shares that sum to one: drawing, hentai, neutral,
porn, sexy.
"""

import argparse
import base64
import hashlib
import io
import re
import tarfile
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import json5
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

PACKAGE = "https://registry.npmjs.org/nsfwjs/-/nsfwjs-4.4.0.tgz"
SHA256 = "585cd178f3b994337c4d10a87b080d342fc52f8b9bf0085c4d1f345a3a1c5382"
FOLDER = "package/dist/models/mobilenet_v2_mid"
INPUT, OUTPUT = "pictures", "shares"

Node = Mapping[str, Any]
Array = NDArray[np.float32]


def main() -> None:
    """Fetches, checks, converts, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--package", type=Path, help="the package, where it is here already")
    args = parser.parse_args()
    data = args.package.read_bytes() if args.package else urllib.request.urlopen(PACKAGE).read()
    if (digest := hashlib.sha256(data).hexdigest()) != SHA256:
        raise SystemExit(f"The package is another than the one that was reviewed: SHA-256 {digest}")
    with tarfile.open(fileobj=io.BytesIO(data)) as package:
        topology, weights = read(package)
    made = converted(topology, weights)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_bytes(made.SerializeToString())
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")


def read(package: tarfile.TarFile) -> tuple[list[Node], dict[str, Array]]:
    """The graph's nodes, and its weights by name."""
    literal = _exported(_text(package, "model.min.js"))
    described = json5.loads(re.sub(r"!([01])\b", lambda found: "true" if found[1] == "0" else "false", literal))
    (group,) = described["weightsManifest"]
    shards = (base64.b64decode(_exported(_text(package, f"{path}.min.js")).strip('"')) for path in group["paths"])
    data, weights, at = b"".join(shards), {}, 0
    for weight in group["weights"]:
        count = int(np.prod(weight["shape"], dtype=np.int64))
        raw = np.frombuffer(data, np.uint8, count, at).reshape(weight["shape"])
        scale = weight["quantization"]
        weights[weight["name"]] = (raw.astype(np.float32) * scale["scale"] + scale["min"]).astype(np.float32)
        at += count
    if at != len(data):
        raise SystemExit(f"{len(data) - at} bytes of weights are left over")
    return described["modelTopology"]["node"], weights


def _text(package: tarfile.TarFile, name: str) -> str:
    file = package.extractfile(f"{FOLDER}/{name}")
    if file is None:
        raise SystemExit(f"The package has no {name}")
    return file.read().decode("utf-8")


def _exported(script: str) -> str:
    """The literal that a bundled module exports."""
    found = re.search(r"\.exports=([{\"].*)\},\{\}\]\},\{\},\[1\]\)", script, re.DOTALL)
    if found is None:
        raise SystemExit("The package's files look otherwise than they did")
    return found[1]


def converted(topology: list[Node], weights: Mapping[str, Array]) -> onnx.ModelProto:
    """The same graph in ONNX, channels first inside, one name for each of its nodes."""
    kept: dict[str, Array] = {}
    nodes = [made for node in topology for made in _nodes(node, weights, kept)]
    nodes.append(helper.make_node("Identity", ["Identity"], [OUTPUT]))
    graph = helper.make_graph(
        nodes,
        "nsfwjs-mobilenet-v2-mid",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["n", 224, 224, 3])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["n", 5])],
        [numpy_helper.from_array(value, name) for name, value in kept.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    model.producer_name, model.doc_string = "hatcheck", f"Weights: {PACKAGE} (MIT, Infinite Red, Inc.)"
    onnx.checker.check_model(model)
    return model


def _nodes(node: Node, weights: Mapping[str, Array], kept: dict[str, Array]) -> Iterator[onnx.NodeProto]:
    """What stands for one node; the weights it needs are put into ``kept``, turned as ONNX wants them."""
    name, kind, inputs = node["name"], node["op"], list(node.get("input", ()))
    match kind:
        case "Const":
            return
        case "Placeholder":
            yield helper.make_node("Transpose", [INPUT], [name], perm=[0, 3, 1, 2])
        case "_FusedConv2D" | "FusedDepthwiseConv2dNative":
            source, filters, bias = inputs
            deep = kind == "FusedDepthwiseConv2dNative"
            weight = weights[filters]
            kept[filters] = np.ascontiguousarray(weight.transpose(2, 3, 0, 1) if deep else weight.transpose(3, 2, 0, 1))
            kept[bias] = weights[bias]
            steps = [int(step) for step in node["attr"]["strides"]["list"]["i"][1:3]]
            bends = base64.b64decode(node["attr"]["fused_ops"]["list"]["s"][-1]) == b"Relu6"
            yield helper.make_node(
                "Conv",
                [source, filters, bias],
                [f"{name}:conv" if bends else name],
                strides=steps,
                auto_pad="SAME_UPPER",
                group=weight.shape[2] if deep else 1,
            )
            if bends:
                kept["zero"], kept["six"] = np.float32(0).reshape(()), np.float32(6).reshape(())
                yield helper.make_node("Clip", [f"{name}:conv", "zero", "six"], [name])
        case "AvgPool":
            yield helper.make_node("GlobalAveragePool", inputs, [name])
        case "Squeeze":
            yield helper.make_node("Flatten", inputs, [name])
        case "_FusedMatMul":
            kept |= {each: weights[each] for each in inputs[1:]}
            yield helper.make_node("Gemm", inputs, [name])
        case "AddV2" | "Mul" | "Sub" | "Softmax" | "Identity":
            kept |= {each: weights[each] for each in inputs if each in weights}
            yield helper.make_node("Add" if kind == "AddV2" else kind, inputs, [name])
        case _:
            raise SystemExit(f"The graph has a node of a kind that is not known: {kind}")


if __name__ == "__main__":
    main()
