"""Which rule would have caught a slip: proposals, each of which can be written into the workspace as it is shown."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guard.model.decision import Verdict
from guard.model.identity import Identity
from guard.model.incident import EntryKind, Incident
from guard.model.policy import verdict_between
from guard.model.sentence import Sentence
from guard.policy.careful import ALWAYS
from guard.workspace import Workspace
from guard.workspace.edit import Draft

SHORT = "15m"
"""How long a brand's hat is worn where nothing else was said."""
_MOST = 3
"""Checks that had spoken, of which a proposal is made each."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One proposal."""

    id: str
    text: Sentence
    lines: str
    """What would stand in the workspace, or what is typed."""
    take: Callable[[Draft], None] | None = None
    """Writes it into the user's file; None where it is no line of the workspace."""


def rules(incident: Incident, workspace: Workspace) -> tuple[Rule, ...]:
    """What would have held or prevented this post, by what is known of it; the surest first."""
    brand = workspace.identity(incident.brand)
    return tuple(_rules(incident, workspace, brand)) if brand else ()


def _rules(incident: Incident, workspace: Workspace, brand: Identity) -> Iterator[Rule]:
    known = _of_the_row(incident)
    if known is None and (incident.text or incident.url):
        text = Sentence.of("It did not pass the guard. Guard every browser and program that has this account.")
        yield Rule("gate", text, "hatcheck gate install")
        if brand.unguarded.value != "block":
            text = Sentence.of("Stop {brand}'s posts in the browser while the guard is not running.", brand=brand.name)
            yield _of_identity("unguarded", text, brand, unguarded="block")
    elif known is not None:
        worn = workspace.identity(str(known.get("worn") or ""))
        if worn and worn.id != brand.id and verdict_between(workspace.policies, worn, brand) is Verdict.ALLOW:
            pattern = "Hold what {worn} posts to {brand}: a policy lets it pass."
            text = Sentence.of(pattern, worn=worn.name, brand=brand.name)
            policy = {"from": worn.id, "to": brand.id, "decision": "hold"}
            yield Rule("policy", text, _shown("[[policy]]", policy), lambda draft: _first_policy(draft, policy))
        for check in list(known.get("signals") or ())[:_MOST]:
            if check not in workspace.checking.hold:
                text = Sentence.of("Hold what “{check}” notices: it had spoken, and held nothing.", check=check)
                yield Rule(f"hold-{check}", text, f'[checks]\nhold = ["{check}"]', _holding(str(check)))
        if brand.session is None or brand.session.total_seconds() > 900:
            pattern = "Take {brand}'s hat off after 15 minutes: it was worn for longer than its task."
            yield _of_identity("session", Sentence.of(pattern, brand=brand.name), brand, session=SHORT)
    if ALWAYS not in brand.care.second_look and workspace.colleagues:
        text = Sentence.of("A colleague looks at every post of {brand}.", brand=brand.name)
        yield _of_identity("second-look", text, brand, second_look=[ALWAYS])


def _of_the_row(incident: Incident) -> Mapping[str, Any] | None:
    """What the journal knew of the post, as the record keeps it; None where it did not pass the guard."""
    facts = (entry.detail for entry in incident.entries if entry.kind is EntryKind.FACT)
    return next((detail["row"] for detail in facts if isinstance(detail.get("row"), Mapping)), None)


def _of_identity(rule: str, text: Sentence, brand: Identity, **values: object) -> Rule:
    shown = {"id": brand.id, **values}

    def take(draft: Draft) -> None:
        number = next((n for n, table in enumerate(draft.tables("identity")) if table.get("id") == brand.id), None)
        if number is None:
            draft.add("identity", {"id": brand.id, "kind": brand.kind.value, **values})
        else:
            draft.amend("identity", values, number)

    return Rule(rule, text, _shown("[[identity]]", shown), take)


def _holding(check: str) -> Callable[[Draft], None]:
    def take(draft: Draft) -> None:
        have = draft.section("checks").get("hold", [])
        draft.amend("checks", {"hold": sorted({*have, check})})

    return take


def _first_policy(draft: Draft, policy: Mapping[str, Any]) -> None:
    """Before the others: the first that speaks of a pair counts."""
    draft.arrange("policy", [policy, *range(len(draft.tables("policy")))])


def _shown(head: str, values: Mapping[str, object]) -> str:
    def written(value: object) -> str:
        return f"[{', '.join(map(written, value))}]" if isinstance(value, list) else f'"{value}"'

    return "\n".join([head, *(f"{key} = {written(value)}" for key, value in values.items())])
