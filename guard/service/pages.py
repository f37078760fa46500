"""What the engine knows of browsers: who is told what to keep, who acts in pages, and what was copied there."""

import secrets
from collections.abc import Callable, Iterable, Iterator

from guard.engine.actors import Actor, Cast, Told
from guard.engine.badges import badges
from guard.engine.briefing import briefing
from guard.engine.clock import Moment
from guard.engine.copies import Copies
from guard.engine.knowledge import Known
from guard.languages import said
from guard.model.identity import Context, Identity
from guard.model.moments import time_of
from guard.model.sentence import Sentence
from guard.protocol import requests as ask
from guard.protocol.card import Badge
from guard.protocol.events import Briefing
from guard.protocol.replies import Unnamed
from guard.service.client import Client
from guard.workspace import Workspace

_MOST = 50
"""Accounts that nobody has named yet and that are remembered, to be asked about."""


class Pages:
    """The browsers' side of a room."""

    def __init__(self, now: Callable[[], Moment]) -> None:
        self.salt = secrets.token_urlsafe(24)
        self.copies = Copies(self.salt, now)
        self.briefed: dict[Client, Briefing] = {}
        """Who is told what to keep, and what was told last."""
        self._now = now
        self._cast: tuple[Known, Cast] | None = None
        self._seen: dict[str, tuple[str, str]] = {}

    def cast(self, known: Known) -> Cast:
        """Whose account is whose."""
        if self._cast is None or self._cast[0] is not known:
            self._cast = known, Cast(known.workspace, known.mirrors.is_source)
        return self._cast[1]

    @staticmethod
    def actor(one: ask.Actor) -> Actor:
        """As the engine knows it, cut to a length that is sensible."""
        return Actor(one.platform[:64], one.account[:512], one.ref[:512], one.host[:255])

    @staticmethod
    def badge(known: Known, owner: Identity) -> Badge:
        """How this identity is recognised."""
        return badges(known.workspace.identities)[owner.id]

    def told(self, known: Known, actors: Iterable[ask.Actor], app: str) -> Told:
        """Who these are; those that nobody has named are remembered."""
        told = self.cast(known).told(self.actor(one) for one in actors)
        for key in told.unnamed:
            self._seen.pop(key, None)
            self._seen[key] = (app, time_of(self._now().wall))
        while len(self._seen) > _MOST:
            del self._seen[next(iter(self._seen))]
        return told

    def unnamed(self, workspace: Workspace, language: str) -> Iterator[Unnamed]:
        """The accounts seen in browsers of which nobody has said whose they are, the latest first."""
        for key, (app, time) in reversed(self._seen.items()):
            if key not in workspace.credentials:
                platform = key.partition(":")[2].partition(" ")[0]
                yield Unnamed(key, platform, said(Sentence.of("in {app}, at {time}", app=app, time=time), language))

    def made(self, known: Known, context: Context, moment: Moment, run: str) -> Briefing:
        """What a browser keeps."""
        pause = known.state.paused
        paused = bool(pause and not pause.over(moment))
        return briefing(known, self.cast(known), context, salt=self.salt, run=run, paused=paused)

    def brief(self, known: Known, context: Context, moment: Moment, run: str) -> None:
        """Tells those who asked, where it is another than before."""
        if not self.briefed:
            return
        made = self.made(known, context, moment, run)
        for client, told in list(self.briefed.items()):
            if told != made:
                self.briefed[client] = made
                client.send(made)

    def leave(self, client: Client) -> None:
        """The connection is over."""
        self.briefed.pop(client, None)
