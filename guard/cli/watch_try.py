"""``hatcheck watch try``: one source read now, as the guard would read it, and what counts in it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.languages import said
from guard.mentions.seen import Seen
from guard.mentions.sources._index import kind
from guard.mentions.sources.reader import NotRead, Setting, Stream, Take
from guard.mentions.tally import Tally
from guard.mentions.wire import post_of
from guard.model.mention import Post, Source, Watching
from guard.model.sentence import Sentence
from guard.vault import Secret, Unavailable, Vault
from guard.web import WebTrouble, open_door

SECONDS = 10.0
"""How long is listened to what cannot be asked."""
_SHOWN, _WORDS = 10, 120


def try_(name: str, language: str, desk: Desk) -> int:
    """Shows the latest; exit code 1 where it cannot be read, with the reason."""
    found = [
        (one.watching, source)
        for one in desk.workspace.watched
        for source in (*one.watching.sources, *one.watching.own)
        if source.id == name
    ]
    if not found:
        known = [source.id for one in desk.workspace.watched for source in (*one.watching.sources, *one.watching.own)]
        raise Failure(f'There is no source "{name}". Known are: {", ".join(dict.fromkeys(known)) or "none yet"}')
    watchings = [watching for watching, _ in found]
    try:
        less, read, posts = asyncio.run(_read(found[0][1], watchings, _token(found[0][1])))
    except (WebTrouble, NotRead) as trouble:
        text = Sentence.of("{source} cannot be read: {why}", source=name, why=trouble.text)
        raise Failure(said(text, language), 1) from None
    except ValueError:
        text = Sentence.of("{source} cannot be read: {why}", source=name, why=Sentence.of("Its address is none."))
        raise Failure(said(text, language), 1) from None
    output.show(output.plain(said(read, language)))
    if less:
        output.show(output.plain(said(less, language)))
    rows = [(f"{post.at.astimezone():%Y-%m-%d %H:%M}", output.plain(post.author), _cut(post)) for post in posts]
    if rows:
        output.show(output.table("", ("", "", ""), rows))
    return 0


async def _read(
    source: Source, watchings: Sequence[Watching], token: str
) -> tuple[Sentence | None, Sentence, list[Post]]:
    """What it could do better, what came, and the newest that count."""
    tally = Tally(watchings, Seen(), _now)
    own = [watching.brand for watching in watchings if source in watching.own]
    taken = 0

    def take(post: Post) -> None:
        nonlocal taken
        taken += 1
        tally.take(post)
        for brand in own:
            tally.take_own(brand, post)

    async with open_door() as door:
        reader = kind(source.kind)(Setting(door, source, {}, tally.terms.might(), _now, token))
        if reader.poll:
            for post in await reader.poll.read():
                take(post)
            pattern = "Posts that were read: {read}; posts that count: {count}."
        elif reader.stream:
            await _listened(reader.stream, take)
            taken = reader.stream.heard
            pattern = "Posts that came within {seconds} seconds: {read}; posts that count: {count}."
    drained = tally.drain()
    count = sum(number for one in drained["said"] for _, _, number in one["counts"])
    count += sum(len(one["posts"]) for one in drained["own"])
    posts = [post_of(each) for part in ("said", "own") for one in drained[part] for each in one["posts"]]
    newest = sorted(posts, key=lambda post: post.at, reverse=True)[:_SHOWN]
    said_ = Sentence.of(pattern, read=taken, count=count, seconds=f"{SECONDS:g}")
    return reader.less, said_, newest


async def _listened(stream: Stream, take: Take) -> None:
    """For a while; raises what the stream raises."""
    try:
        async with asyncio.timeout(SECONDS):
            await stream.run(take)
    except TimeoutError:
        if not stream.heard:
            raise NotRead(Sentence.of("It has said nothing for {seconds} seconds.", seconds=f"{SECONDS:g}")) from None


def _token(source: Source) -> str:
    """Its token, empty where it has none; a keyring that is locked is told, and not asked."""
    if not source.key:
        return ""
    vault = Vault()
    if isinstance(state := vault.state(), Unavailable):
        output.show(f"[yellow]Tried without a token:[/] {output.plain(state.reason)}")
        return ""
    found = vault.get(source.key)
    return found.text if isinstance(found, Secret) else ""


def _cut(post: Post) -> str:
    words = " ".join(post.text.split())
    return output.plain(words if len(words) <= _WORDS else words[: _WORDS - 1] + "…")


def _now() -> datetime:
    return datetime.now(UTC)
