"""Links of brands' posts, looked up where the workspace wants that: answers are kept for some minutes, in memory."""

import asyncio
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from urllib.parse import urlsplit

from guard.lookups.links import Answer, look_up
from guard.model.attempt import Attempt
from guard.model.sentence import Sentence
from guard.platforms.weblinks import links_in

KEPT = 600.0
WAIT = 1.5
"""Seconds for which a hold waits for answers before it is drawn."""
_MOST, _REMEMBERED = 4, 200


class LinkLooks:
    """For one thread: the event loop's."""

    def __init__(self) -> None:
        self._answers: dict[str, tuple[float, Answer]] = {}
        self._asked: dict[str, asyncio.Future[Answer]] = {}
        self._threads = ThreadPoolExecutor(_MOST, thread_name_prefix="links")

    async def of(self, attempt: Attempt, wait: float = WAIT) -> Mapping[str, Answer]:
        """What is known of the links of its text after at most so many seconds, by the link as it is written."""
        links = list(dict.fromkeys(link.shown for link in links_in(attempt.text)))[:_MOST]
        open_ = [self._look(link) for link in links if self._known(link) is None]
        if open_:
            await asyncio.wait(open_, timeout=wait)
        return {link: answer for link in links if (answer := self._known(link))}

    def close(self) -> None:
        """Asks nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _known(self, link: str) -> Answer | None:
        kept = self._answers.get(link)
        return kept[1] if kept and monotonic() - kept[0] < KEPT else None

    def _look(self, link: str) -> "asyncio.Future[Answer]":
        if link not in self._asked:
            url = link if "://" in link else f"https://{link}"
            work = asyncio.get_running_loop().run_in_executor(self._threads, look_up, url)
            work.add_done_callback(lambda done: self._keep(link, done))
            self._asked[link] = work
        return self._asked[link]

    def _keep(self, link: str, done: "asyncio.Future[Answer]") -> None:
        self._asked.pop(link, None)
        if not done.cancelled() and done.exception() is None:
            self._answers[link] = monotonic(), done.result()
        while len(self._answers) > _REMEMBERED:
            del self._answers[next(iter(self._answers))]


def told(answers: Mapping[str, Answer]) -> dict[str, str]:
    """What is said beside each link."""
    return {link: _told(answer) for link, answer in answers.items()}


def dead(answers: Mapping[str, Answer]) -> Iterable[tuple[str, Answer]]:
    """Those that lead nowhere."""
    return ((link, answer) for link, answer in answers.items() if not answer.reachable)


def _told(answer: Answer) -> str:
    if not answer.reachable:
        return answer.trouble
    first, last = urlsplit(answer.hops[0]).hostname, urlsplit(answer.hops[-1]).hostname
    title = answer.title or Sentence.of("a page without a title")
    if first != last:
        return Sentence.of("leads on to {host}: “{title}”", host=last, title=title)
    return Sentence.of("answers: “{title}”", title=title)
