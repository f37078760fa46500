"""Voices: how long learning takes, how long a post takes to be heard, and what the file weighs; accuracy on real posts.

The real posts are those of three companies beside the checkout, where there are any. Their file tells no times, so its
order and random orders stand in for time: learnt from the first 60 %, judged over the rest.
"""

import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from itertools import permutations
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "engine")]

from authors import COMPANY, PERSON  # noqa: E402

from guard.voice import Voices, store  # noqa: E402
from guard.voice.features import masked, told  # noqa: E402
from guard.voice.training import Said, train  # noqa: E402

REAL = ROOT.parent / "shared" / "ordinary_posts.tsv"
ORDERS = 5


def cost() -> None:
    """Learning, loading, hearing."""
    print("posts each | learning and trying it out s | file KB | loading ms | hearing 300 characters ms, p50 p95")
    for count in (200, 600, 1500):
        posts = {"acme": COMPANY.posts(count, 1), "me": PERSON.posts(count, 2)}
        began = time.perf_counter()
        voices = train(posts, ["acme"])
        took = time.perf_counter() - began
        with tempfile.TemporaryDirectory() as name:
            store.save(Path(name), voices)
            size = store.file_in(Path(name)).stat().st_size / 1000
            began = time.perf_counter()
            store.load(Path(name))
            loading = (time.perf_counter() - began) * 1000
        p50, p95 = hearing(voices)
        print(f"{count:10} | {took:28.2f} | {size:7.0f} | {loading:10.1f} | {p50:.2f} {p95:.2f}")


def hearing(voices: Voices) -> tuple[float, float]:
    """Milliseconds for a text of 300 characters."""
    texts = [said.text for said in COMPANY.posts(600, 3)]
    times = []
    for one, other, third in zip(texts, texts[1:], texts[2:], strict=False):
        text = f"{one} {other} {third}"[:300]
        began = time.perf_counter()
        voices.voiced(text)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[18]


def real() -> None:
    """Pairs of companies: what was told beforehand, and what came."""
    posts = defaultdict(list)
    for line in REAL.read_text(encoding="utf-8").splitlines()[1:]:
        account, _, text = line.partition("\t")
        text = text.strip('"').replace('""', '"')
        if not text.startswith("@") and told(masked(text)):
            posts[account].append(text)
    print("\nbrand, other | order | told: wrong of tested, recall | later posts: wrong, recall, AUC | speaks")
    for brand, other in permutations(posts, 2):
        for order in (None, *range(ORDERS)):
            print(
                f"{brand} {other} | {'file' if order is None else order} | " + tried(posts[brand], posts[other], order)
            )


def tried(brand: list[str], other: list[str], order: int | None) -> str:
    """One line about one order."""
    own, theirs = list(brand), list(other)
    if order is not None:
        random.Random(order).shuffle(own)  # noqa: S311 - the same ones each time
        random.Random(order + 100).shuffle(theirs)  # noqa: S311
    cut, their_cut = int(0.6 * len(own)), int(0.6 * len(theirs))
    past = {"brand": own[:cut], "other": theirs[:their_cut]}
    voices = train({name: [Said(text) for text in texts] for name, texts in past.items()}, ["brand"])
    if not voices.voices:
        return ", ".join(f"{one.identity}: {one.posts} of {one.needed} posts" for one in voices.short)
    trial = voices.voices[0].trial
    assert trial
    limit = voices.voices[0].limit
    mine = [voices.voiced(text)["brand"].score for text in own[cut:]]
    others = [voices.voiced(text)["brand"].score for text in theirs[their_cut:]]
    area = sum((b > a) + (b == a) / 2 for a in mine for b in others) / (len(mine) * len(others))
    wrong, caught = sum(score > limit for score in mine), sum(score > limit for score in others)
    return (
        f"{trial.wrong} of {trial.tested} (at most {trial.false_alarm:.3f}), {trial.recall:.2f} | "
        f"{wrong} of {len(mine)}, {caught / len(others):.2f}, {area:.3f} | {trial.useful}"
    )


if __name__ == "__main__":
    cost()
    if REAL.exists():
        real()
    else:
        print(f"\nno real posts at {REAL}")
