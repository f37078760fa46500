"""A secret, asked for on the person's own terminal without showing it."""

import getpass
import warnings

from guard.cli.failure import Failure


def hidden(question: str) -> str:
    """What was typed; raises Failure where there is no terminal that can hide it, or where it ended."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(question)
    except getpass.GetPassWarning:
        raise Failure("There is no terminal here that can hide what is typed. Run this in one.") from None
    except EOFError:
        raise Failure("The input ended before it was answered. Nothing was changed.", 1) from None
