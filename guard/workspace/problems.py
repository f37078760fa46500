"""A mistake in a workspace file, said so that it can be mended."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it is, what is wrong, and what to write instead."""

    file: Path
    line: int | None
    what: str
    remedy: str

    def __str__(self) -> str:
        at = f", line {self.line}" if self.line else ""
        return f"{self.file}{at}: {self.what}. {self.remedy}."


class WorkspaceError(Exception):
    """The workspace cannot be used as it is; all mistakes found are in ``problems``."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
