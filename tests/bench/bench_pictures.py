"""How well and how fast pictures are recognised, beside PDQ and imagehash in the same run.

Run it with ``python tests/bench/bench_pictures.py [--quick] [--known N] [--seed N]``. Pictures are drawn by number
(``drawn_pictures``) and edited by script (``edits``), so a run can be had again. It prints: recall for each edit, wrong
pictures among those that nobody knows, other words in the same template, look-up times, and indexing against decoding.
"""

import argparse
import io
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # what is told is told for one core

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]
import edits
from drawn_pictures import HARD, PHOTOS, drawn, template

from guard.pictures.index import Index, Stamp
from guard.pictures.table import Table
from guard.pictures.windows import Hashes, query, reference

try:
    import pdqhash
except ImportError:
    pdqhash = None

MINE, STRANGE = 0, 10_000_000
"""From where pictures are numbered: known ones, and those that nobody knows."""
PDQ_FAR, PHASH_FAR = 31, 13
"""What PDQ's authors advise; what lets one pair in 100,000 through for the hash of 64 bits."""
WANTED = {
    **dict.fromkeys(
        ("unchanged", "resized to half", "resized to a quarter", "JPEG quality 30", "mirrored"), 0.98
    ),
    **dict.fromkeys(("centred crop 5 %", "centred crop 10 %", "centred crop 20 %"), 0.98),
    **dict.fromkeys(("border 5 %", "border 15 %", "phone, light", "phone, dark"), 0.90),
}


def hashed(number: int) -> Hashes:
    """A known picture as the index has it."""
    return reference(edits.as_seen(drawn(number), 90))


def others(picture: Image.Image) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The same picture for PDQ and for imagehash, as bits."""
    grey = imagehash.phash(picture).hash.ravel().astype(np.uint8)
    bits = pdqhash.compute(np.asarray(picture))[0] if pdqhash else np.zeros(256, np.uint8)
    return bits.astype(np.uint8), grey


def known_others(number: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Those of a known picture."""
    return others(edits.as_seen(drawn(number), 90))


def asked(work: tuple[int, str]) -> tuple[Hashes, tuple[NDArray[np.uint8], NDArray[np.uint8]]]:
    """A picture after an edit, as all three ask for it."""
    picture = edits.edited(drawn(work[0]), work[1], work[0])
    return query(picture), others(picture)


def asked_by_us(work: tuple[int, str]) -> Hashes:
    """The same for us alone."""
    return query(edits.edited(drawn(work[0]), work[1], work[0]))


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



def album(pool: ProcessPoolExecutor, count: int) -> Index:
    """An index of so many drawn pictures."""
    index, start = Index.in_memory(), time.perf_counter()
    for number, hashes in enumerate(pool.map(hashed, range(MINE, MINE + count), chunksize=64)):
        index.put(str(MINE + number), Stamp(0, 0), hashes)
    print(f"{count:,} known pictures drawn and indexed in {time.perf_counter() - start:.0f} s; {index.count:,} show enough to be known again")
    return index


def recall(pool: ProcessPoolExecutor, index: Index, tries: int) -> None:
    """How many are found again after each edit, by us, by PDQ, by imagehash."""
    numbers = [number for number in range(MINE, MINE + 3 * tries) if hashed(number).quality > 0][:tries]
    both = list(pool.map(known_others, numbers, chunksize=16))
    print(f"\nfound again, of {tries} pictures that show enough (%)    PDQ and imagehash: the pair alone, no search")
    print(f"{'':24}{'ours':>7}{'wrong':>7}{'PDQ 31':>8}{'phash 13':>10}   said to be")
    for name in edits.EDITS:
        ours = wrong = pdq = phash = 0
        said: Counter[str] = Counter()
        answers = pool.map(asked, [(number, name) for number in numbers], chunksize=8)
        for number, theirs, (hashes, (bits, grey)) in zip(numbers, both, answers, strict=True):
            found = index.search(hashes)
            ours += any(one.path == str(number) for one in found)
            wrong += any(one.path != str(number) for one in found)
            said.update(one.how for one in found if one.path == str(number))
            pdq += int((bits != theirs[0]).sum()) <= PDQ_FAR
            phash += int((grey != theirs[1]).sum()) <= PHASH_FAR
        aim = WANTED.get(name)
        mark = "" if aim is None else f"  aim {aim:.0%}" + ("" if ours >= aim * tries else " MISSED")
        most = ", ".join(f"{how} {count * 100 // max(ours, 1)} %" for how, count in said.most_common(2))
        rest = f"{pdq * 100 / tries:8.1f}" if pdqhash else f"{'-':>8}"
        print(f"{name:24}{ours * 100 / tries:7.1f}{wrong:7}{rest}{phash * 100 / tries:10.1f}   {most}{mark}", flush=True)


def strangers(pool: ProcessPoolExecutor, index: Index, tries: int) -> None:
    """How often a picture that nobody knows is taken for a known one."""
    names = list(edits.EDITS)
    print(f"\nwrong pictures among {tries:,} posts of pictures that are not known, against {index.count:,} known ones")
    work = [(STRANGE + number, names[number % len(names)] if number % 2 else "unchanged") for number in range(tries)]
    wrong = [
        (task, found[0])
        for task, hashes in zip(work, pool.map(asked_by_us, work, chunksize=16), strict=True)
        if (found := index.search(hashes))
    ]
    print(f"{len(wrong)} = {len(wrong) / tries:.2%}; with 95 % certainty at most {share_below(len(wrong), tries):.2%} (aim 0.20 %)")
    for (number, name), found in wrong[:8]:
        print(f"   {number} {name} taken for {found}")


def templates(tries: int) -> None:
    """Other words in the same template, against the very same post."""
    taken = kept = 0
    for brand in range(tries):
        index = Index.in_memory()
        mine, other = (template(np.random.default_rng([brand, way]), (0, 0), brand) for way in (1, 2))
        index.put("mine", Stamp(0, 0), reference(edits.as_seen(mine)))
        taken += bool(index.search(query(edits.as_seen(other))))
        kept += bool(index.search(query(edits.as_seen(edits.scaled(mine, 0.6), 60))))
    print(f"\nof {tries} templates, other words taken for the same post: {taken}; the same post, resized, found: {kept}")


def look_up(sizes: tuple[int, ...]) -> None:
    """How long a search takes among random windows, and what it needs."""
    print("\nlook-up of one picture (random windows, 23 for each picture)")
    numbers = np.random.default_rng(5)
    wanted = query(edits.edited(drawn(6), "phone, light", 1)).bits
    print(f"   a phone's screenshot asks with {len(wanted)} windows, a plain post with 6 to 16")
    for size in sizes:
        table = Table(size, size * 23)
        for number in range(size):
            table.add(number + 1, numbers.integers(0, 2**64, (23, 4), np.uint64, endpoint=False))
        for bits in (wanted[:6], wanted):
            times = [timed(lambda bits=bits: table.nearest(bits)) for _ in range(5)]
            print(f"   {size:9,} pictures, {len(bits):2} windows: {sorted(times)[2] * 1000:7.1f} ms, {table.bytes / 2**20:6.0f} MiB")


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

    picture = decoded()
    works: dict[str, Callable[[], object]] = {
        f"decoding 4032 x 3024 to {picture.width} x {picture.height} ({len(stream.getvalue()) / 1e6:.1f} MB)": decoded,
        "reference, 23 windows": lambda: reference(picture),
        "query, a photograph": lambda: query(picture),
        "query, a phone's screenshot": lambda shot=edits.edited(drawn(6), "phone, light", 1): query(shot),
        "imagehash.phash": lambda: imagehash.phash(picture),
    }
    if pdqhash:
        works["pdqhash"] = lambda pixels=np.asarray(picture): pdqhash.compute(pixels)
    print("\none core, median")
    took = {name: sorted(timed(work) for _ in range(rounds))[rounds // 2] for name, work in works.items()}
    for name, seconds in took.items():
        print(f"   {name:50}{seconds * 1000:8.2f} ms")
    decode, hash_it = list(took.values())[:2]
    print(f"   indexing: {1 / (decode + hash_it):.0f} pictures/s; decoding alone {1 / decode:.0f}/s, ratio {decode / (decode + hash_it):.2f}")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--known", type=int, help="how many known pictures")
    parser.add_argument("--seed", type=int, default=0, help="other pictures")
    chosen = parser.parse_args()
    global MINE, STRANGE  # noqa: PLW0603
    MINE, STRANGE = chosen.seed * 1_000_000, 10_000_000 + chosen.seed * 1_000_000
    known = chosen.known or (1_500 if chosen.quick else 20_000)
    start = time.perf_counter()
    print(f"drawn kinds: {', '.join(sorted({kind.__name__ for kind in (*PHOTOS, *HARD)}))}, plain")
    with ProcessPoolExecutor() as pool:
        index = album(pool, known)
        recall(pool, index, 40 if chosen.quick else 200)
        strangers(pool, index, 300 if chosen.quick else 3_000)
    templates(30 if chosen.quick else 120)
    speed(9 if chosen.quick else 25)
    look_up((100_000,) if chosen.quick else (100_000, 1_000_000))
    print(f"\n{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
