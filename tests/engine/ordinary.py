"""Ordinary posts judged under the right hat: how often they are held, and how often something is noticed."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from guard.checks.reading import dictionary
from guard.engine import Engine, gather
from guard.engine.mirrors import Mirrors
from guard.model.decision import Decision, Severity, Verdict
from guard.model.identity import Context, Identity, IdentityKind
from guard.platforms import parse_account
from guard.workspace import Workspace

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "ordinary_posts.tsv"
OWN = sorted((ROOT / "tests" / "cases" / "ordinary").glob("*.jsonl"))
NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)


@dataclass
class Count:
    """What was said about many posts."""

    posts: int = 0
    held: int = 0
    noticed: int = 0
    """Posts about which anything at all was said, a mere note included."""
    checks: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, text: str, decision: Decision) -> None:
        """Counts one post."""
        self.posts += 1
        self.held += decision.verdict is not Verdict.ALLOW
        self.noticed += bool(decision.signals)
        for check in {signal.check for signal in decision.signals}:
            self.checks[check] += 1
            self.examples.setdefault(check, []).append(text)

    @property
    def table(self) -> str:
        """For people: the sums, and each check with its first posts."""
        lines = [f"{self.posts} posts, {self.held} held, {self.noticed} noticed"]
        for check, count in self.checks.most_common():
            lines.append(f"  {check:20} {count}")
            lines += [f"      {text[:150]!r}" for text in self.examples[check][:12]]
        return "\n".join(lines)


def judged(posts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Decision]]:
    """Each post (account, text) as its own brand's hat would send it."""
    dictionary.warm()
    engines: dict[str, tuple[Engine, Context]] = {}
    for account, text in posts:
        if account not in engines:
            brand = Identity("brand", "The brand", IdentityKind.BRAND, accounts=(parse_account(account),))
            workspace = Workspace(Path("none"), identities=(brand,))
            engine = Engine(workspace, Mirrors(workspace), lambda _: None, lambda _: {}, {})
            engines[account] = engine, Context("brand", "the test")
        engine, context = engines[account]
        yield text, engine.weigh(gather.attempt([account], text, at=NOON), context)


def counted(posts: Iterable[tuple[str, str]]) -> Count:
    """What is said about all of them."""
    count = Count()
    for text, decision in judged(posts):
        count.add(text, decision)
    return count


def real_posts() -> list[tuple[str, str]]:
    """Real posts of companies, which lie beside the checkout; none where they do not."""
    if not REAL.exists():
        return []
    with REAL.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["account"], row["text"]) for row in rows]


def own_posts() -> list[tuple[str, str]]:
    """Posts of small brands, written for this."""
    lines = [json.loads(line) for file in OWN for line in file.read_text(encoding="utf-8").splitlines() if line]
    return [(line["to"] if isinstance(line["to"], str) else line["to"][0], line["text"]) for line in lines]


def loud(decision: Decision) -> bool:
    """Whether something is shown without being asked for."""
    return any(signal.severity is not Severity.NOTE for signal in decision.signals)


if __name__ == "__main__":
    import sys

    for name, posts in (("real", real_posts()), ("own", own_posts())):
        sys.stdout.write(f"== {name}\n{counted(posts).table}\n")
