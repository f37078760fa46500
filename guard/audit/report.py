"""What the audit hands back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guard.audit.case import Case
from guard.audit.cut import CutLink
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.route import Snapshot


class Suppression(StrEnum):
    """What keeps a finding quiet."""

    BASELINE = "baseline"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with what it is known by, and why it is not shown, if it is not."""

    finding: Finding
    fingerprint: str
    """Stays the same while lines move: made of the rule and of what the finding is about."""
    suppressed_by: Suppression | None = None
    """None for a finding that counts."""
    reason: str = ""
    """Why it is suppressed, in the words of whoever did it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of the summary."""

    accounts: int = 0
    """Different accounts that the routes name."""
    owned: int = 0
    """Those of them that belong to an identity."""
    unnamed: int = 0
    """Credentials and channels that are posted to and of which nobody has said whose they are."""
    routes: int = 0
    off: int = 0
    unset: int = 0
    """Routes whose file has a switch and does not set it."""
    forbidden: int = 0
    """Pairs of accounts whose content must not meet and does, over routes that are not switched off."""
    quiet: int = 0
    """Those of them that the baseline or an ignore keeps quiet."""

    @property
    def open(self) -> int:
        """The forbidden pairs that count."""
        return self.forbidden - self.quiet


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, what is not shown and why, and what was looked at."""

    findings: tuple[Told, ...]
    """What counts, worst first."""
    suppressed: tuple[Told, ...]
    """What the baseline or an ignore keeps quiet. Never left out of a count."""
    notices: tuple[str, ...]
    """What to know about the baseline and the ignores: what expired, what is no longer found."""
    counts: Counts
    cut: CutLink | None
    """The one link whose removal cuts most forbidden paths."""
    more: Mapping[tuple[str, str], int]
    """Per pair of identities: forbidden pairs of accounts that are counted and not shown one by one."""
    case: Case
    today: date
    root: str = ""
    """The folder that files are told relative to; empty for none."""

    @property
    def snapshot(self) -> Snapshot:
        """What was read."""
        return self.case.snapshot

    @property
    def read(self) -> int:
        """How many files were read, at least in part."""
        return len(_read(self.snapshot))

    @property
    def nothing_collected(self) -> bool:
        """Whether no file could be read at all: then nothing is known, which is not the same as clean."""
        return not self.read and not self.snapshot.routes and not self.snapshot.holdings

    @property
    def severities(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity, worst first."""
        found = Counter(told.finding.severity for told in self.findings)
        return {severity: found[severity] for severity in sorted(Severity, key=lambda one: -one.rank)}

    @property
    def exit_code(self) -> int:
        """0 nothing found, 1 findings, 3 nothing could be collected or read."""
        return 3 if self.nothing_collected else 1 if self.findings else 0

    def file(self, path: str) -> str:
        """A file's path as it is told: relative to ``root`` where it lies below it."""
        return relative(path, self.root)


def relative(path: str, root: str) -> str:
    """``path`` with forward slashes, relative to ``root`` where it lies below it."""
    path, root = path.replace("\\", "/"), root.replace("\\", "/").rstrip("/")
    return path[len(root) + 1 :] if root and path.startswith(f"{root}/") else path


def _read(snapshot: Snapshot) -> set[str]:
    """A file of which a part could not be read still counts as read where another part said something."""
    parts: Iterable[str] = (
        *(route.place.file for route in snapshot.routes),
        *(holding.place.file for holding in snapshot.holdings),
        *(step.place.file for step in snapshot.undecided),
    )
    return (set(snapshot.files) - {problem.file for problem in snapshot.unreadable}) | set(parts)
