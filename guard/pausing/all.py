"""Pausing all tools at once: each takes its own time, and each ends in a line."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from guard.model.scheduler import Line, Scheduler
from guard.model.sentence import Sentence
from guard.pausing import _index
from guard.pausing.act import Now, pause
from guard.pausing.adapter import Adapter, BadToken, Judge
from guard.pausing.by_hand import by_hand
from guard.pausing.ledger import Ledger
from guard.pausing.lines import said_of, unverified
from guard.pausing.patience import SECONDS
from guard.web import Door, open_door
from guard.web.addresses import checked, without_secrets

TOKEN_SECONDS = 5.0
"""How long the keyring may take to give a token."""
MOST = 64 * 1024 * 1024
"""Bytes that are read of one tool in one run."""


class NoToken(Exception):
    """There is no token for this tool; the message is one Sentence that says why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Job:
    """One tool to be paused."""

    scheduler: Scheduler
    token: Callable[[], str] = field(repr=False)
    """Gives the secret, or raises NoToken; it may block, and runs in a thread of its own."""
    judge: Judge = field(repr=False)


async def pause_all(
    jobs: Sequence[Job], ledger: Ledger, now: Now, told: Callable[[Line], object], seconds: float = SECONDS
) -> tuple[Line, ...]:
    """Pauses all of them at once; ``told`` is called with each line as it comes. The lines in the order of the jobs.

    There is a line for every job, also where its tool is not known, no token can be had, or Hatcheck itself fails.
    What ``told`` raises is raised only after all have ended.
    """
    failed: list[Exception] = []

    async def one(job: Job) -> Line:
        line = await _line(job, door, threads, ledger, now, seconds)
        try:
            told(line)
        except Exception as error:  # noqa: BLE001 - whoever shows the lines must not keep a tool from being paused
            failed.append(error)
        return line

    # The keyring may hang: its threads are not those that write the ledger, and nobody waits for them in the end.
    threads = ThreadPoolExecutor(max_workers=max(1, len(jobs)), thread_name_prefix="token")
    try:
        async with open_door() as door, asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(job)) for job in jobs]
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
    if failed:
        raise failed[0]
    return tuple(task.result() for task in tasks)


async def _line(job: Job, door: Door, threads: Executor, ledger: Ledger, now: Now, seconds: float) -> Line:
    """Raises nothing but its cancellation."""
    scheduler = job.scheduler
    name = scheduler.tool.replace("-", "_")
    if name not in _index.TOOLS:
        return _nobody(scheduler)
    try:
        module = _index.tool(name)
    except Exception as error:  # noqa: BLE001 - a module that cannot be loaded is told, and the others go on
        return replace(_nobody(scheduler), text=said_of(error))
    began = time.monotonic()
    try:
        token = await _token(job, threads)
        adapter = asked(door, module, job, token)
    except (NoToken, BadToken) as missing:
        line = unverified(scheduler, module.TOOL, missing.args[0])
    except TimeoutError:
        text = Sentence.of("The keyring did not give the token within {seconds} seconds.", seconds=f"{TOKEN_SECONDS:g}")
        line = unverified(scheduler, module.TOOL, text)
    except Exception as error:  # noqa: BLE001 - whatever fails with this tool, the others go on
        line = unverified(scheduler, module.TOOL, said_of(error))
    else:
        return await pause(adapter, module.TOOL, scheduler, ledger, now, seconds)
    return replace(line, seconds=time.monotonic() - began)


def asked(door: Door, module: _index.ToolModule, job: Job, token: str) -> Adapter:
    """The tool as it is asked; raises WebTrouble and BadToken. What may be secret in its address goes no further."""
    checked(job.scheduler.address)
    scheduler = replace(job.scheduler, address=without_secrets(job.scheduler.address))
    return module.adapter(door.site(scheduler.address, most=MOST), scheduler, token, job.judge)


async def _token(job: Job, threads: Executor) -> str:
    asked = asyncio.get_running_loop().run_in_executor(threads, job.token)
    return await asyncio.wait_for(asked, TOKEN_SECONDS)


def _nobody(scheduler: Scheduler) -> Line:
    """The line of a tool of the workspace that cannot be asked."""
    return replace(by_hand(scheduler.tool, scheduler.shown, "", scheduler.address), scheduler=scheduler.id)
