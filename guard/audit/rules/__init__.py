"""The audit rules, one file each. A rule is a module with the names of ``Rule``; its file's name is its id."""

from collections.abc import Iterable
from typing import Protocol, cast

from guard.audit.case import Case
from guard.audit.rules import (
    brand_reaches_person,
    brands_reach_each_other,
    company_name_on_personal_login,
    could_not_read,
    loop,
    people_reach_each_other,
    person_reaches_brand,
    sleeping_forbidden_route,
    two_identities_in_one_tool,
    undecided_step,
    unresolved_credential,
)
from guard.model.finding import Finding


class Rule(Protocol):
    """What every rule module offers."""

    ID: str
    """The file's name with dashes."""
    ABOUT: str
    """One sentence: what the rule finds."""
    HELP: str
    """What to do about it in general."""

    def check(self, case: Case) -> Iterable[Finding]:
        """What the rule finds in this case."""


PATHS = frozenset(
    rule.ID for rule in (person_reaches_brand, brand_reaches_person, brands_reach_each_other, people_reach_each_other)
)
"""The rules about forbidden paths."""

RULES: tuple[Rule, ...] = tuple(
    cast(Rule, module)
    for module in (
        person_reaches_brand,
        brand_reaches_person,
        brands_reach_each_other,
        people_reach_each_other,
        loop,
        company_name_on_personal_login,
        two_identities_in_one_tool,
        unresolved_credential,
        undecided_step,
        could_not_read,
        sleeping_forbidden_route,
    )
)
