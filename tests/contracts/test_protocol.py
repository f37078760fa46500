"""PROTOCOL.md says what the code speaks; error codes only ever grow."""

from pathlib import Path

import pytest

from guard import protocol
from guard.protocol import document, operations, requests
from guard.protocol.errors import ErrorCode

PAGE = Path(protocol.__file__).parent / "PROTOCOL.md"

KNOWN = [
    "bad-request",
    "bad-version",
    "not-greeted",
    "wrong-role",
    "too-many",
    "no-such-hold",
    "bad-answer",
    "not-typed",
]
KNOWN += ["too-late", "not-written", "unknown-name", "not-changed", "not-read", "cancelled", "bug"]
"""Written down here a second time, on purpose: a code that was once given out means the same for ever."""


def test_the_page_is_what_the_code_says() -> None:
    """Else it is made anew: python -m guard.protocol.document > guard/protocol/PROTOCOL.md."""
    assert PAGE.read_text(encoding="utf-8") == document.document()


def test_no_error_code_was_taken_away_or_moved() -> None:
    """New ones come at the end."""
    assert [code.value for code in ErrorCode][: len(KNOWN)] == KNOWN


def test_every_request_has_its_operation() -> None:
    """A request that nobody does would be a trap."""
    assert {operation.request for operation in operations.OPERATIONS} == set(requests.Request.__subclasses__())


@pytest.mark.parametrize("operation", operations.OPERATIONS, ids=lambda one: one.request.__name__)
def test_no_role_may_both_submit_and_answer(operation: operations.Operation) -> None:
    """Only hello is for both: whoever asks never answers."""
    assert len(operation.roles) == 1 or operation.request is requests.Hello
