"""What this desk has learnt of its identities: what they have posted, and how they sound."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported when somebody posts in a brand's name: no person's post is compared with anything
    from guard.engine.pasts import Pasts
    from guard.engine.voicing import Voicing
    from guard.model.past import Past
    from guard.model.voice import Voiced


class Learnt:
    """Reads its files when it is first asked, and again when they are others."""

    def __init__(self, past: Path, voices: Path) -> None:
        self._past, self._voices = past, voices

    @cached_property
    def pasts(self) -> "Pasts":
        """The past of each identity, to be added to as well."""
        from guard.engine.pasts import Pasts

        return Pasts(self._past)

    @cached_property
    def _voicing(self) -> "Voicing":
        from guard.engine.voicing import Voicing

        return Voicing(self._voices)

    def past(self, identity: str) -> "Past":
        """What this identity has posted so far."""
        return self.pasts.of(identity)

    def voiced(self, text: str) -> "Mapping[str, Voiced]":
        """How the text sounds beside each brand."""
        return self._voicing.voiced(text)

    def trouble(self) -> str:
        """What of it cannot be read; empty where all can."""
        return self.pasts.trouble or self._voicing.trouble
