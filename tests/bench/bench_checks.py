"""What the content checks cost for one post: all together, each for itself, and as a share of a bare judgement.

Baseline of the same run: reading the text once, code point by code point, as any of them must.
"""

import importlib
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "engine")]

ordinary = importlib.import_module("ordinary")
checks = importlib.import_module("guard.checks")
ROUNDS = 3


def spent(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def quantiles(times: list[float]) -> tuple[float, float, float]:
    """Median, 95th of a hundred, and the worst."""
    cuts = statistics.quantiles(times, n=100)
    return cuts[49], cuts[94], max(times)


def main() -> None:
    """Prints the table."""
    posts = [*ordinary.real_posts(), *ordinary.own_posts()]
    from guard.checks import Post
    from guard.engine import gather
    from guard.model.identity import Identity, IdentityKind
    from guard.platforms import parse_account

    brands = {
        account: Identity("brand", "The brand", IdentityKind.BRAND, accounts=(parse_account(account),))
        for account in {account for account, _ in posts}
    }

    def post(account: str, text: str) -> Post:
        brand = brands[account]
        return Post(gather.attempt([account], text, at=ordinary.NOON), (brand,), (brand,))

    first = spent(lambda: list(checks.signals(post(*posts[0]), checks.checks())))
    made = [post(*one) for one in posts]
    length = statistics.mean(len(one.text) for one in made)
    print(f"{len(posts)} posts, {length:.0f} characters on average, {len(checks.checks())} checks")
    print(f"the very first post, all dictionaries and lists read: {first:.0f} ms")
    bare = [spent(lambda one=one: sum(map(ord, one.text))) for one in made]
    each: dict[str, list[float]] = {}
    whole: list[float] = []
    for _ in range(ROUNDS):
        for account, text in posts:
            whole.append(spent(lambda a=account, t=text: list(checks.signals(post(a, t), checks.checks()))))
        for one in made:
            for check in checks.checks():
                each.setdefault(check.__name__, []).append(spent(lambda c=check, p=one: list(c(p))))
    middle, late, worst = quantiles(whole)
    print(f"all checks: median {middle:.2f} ms, p95 {late:.2f}, worst {worst:.2f}; ", end="")
    print(f"{middle / statistics.median(bare):.0f} × summing the code points")
    together = sum(statistics.mean(times) for times in each.values())
    print(f"sum of the checks alone: {together:.2f} ms on average; all together {statistics.mean(whole):.2f}")
    for name, times in sorted(each.items(), key=lambda entry: -statistics.mean(entry[1])):
        middle, late, worst = quantiles(times)
        print(f"  {name.replace('_', '-'):22} median {middle:7.4f}  p95 {late:7.4f}  worst {worst:7.3f} ms")


if __name__ == "__main__":
    main()
