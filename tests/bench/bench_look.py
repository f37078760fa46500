"""Looking at one and four 12-megapixel JPEGs, the looking process itself, and indexing beside decoding alone."""

import io
import random
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from guard.pictures import decoding, windows
from guard.pictures.indexing import Indexing
from guard.pictures.looker import Asked, Looker

ROUNDS = 30


def photo(seed: int) -> Image.Image:
    """Something with as much in it as a photo has: a JPEG of it has some 3 MB."""
    chance = np.random.default_rng(seed)
    coarse = Image.fromarray(chance.integers(0, 256, (63, 84, 3), dtype=np.uint8))
    grain = chance.integers(-12, 12, (3024, 4032, 3), dtype=np.int16)
    fine = np.asarray(coarse.resize((4032, 3024), Image.Resampling.BICUBIC)).astype(np.int16) + grain
    return Image.fromarray(np.clip(fine, 0, 255).astype(np.uint8))


def told(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(f"{name}: p50 {statistics.median(ordered) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms")


def memory(process: int | None) -> str:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return "unknown"
    return next(line.split(":")[1].strip() for line in status.splitlines() if line.startswith("VmRSS"))


def main() -> None:
    """Prints one line for each number."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "photos"
        folder.mkdir()
        for number in range(24):
            photo(number).save(folder / f"{number}.jpg", quality=88)
        files = sorted(folder.iterdir())
        looking(files)
        indexing(folder, files)


def looking(files: list[Path]) -> None:
    """One and four at once."""
    starts = []
    for _ in range(5):
        begun, looker = time.perf_counter(), Looker()
        looker.warm()
        starts.append(time.perf_counter() - begun)
        looker.close()
    told("start of the looking process", starts)
    looker = Looker()
    looker.warm()
    for count in (1, 4):
        seconds = []
        for _ in range(ROUNDS):
            asked = [Asked(str(file), path=str(file)) for file in random.sample(files, count)]
            begun = time.perf_counter()
            looker.look(asked)
            seconds.append(time.perf_counter() - begun)
        told(f"look at {count} of 12 megapixels, nothing to compare with", seconds)
    print("memory of the looking process:", memory(looker.process))
    looker.close()


def indexing(folder: Path, files: list[Path]) -> None:
    """The whole way, beside decoding alone and hashing alone."""
    datas = [file.read_bytes() for file in files]
    begun = time.process_time()
    images = [decoding.decoded(io.BytesIO(data)).image for data in datas]
    decoded = time.process_time() - begun
    begun = time.process_time()
    for image in images:
        windows.reference(image)
    hashed = time.process_time() - begun
    made = Indexing(folder.parent / "pictures.db", {str(folder): "jo"})
    begun = time.perf_counter()
    made.start()
    made.wait()
    whole = time.perf_counter() - begun
    count = len(files)
    print(f"decoding alone {count / decoded:.0f}/s, with hashing {count / (decoded + hashed):.0f}/s of processor time")
    print(f"indexing {made.progress().done} photos: {count / whole:.0f}/s with the start of the process")
    made.close()


if __name__ == "__main__":
    main()
