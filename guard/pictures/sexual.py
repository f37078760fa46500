"""How likely a picture is a sexual one, by a model file that somebody chose to have here.

The model is ONNX: one input of pictures as float32 of shape (any, 224, 224, 3), red green blue from 0 to 1; one output
of shape (any, 5), the shares of drawing, hentai, neutral, porn and sexy. ``packaging/sexual_model.py`` makes such a
file.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnxruntime
    from PIL import Image

SIDE = 224
_SEXUAL = (1, 3)
"""Hentai and porn. What the model calls sexy is a beach, a dress or a back."""


class Model:
    """The model in this file, loaded with the first picture; without it, or without onnxruntime, it knows nothing."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._session: onnxruntime.InferenceSession | None = None

    def judge(self, image: "Image.Image") -> float | None:
        """From 0 to 1; None where nobody can tell."""
        if not self._path:
            return None
        try:
            return self._judged(image)
        except Exception:  # noqa: BLE001 - a file that is no such model, or no onnxruntime: a second opinion less
            self._path = ""
            return None

    def _judged(self, image: "Image.Image") -> float:
        import numpy as np
        from PIL import Image

        session = self._session = self._session or _loaded(self._path)
        pixels = np.asarray(image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BILINEAR), np.float32) / 255
        (shares,) = session.run(None, {session.get_inputs()[0].name: pixels[None]})
        (row,) = np.asarray(shares, np.float64).reshape(-1, 5)
        likely = float(sum(row[each] for each in _SEXUAL))
        if not 0 <= likely <= 1.001:
            raise ValueError("the model gives no shares")
        return round(min(likely, 1.0), 3)


def _loaded(path: str) -> "onnxruntime.InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(Path(path).read_bytes(), options, providers=["CPUExecutionProvider"])
