"""What the checks of words cost and find: reading the dictionary, one post, slips made by a finger into ordinary posts.

The posts are those of ``tests/cases/ordinary``; one word of each, a noun or any other, is mistyped in one of five ways.
Each line says the share of ordinary posts in which a word is taken for mistyped, and the share of slips that are found,
of all and of those that do not make another word.
"""

import json
import random
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "engine"))
from check_cases import post

from guard.checks import Check, Post, checks
from guard.checks.reading import dictionary
from guard.checks.reading.language import Language
from guard.checks.reading.slips import _BESIDE as BESIDE
from guard.platforms.tokens import Token

CASES = Path(__file__).parents[1] / "cases" / "ordinary"
MINE = (
    "secret_in_text",
    "gibberish",
    "search_words",
    "placeholder",
    "leaked_note",
    "wrong_word",
    "spelling",
    "grammar",
)
BY_NAME: dict[str, Check] = {check.__name__: check for check in checks()}
WORD = 3.3
"""A mistyped word that is as common as that is another word."""


def resident() -> float:
    """MiB of this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def mistyped(word: str, language: Language, dice: random.Random) -> str:
    """The word with one slip behind its first letter."""
    at = dice.randrange(1, len(word) - 1)
    beside = sorted(BESIDE[language].get(word[at], "")) or [word[at]]
    return dice.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + dice.choice(beside) + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + dice.choice(beside) + word[at:],
        ]
    )


def eligible(token: Token, language: Language) -> bool:
    """English is checked in small letters only; names are not."""
    known = dictionary.ready()
    assert known is not None
    written = token.text.islower() or (language is Language.GERMAN and token.text[1:].islower())
    return written and len(token.text) >= 4 and known.of(language).commonness(token.folded) > 2


def found(posts: list[Post], language: Language, seed: int) -> tuple[int, int, int]:
    """Slips that were found, those that made another word, all."""
    known, dice = dictionary.ready(), random.Random(seed)  # noqa: S311 - the same slips in every run
    assert known is not None
    right = others = all_ = 0
    for one in posts:
        words = [token for token in one.tokens.words if eligible(token, language)]
        if not words:
            continue
        token = dice.choice(words)
        wrong = mistyped(token.text, language, dice)
        if wrong == token.text:
            continue
        all_ += 1
        others += known.of(language).commonness(wrong.casefold()) >= WORD
        changed = post({"text": one.text[: token.start] + wrong + one.text[token.end :]})
        spots = [spot for signal in BY_NAME["spelling"](changed) for spot in signal.spots]
        right += any(changed.text[spot.start : spot.end] == wrong for spot in spots)
    return right, others, all_


def main() -> None:
    """Prints a line for each number."""
    before, start = resident(), time.perf_counter()
    dictionary.warm()
    print(f"dictionary: {time.perf_counter() - start:.2f} s, {resident() - before:.0f} MiB")
    for language, name in ((Language.ENGLISH, "english"), (Language.GERMAN, "german")):
        lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        posts = [post(case) for case in map(json.loads, lines)]
        for check in MINE:
            times = []
            noticed = 0
            for one in posts:
                one.tokens  # noqa: B018 - taken apart once, for all checks
                start = time.thread_time()
                noticed += bool(list(BY_NAME[check](one)))
                times.append(time.thread_time() - start)
            times.sort()
            half, most = times[len(times) // 2] * 1e3, times[int(len(times) * 0.95)] * 1e3
            print(f"{name:8} {check:15} {noticed}/{len(posts)} noticed, p50 {half:.2f} ms, p95 {most:.2f} ms")
        right, others, all_ = (
            sum(each) for each in zip(*(found(posts, language, seed) for seed in range(3)), strict=True)
        )
        print(
            f"{name:8} slips found: {right}/{all_}, {right / all_:.0%}; {right / (all_ - others):.0%} of those no word"
        )


if __name__ == "__main__":
    main()
