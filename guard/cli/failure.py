"""A failure that the person can mend: said in one sentence, with the exit code."""


class Failure(Exception):
    """What went wrong and what to do; ends the command with ``code``."""

    def __init__(self, text: str, code: int = 2) -> None:
        super().__init__(text)
        self.code = code
