"""Findings that were there before: a file of fingerprints that is kept next to what is audited."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guard.audit.report import Report, Suppression, Told
from guard.files import replace_file

VERSION = 1


class BadBaseline(ValueError):
    """The baseline cannot be used; the message says what is wrong with it and how to make a new one."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings, by fingerprint."""

    known: Mapping[str, str] = field(default_factory=dict)
    """What each fingerprint stood for when it was written."""

    @classmethod
    def parse(cls, text: str) -> "Baseline":
        """The baseline in ``text``; raises BadBaseline for anything else."""
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadBaseline(f"is no JSON ({error}); write it again with --write-baseline") from None
        if not isinstance(content, dict) or "version" not in content or "known" not in content:
            raise BadBaseline("is no baseline: it has no version or no list of known findings; write it again")
        if content["version"] != VERSION:
            raise BadBaseline(
                f"has version {content['version']!r}; this Hatcheck reads version {VERSION}; write it again"
            )
        known = content["known"]
        if not isinstance(known, dict) or not all(isinstance(one, str) for one in known.values()):
            raise BadBaseline("has a list of known findings that is no table of texts; write it again")
        return cls(known)


def baseline_text(told: Iterable[Told]) -> str:
    """The content of a baseline that knows these findings; sorted, so that it can be compared line by line."""
    known = {one.fingerprint: f"{one.finding.rule}: {one.finding.text}" for one in told}
    return json.dumps({"version": VERSION, "known": dict(sorted(known.items()))}, indent=2, ensure_ascii=False) + "\n"


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file; raises BadBaseline with the file's name."""
    try:
        return Baseline.parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise BadBaseline(f"{path} is no text in UTF-8; write it again with --write-baseline") from None
    except OSError as error:
        raise BadBaseline(f"{path} cannot be opened: {error.strerror}") from None
    except BadBaseline as error:
        raise BadBaseline(f"{path} {error}") from None


def write_baseline(path: Path, report: Report) -> int:
    """Keeps what is found now, and what the baseline kept quiet, as known; says how many that are.

    The file is complete or not there; raises OSError.
    """
    told = [*report.findings, *(one for one in report.suppressed if one.suppressed_by is Suppression.BASELINE)]
    replace_file(path, baseline_text(told))
    return len(told)
