"""Buffer: the queues of all channels, over its GraphQL API.

The API of today is ``https://api.buffer.com`` with a key that everybody makes themselves; the older one under
``api.bufferapp.com/1`` takes no new programs since 2019 and ends on 2027-02-01. Shapes from developers.buffer.com:
/guides/posts-and-scheduling, /guides/pagination, /guides/error-handling, /guides/api-limits, /types/EditPostInput and
the reference. A draft is "not published until explicitly scheduled", so pausing is ``editPost`` with ``saveToDraft``;
what is left out of an edit (text, pictures, mode, way of publishing) stays as it is, since summer 2026; a Buffer that
still asks for more refuses the edit, and that is told.

Not confirmed by any documentation: that an edit without ``metadata`` keeps it as well (a thread's further posts, a
first comment), and that ``saveToDraft: false`` with a ``mode`` schedules a draft again; the latter is read back.
A post that was in the queue comes back with a fixed time, its own, and no longer moves with the queue.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from guard.model.scheduler import Item, ItemKind, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import Judge, Tool
from guard.pausing.shapes import Shape, one_word, title_of
from guard.web import Site, WebTrouble, WebWhy
from guard.web.echoes import repeats

TOOL = Tool(
    id="buffer",
    name="Buffer",
    token=Sentence.of("An API key: publish.buffer.com → Settings → API. It may do what you may do in Buffer."),
    by_hand=Sentence.of(
        "Open publish.buffer.com, and pause the queue in the settings of each channel; or move each post of the queue "
        "to the drafts."
    ),
    page="https://publish.buffer.com",
)

GOING = ("scheduled", "sending")
STILL = ("draft", "needs_approval")
PAGE = 50
PAGES = 200

_STATES = {
    "scheduled": ItemState.GOING,
    "sending": ItemState.GOING,
    "draft": ItemState.PAUSED,
    "needs_approval": ItemState.PAUSED,
    "sent": ItemState.SENT,
}
_WHY = {
    "UNAUTHORIZED": WebWhy.DENIED,
    "UNAUTHENTICATED": WebWhy.DENIED,
    "FORBIDDEN": WebWhy.DENIED,
    "NOT_FOUND": WebWhy.MISSING,
    "RATE_LIMIT_EXCEEDED": WebWhy.LIMITED,
    "UNEXPECTED": WebWhy.BROKEN,
}
_ORGANIZATIONS = "query { account { organizations { id } } }"
_CHANNELS = """query Channels($organization: OrganizationId!) {
  channels(input: {organizationId: $organization}) { id name service } }"""
_POSTS = """query Posts($organization: OrganizationId!, $status: [PostStatus!], $first: Int, $after: String) {
  posts(first: $first, after: $after, input: {organizationId: $organization, filter: {status: $status}}) {
    edges { node { id text status dueAt channelId shareMode schedulingType } }
    pageInfo { hasNextPage endCursor } } }"""
_POST = "query Post($id: PostId!) { post(input: {id: $id}) { id status } }"
_EDIT = """mutation Edit($input: EditPostInput!) { editPost(input: $input) {
  __typename ... on PostActionSuccess { post { id status dueAt } } ... on MutationError { message } } }"""


class Buffer:
    """Everything that one key reaches."""

    def __init__(self, site: Site, token: str) -> None:
        self._site, self._shape, self._token = site, Shape(site), token

    async def items(self) -> Sequence[Item]:
        """What is in the queues of all channels of all organizations, with a time of its own or without."""
        found: list[Item] = []
        for organization in await self._organizations():
            channels = await self._channels(organization)
            found += [self._item(post, channels) async for post in self._posts(organization, GOING)]
        return found

    async def pause(self, item: Item) -> Item:
        """Makes it a draft; everything else of it stays."""
        await self._edit({"id": item.id, "saveToDraft": True})
        return item

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        """By the lists of what goes and what lies still; what is in neither is asked for by itself."""
        asked = {item.id for item in items}
        states: dict[str, ItemState] = {}
        for organization in await self._organizations():
            async for post in self._posts(organization, (*GOING, *STILL)):
                states[self._shape.word(post.get("id"))] = self._state(post)
        for id_ in asked - states.keys():
            try:
                answer = await self._ask(_POST, id=id_)
            except WebTrouble as trouble:
                if trouble.why is not WebWhy.MISSING:
                    raise
                states[id_] = ItemState.GONE
            else:
                states[id_] = self._state(self._shape.record(answer.get("post")))
        return {id_: state for id_, state in states.items() if id_ in asked}

    async def resume(self, item: Item, due: datetime | None) -> Item:
        """Schedules the draft again, for exactly this time."""
        if due is None:
            raise WebTrouble(WebWhy.REFUSED, Sentence.of("It has no time to go out at; give it one."))
        when = due.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        await self._edit({"id": item.id, "saveToDraft": False, "mode": "customScheduled", "dueAt": when})
        return replace(item, due=due)

    async def _organizations(self) -> list[str]:
        account = self._shape.record((await self._ask(_ORGANIZATIONS)).get("account"))
        return [self._shape.word(each.get("id")) for each in self._shape.records(account.get("organizations"))]

    async def _channels(self, organization: str) -> dict[str, str]:
        answer = await self._ask(_CHANNELS, organization=organization)
        word = self._shape.word
        return {
            word(each.get("id")): f"{word(each.get('service'))}: {word(each.get('name'))}"
            for each in self._shape.records(answer.get("channels"))
        }

    async def _posts(self, organization: str, status: Sequence[str]) -> AsyncIterator[Mapping[str, Any]]:
        """Every post with one of these states, from all pages."""
        after = None
        for _ in range(PAGES):
            given = {"organization": organization, "status": list(status), "first": PAGE, "after": after}
            posts = self._shape.record((await self._ask(_POSTS, **given)).get("posts"))
            for edge in self._shape.records(posts.get("edges") or []):
                yield self._shape.record(edge.get("node"))
            page = self._shape.record(posts.get("pageInfo"))
            if page.get("hasNextPage") is False:
                return
            if page.get("endCursor") in {None, after}:
                break
            after = self._shape.word(page.get("endCursor"))
        raise self._shape.wrong()

    async def _edit(self, given: Mapping[str, object]) -> None:
        payload = self._shape.record((await self._ask(_EDIT, input=given)).get("editPost"))
        kind = self._shape.word(payload.get("__typename"))
        if kind != "PostActionSuccess":
            why = {"NotFoundError": WebWhy.MISSING, "UnauthorizedError": WebWhy.DENIED}.get(kind, WebWhy.REFUSED)
            raise self._trouble(why, payload.get("message"))
        self._shape.record(payload.get("post"))

    async def _ask(self, query: str, **variables: object) -> Mapping[str, Any]:
        """The data of one answer. Buffer answers 200 to nearly everything, so its errors are in the answer."""
        reply = await self._site.ask("POST", "", body={"query": query, "variables": variables})
        answer = self._shape.record(reply.data)
        errors = self._shape.records(answer.get("errors") or [])
        if errors:
            code = self._shape.record(errors[0].get("extensions") or {}).get("code")
            raise self._trouble(_WHY.get(str(code), WebWhy.REFUSED), errors[0].get("message"))
        return self._shape.record(answer.get("data"))

    def _trouble(self, why: WebWhy, message: object) -> WebTrouble:
        """Its own words, cut short, and left out where they repeat the key."""
        said = title_of(message) if isinstance(message, str) and not repeats(message, [self._token]) else ""
        if not said:
            return WebTrouble(why, Sentence.of("Buffer refuses it, and does not say why."))
        return WebTrouble(why, Sentence.of("Buffer refuses it: “{said}”", said=said))

    def _item(self, post: Mapping[str, Any], channels: Mapping[str, str]) -> Item:
        due, channel = post.get("dueAt"), self._shape.word(post.get("channelId"))
        return Item(
            id=self._shape.word(post.get("id")),
            kind=ItemKind.POST,
            title=title_of(self._shape.text(post.get("text"))),
            due=None if due is None else self._shape.moment(due),
            accounts=(channels.get(channel, channel),),
            link=TOOL.page,
            kept={"mode": post.get("shareMode"), "type": post.get("schedulingType"), "text": post.get("text")},
        )

    def _state(self, post: Mapping[str, Any]) -> ItemState:
        return _STATES.get(self._shape.word(post.get("status")), ItemState.UNKNOWN)


def adapter(site: Site, scheduler: Scheduler, token: str, judge: Judge) -> Buffer:
    """``token`` is an API key; raises BadToken."""
    del scheduler, judge
    token = one_word(token, TOOL.name)
    return Buffer(site.with_headers({"Authorization": f"Bearer {token}"}), token)
