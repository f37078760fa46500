"""Cases of the content checks: one JSON object a line in ``tests/cases/checks/<check>.jsonl``.

Keys of a case, all but ``id`` and ``expect`` optional: ``id``, a sentence; ``text``; ``verb`` (``post``); ``to``
(``["x:@acme"]``; ``x:@acme``, ``mastodon:@acme@example.social``, ``linkedin:company/acme``, ``instagram:@acme``,
``bluesky:@acme.example.com`` and ``facebook:acme`` are the brand's, ``x:@me`` and ``mastodon:@me@example.social`` the
person's); ``app``; ``at`` (ISO 8601); ``media`` (paths, or objects with ``path`` and ``alt``); ``attached``;
``origins``; ``brand`` (fields of Care and of Identity); ``past`` (fields of Past, the brand's); ``looks`` (by path,
fields of Look); ``crisis``; ``voiced`` (fields of Voiced, the brand's); ``repeated``; ``statement``; ``worn`` (of
Context); ``bound`` (an id).

``expect``: one entry for each thing noticed, the piece of text or the file it is about, an empty string where it is
about the whole post. ``says``: words that the sentences contain. ``holds``: whether it holds by itself.
"""

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from guard.checks import Post
from guard.checks.reading import dictionary, harper
from guard.engine import gather
from guard.model.attempt import Media, Origin
from guard.model.care import Care
from guard.model.decision import Signal
from guard.model.identity import Context, Hours, Identity, IdentityKind
from guard.model.look import Look, Match, Sort
from guard.model.past import Past
from guard.model.voice import Voiced
from guard.platforms import parse_account

FOLDER = Path(__file__).parents[1] / "cases" / "checks"
_ACCOUNTS = (
    "x:@acme",
    "mastodon:@acme@example.social",
    "linkedin:company/acme",
    "instagram:@acme",
    "bluesky:@acme.example.com",
    "facebook:acme",
)
_NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)


def cases(check: str) -> Iterator[dict[str, Any]]:
    """All cases of this check."""
    for line in (FOLDER / f"{check}.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def post(case: dict[str, Any]) -> Post:
    """The post that a case describes; the checks have read all they know of words."""
    dictionary.warm()
    harper.warm()
    brand = _brand(case.get("brand", {}))
    me = Identity("me", "Jo", IdentityKind.PERSON, accounts=_parsed("x:@me", "mastodon:@me@example.social"))
    attempt = gather.attempt(case.get("to", ["x:@acme"]), case.get("text", ""), verb=case.get("verb", "post"))
    attempt = replace(
        attempt,
        media=tuple(Media(one) if isinstance(one, str) else Media(**one) for one in case.get("media", ())),
        attached=tuple(case.get("attached", ())),
        origins=tuple(Origin(**one) for one in case.get("origins", ())),
        app=case.get("app", ""),
        at=datetime.fromisoformat(case["at"]) if "at" in case else _NOON,
    )
    people = (brand, me)
    attempt = replace(attempt, bound=next((one for one in people if one.id == case.get("bound")), None))
    return Post(
        attempt=attempt,
        owners=tuple(one for one in people if set(one.accounts) & set(attempt.destinations)),
        identities=people,
        context=_context(case.get("worn", {})),
        past={brand.id: _past(case["past"])} if "past" in case else {},
        looks={path: _look(said) for path, said in case.get("looks", {}).items()},
        crisis=case.get("crisis", ""),
        voices={
            brand.id: Voiced(**{"score": 1.0, "likeliest": "me", "sure": True, "false_alarm": 0.01, **case["voiced"]})
        }
        if "voiced" in case
        else {},
        repeated=case.get("repeated", False),
        statement=case.get("statement", False),
    )


def pieces(post: Post, signals: list[Signal]) -> list[str]:
    """What the signals are about: one entry for each place, an empty one for the post as a whole."""
    return [
        spot.media or post.text[spot.start : spot.end] if spot else ""
        for signal in signals
        for spot in signal.spots or (None,)
    ]


def _parsed(*words: str) -> tuple[Any, ...]:
    return tuple(map(parse_account, words))


def _brand(said: dict[str, Any]) -> Identity:
    known = {field.name for field in fields(Care)}
    care = {
        key: frozenset(v) if key in {"topics", "checklist_for", "second_look"} else tuple(v)
        for key, v in said.items()
        if key in known
    }
    brand = Identity(
        "acme", said.get("name", "Acme"), IdentityKind.BRAND, accounts=_parsed(*_ACCOUNTS), care=Care(**care)
    )
    if hours := said.get("hours"):
        brand = replace(brand, hours=tuple(Hours(frozenset(h["days"]), h["start"], h["end"]) for h in hours))
    return brand


def _past(said: dict[str, Any]) -> Past:
    recent = tuple(map(datetime.fromisoformat, said.get("recent", ())))
    return Past(**{**said, "recent": recent})


def _look(said: dict[str, Any]) -> Look:
    made = dict(said)
    if "sort" in made:
        made["sort"] = Sort(made["sort"])
    if "taken" in made:
        made["taken"] = datetime.fromisoformat(made["taken"])
    made["matches"] = tuple(Match(**one) for one in made.get("matches", ()))
    return Look(**made)


def _context(said: dict[str, Any]) -> Context:
    made = {"active": "acme", "known_by": "the case", **said}
    for key in ("since", "until"):
        if key in made:
            made[key] = datetime.fromisoformat(made[key])
    return Context(**made)
