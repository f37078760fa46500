"""Real slips, where their list lies beside the checkout, as attempts: which hat was worn follows from the slip."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from guard.engine import Engine, gather
from guard.engine.mirrors import Mirrors
from guard.engine.noticing import Noticing
from guard.model.decision import Decision
from guard.model.identity import Context, Identity, IdentityKind
from guard.model.route import BY_HAND, Endpoint, Place, Route, Source, SourceKind
from guard.platforms import parse_account
from guard.workspace import Workspace

REAL = Path(__file__).parents[3] / "shared" / "incidents.tsv"
NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
PRIVATE = (
    "wrong_account",
    "wrong_account_live_video",
    "wrong_account_reply",
    "inadvertent_like",
    "inadvertent_retweet",
)
LINKED = ("linked_account_crossposter_wrong_image", "scheduled_post_plus_linked_account")
NOBODY = ("linked_app_autopost", "retweet_shared_account_unknown_operator")
CRISIS = ("scheduled_post_during_crisis", "scheduled_post_during_tragedy", "scheduled_or_unaware_during_tragedy")
_VERBS = {
    "wrong_account_live_video": "live",
    "wrong_account_reply": "reply",
    "inadvertent_like": "like",
    "inadvertent_retweet": "repost",
    "retweet_shared_account_unknown_operator": "repost",
    "wrong_repost_not_read_to_the_end": "repost",
    "auto_reply_bot": "reply",
    "auto_reply_or_scripted_reply": "reply",
    "wrong_image": "reply",
    **dict.fromkeys(CRISIS, "schedule"),
}


@dataclass(frozen=True)
class Slip:
    """One slip, judged."""

    brand: str
    mechanism: str
    text: str
    decision: Decision

    @property
    def said(self) -> str:
        """Who spoke: rules that hold, and checks beside them."""
        rules = dict.fromkeys(reason.rule for reason in self.decision.reasons)
        checks = dict.fromkeys(signal.check for signal in self.decision.signals)
        return ", ".join([*rules, *(check for check in checks if check not in rules)])


def slips() -> Iterator[Slip]:
    """All slips of the list."""
    with REAL.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Slip(row["brand"], row["mechanism"], row["text"], _judged(row["mechanism"], row))


def _judged(mechanism: str, row: dict[str, str]) -> Decision:
    brand = Identity("brand", row["brand"], IdentityKind.BRAND, accounts=(parse_account("x:@brand"),))
    person = Identity(
        "me", "Me", IdentityKind.PERSON, accounts=(parse_account("instagram:@me"), parse_account("x:@me"))
    )
    link = Route(
        tool=BY_HAND,
        source=Source("instagram", "@me", kind=SourceKind.ACCOUNT),
        destination=Endpoint("x", "@brand"),
        place=Place("workspace", "route 1", 1),
        enabled=True,
        name="a crossposter",
    )
    workspace = Workspace(Path("none"), identities=(brand, person), routes=(link,) if mechanism in LINKED else ())
    crisis = "a tragedy" if mechanism in CRISIS else ""
    engine = Engine(workspace, Mirrors(workspace), lambda _: None, lambda _: {}, {}, noticing=Noticing(crisis=crisis))
    active = "me" if mechanism in (*PRIVATE, *LINKED) else None if mechanism in NOBODY else "brand"
    to = "instagram:@me" if mechanism in LINKED else "x:@brand"
    verb = _VERBS.get(mechanism, "post")
    app = row["client_or_tool"]
    attempt = gather.attempt([to], row["text"], verb=verb, app=app, at=NOON)
    return engine.weigh(attempt, Context(active, "the list"))


if __name__ == "__main__":
    import sys

    for slip in slips():
        line = f"{slip.decision.verdict.value:6} {slip.mechanism[:34]:34} {slip.brand[:26]:26} {slip.said}"
        sys.stdout.write(f"{line}\n")
