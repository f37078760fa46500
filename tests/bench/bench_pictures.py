"""How well and how fast pictures are recognised, beside PDQ and imagehash in the same run.

Run it with ``python tests/bench/bench_pictures.py [--quick] [--known N] [--seed N]``. Pictures are drawn by number
(``drawn_pictures``) and edited by script (``edits``), so a run can be had again. It prints: recall for each edit, wrong
pictures among those that nobody knows, other words in the same template, look-up times, and indexing against decoding.
"""

import argparse
import io
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy reads it when it is imported

import edits
import imagehash
import numpy as np
from drawn_pictures import HARD, PHOTOS, drawn, kind_of, template
from numpy.typing import NDArray
from PIL import Image

from guard.pictures.index import Found, Index, Stamp
from guard.pictures.table import Table
from guard.pictures.windows import Hashes, query, reference

try:
    import pdqhash
except ImportError:
    pdqhash = None

STRANGE = 500_000_000
"""From where pictures are numbered that nobody knows."""
PDQ_FAR, PHASH_FAR = 31, 13
"""What PDQ's authors advise, and what lets about one pair in 100,000 through for the hash of 64 bits."""
WANTED = {
    **dict.fromkeys(("unchanged", "resized to half", "resized to a quarter", "JPEG quality 30", "mirrored"), 0.98),
    **dict.fromkeys(("centred crop 5 %", "centred crop 10 %", "centred crop 20 %"), 0.98),
    **dict.fromkeys(("border 5 %", "border 15 %", "phone, light", "phone, dark"), 0.90),
}
Bits = NDArray[np.uint8]
_open: dict[Path, Index] = {}


def hashed(number: int) -> Hashes:
    """A known picture as the index has it."""
    return reference(edits.as_seen(drawn(number), 90))


def theirs(picture: Image.Image) -> tuple[Bits, Bits]:
    """A picture's bits by PDQ and by imagehash."""
    grey = imagehash.phash(picture).hash.ravel().astype(np.uint8)
    return (pdqhash.compute(np.asarray(picture))[0] if pdqhash else np.zeros(256, np.uint8)), grey


def searched(path: Path, hashes: Hashes) -> list[Found]:
    """What the index at ``path`` finds; each process opens it once."""
    if path not in _open:
        _open[path] = Index.open(path)
    return _open[path].search(hashes)


def asked(path: Path, number: int, name: str) -> tuple[list[Found], bool, bool]:
    """What is found of a picture after an edit, and whether PDQ and imagehash take it for the one before."""
    picture = edits.edited(drawn(number), name, number)
    found = searched(path, query(picture))
    if number >= STRANGE:
        return found, False, False
    mine, other = theirs(edits.as_seen(drawn(number), 90)), theirs(picture)
    far = [int((one != two).sum()) for one, two in zip(mine, other, strict=True)]
    return found, far[0] <= PDQ_FAR, far[1] <= PHASH_FAR


def share_below(hits: int, tries: int) -> float:
    """The share that is not exceeded with 95 % certainty, after so many hits in so many tries (exact binomial)."""
    low, high = hits / tries, 1.0
    steps = np.arange(hits + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log((tries - steps[:-1]) / (steps[:-1] + 1)))])
    for _ in range(60):
        middle = (low + high) / 2
        chance = np.exp(logs + steps * np.log(middle) + (tries - steps) * np.log1p(-middle)).sum()
        low, high = (middle, high) if chance > 0.05 else (low, middle)
    return high


def album(pool: ProcessPoolExecutor, path: Path, first: int, count: int) -> list[int]:
    """Makes an index of so many drawn pictures; the numbers of those that show enough."""
    index, start, shown = Index.open(path), time.perf_counter(), []
    for number, hashes in enumerate(pool.map(hashed, range(first, first + count), chunksize=64), first):
        index.put(str(number), Stamp(0, 0), hashes)
        if hashes.quality > 0 and len(hashes.bits):
            shown.append(number)
    took, size = time.perf_counter() - start, path.stat().st_size
    print(f"{count:,} known pictures drawn and indexed in {took:.0f} s, {size / count:,.0f} bytes each on disk")
    print(f"{len(shown):,} of them show enough to be known again")
    index.close()
    return shown


def recall(pool: ProcessPoolExecutor, path: Path, numbers: list[int]) -> None:
    """How many are found again after each edit, by us, by PDQ, by imagehash."""
    tries = len(numbers)
    print(f"\nfound again, of {tries} (%); wrong: posts with a wrong one; PDQ and imagehash: the pair alone, no search")
    photos = [kind_of(number) in PHOTOS for number in numbers]
    print(f"{sum(photos)} of them are photographs, the others hard: {', '.join(kind.__name__ for kind in HARD)}")
    print(f"{'':22}{'ours':>6}{'photos':>8}{'wrong':>7}{'PDQ 31':>8}{'phash 13':>10}   said to be")
    for name in edits.EDITS:
        ours = of_photos = wrong = pdq = phash = 0
        said: Counter[str] = Counter()
        answers = pool.map(partial(asked, path), numbers, [name] * tries, chunksize=8)
        for number, photo, (found, by_pdq, by_phash) in zip(numbers, photos, answers, strict=True):
            right = [one.how for one in found if one.path == str(number)]
            ours, wrong = ours + len(right), wrong + (len(found) > len(right))
            of_photos += photo and bool(right)
            pdq, phash = pdq + by_pdq, phash + by_phash
            said.update(right)
        aim = WANTED.get(name)
        missed = "" if aim is None else f"  (aim {aim:.0%}{'' if ours >= aim * tries else ', MISSED'})"
        words = ", ".join(f"{how} {count * 100 // ours} %" for how, count in said.most_common(2))
        rest = f"{pdq * 100 / tries:8.1f}" if pdqhash else f"{'-':>8}"
        rates = f"{ours * 100 / tries:6.1f}{of_photos * 100 / sum(photos):8.1f}{wrong:7}"
        print(f"{name:22}{rates}{rest}{phash * 100 / tries:10.1f}   {words}{missed}", flush=True)


def strangers(pool: ProcessPoolExecutor, path: Path, first: int, tries: int) -> None:
    """How often a picture that nobody knows is taken for a known one."""
    names = list(edits.EDITS)
    print(f"\nwrong pictures in {tries:,} posts of pictures that are not known, half of them edited")
    numbers = range(first, first + tries)
    done = [names[number // 2 % len(names)] if number % 2 else "unchanged" for number in numbers]
    answers = pool.map(partial(asked, path), numbers, done, chunksize=16)
    wrong = [
        (*work, answer[0][0])
        for work, answer in zip(zip(numbers, done, strict=True), answers, strict=True)
        if answer[0]
    ]
    bound = share_below(len(wrong), tries)
    print(f"{len(wrong)} = {len(wrong) / tries:.2%}; with 95 % certainty at most {bound:.2%} (aim 0.20 %)")
    for number, name, found in wrong[:12]:
        print(f"   {number} {name}: {found.path}, {found.how}, {found.distance} bits")


def templates(tries: int) -> None:
    """Other words in the same template, against the very same post."""
    taken = kept = 0
    for brand in range(tries):
        index = Index.in_memory()
        mine, other = (template(np.random.default_rng([brand, way]), (0, 0), brand) for way in (1, 2))
        index.put("mine", Stamp(0, 0), reference(edits.as_seen(mine)))
        taken += bool(index.search(query(edits.as_seen(other))))
        kept += bool(index.search(query(edits.as_seen(edits.scaled(mine, 0.6), 60))))
    print(
        f"\nof {tries} templates, other words taken for the same post: {taken}; the same post, resized, found: {kept}"
    )


def look_up(sizes: tuple[int, ...]) -> None:
    """How long a search takes among random windows, and what it needs."""
    numbers = np.random.default_rng(5)
    wanted = query(edits.edited(drawn(6), "phone, light", 1)).bits
    print(
        "\nlook-up, 23 random windows for each known picture; a plain post asks with 6 windows, one with frames with 16"
    )
    for size in sizes:
        table = Table(size, size * 23)
        for number in range(size):
            table.add(number + 1, numbers.integers(0, 2**64, (23, 4), np.uint64))
        for bits in (wanted[:6], wanted):
            took = sorted(timed(partial(table.nearest, bits)) for _ in range(5))[2] * 1000
            print(f"   {size:9,} pictures, {len(bits):2} windows: {took:7.1f} ms, {table.bytes / 2**20:6.0f} MiB")


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def speed(rounds: int) -> None:
    """What indexing costs beyond decoding, on one core, and what a posted picture costs."""
    stream = io.BytesIO()
    drawn(0).resize((4032, 3024), Image.Resampling.BICUBIC).save(stream, "JPEG", quality=90)

    def decoded() -> Image.Image:
        picture = Image.open(io.BytesIO(stream.getvalue()))
        picture.draft("RGB", (504, 378))
        return picture.convert("RGB")

    picture, shot = decoded(), edits.edited(drawn(6), "phone, light", 1)
    pixels = np.asarray(picture)
    works: dict[str, Callable[[], object]] = {
        f"decoding 4032x3024 ({stream.tell() / 1e6:.1f} MB) to {picture.width}x{picture.height}": decoded,
        "a known picture, its windows and blocks": lambda: reference(picture),
        "a posted photograph": lambda: query(picture),
        "a posted screenshot of a phone": lambda: query(shot),
        "imagehash.phash": lambda: imagehash.phash(picture),
        **({"pdqhash": lambda: pdqhash.compute(pixels)} if pdqhash else {}),
    }
    print("\none core, median")
    took = [sorted(timed(work) for _ in range(rounds))[rounds // 2] for work in works.values()]
    for name, seconds in zip(works, took, strict=True):
        print(f"   {name:46}{seconds * 1000:8.2f} ms")
    both = took[0] + took[1]
    print(f"   indexing: {1 / both:.0f} pictures/s; decoding alone {1 / took[0]:.0f}/s, ratio {took[0] / both:.2f}")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--known", type=int, help="how many known pictures")
    parser.add_argument("--posts", type=int, help="how many posts of pictures that are not known")
    parser.add_argument("--seed", type=int, default=0, help="other pictures")
    chosen = parser.parse_args()
    first, start = chosen.seed * 1_000_000, time.perf_counter()
    kinds = sorted({kind.__name__ for kind in (*PHOTOS, *HARD)})
    print(f"drawn: {', '.join(kinds)}, plain")
    speed(9 if chosen.quick else 25)
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor() as pool:
        path = Path(folder) / "pictures.db"
        shown = album(pool, path, first, chosen.known or (1_500 if chosen.quick else 20_000))
        recall(pool, path, shown[: 30 if chosen.quick else 100])
        strangers(pool, path, STRANGE + first, chosen.posts or (200 if chosen.quick else 2_000))
    templates(30 if chosen.quick else 120)
    look_up((100_000,) if chosen.quick else (100_000, 1_000_000))
    print(f"\n{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
