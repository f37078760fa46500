"""What a person does in an incident: ``{"do": "assess", …}``. One deed becomes one entry of the record."""

from msgspec import Struct

LONGEST = 20_000
"""Characters of any text in a deed."""


class Deed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do"):
    """One thing done."""


class Assess(Deed, frozen=True, kw_only=True, tag="assess"):
    """Whom it hits, how badly, and which teams must know."""

    hits: list[str]
    severity: str
    """``low``, ``medium`` or ``high``."""
    teams: list[str]
    """Ids of teams; those that are named once stay named in the record."""
    text: str = ""


class Tell(Deed, frozen=True, kw_only=True, tag="tell"):
    """A team was told."""

    team: str
    how: str


class SayPaused(Deed, frozen=True, kw_only=True, tag="say_paused"):
    """A person paused a tool themselves; the record says that nobody read it back."""

    scheduler: str
    how: str


class Weigh(Deed, frozen=True, kw_only=True, tag="weigh"):
    """Whether the post is to be deleted. Hatcheck never deletes it."""

    choice: str
    """``delete`` or ``keep``."""
    reason: str


class SayDeleted(Deed, frozen=True, kw_only=True, tag="say_deleted"):
    """A person deleted the post, and says how they know that it is gone."""

    how: str


class Draft(Deed, frozen=True, kw_only=True, tag="draft"):
    """The statement as it stands now; approvals of another wording end."""

    text: str


class Approve(Deed, frozen=True, kw_only=True, tag="approve"):
    """A colleague's code for exactly this draft."""

    code: str


class Publish(Deed, frozen=True, kw_only=True, tag="publish"):
    """The statement is out, and where it stands."""

    url: str


class AddPerson(Deed, frozen=True, kw_only=True, tag="add_person"):
    """Somebody who waits for an answer."""

    who: str
    link: str = ""
    text: str = ""


class AnswerPerson(Deed, frozen=True, kw_only=True, tag="answer_person"):
    """They were answered, or are not, and why."""

    person: int
    how: str
    """The answer's words or link; or the reason why there is none."""
    answered: bool = True


class Decide(Deed, frozen=True, kw_only=True, tag="decide"):
    """What becomes of something that waits. It is put back only by this, and only while its time has not passed."""

    scheduler: str
    item: str
    choice: str
    """``restore`` or ``leave_out``."""
    due: str = ""
    """When a post is to go out, with a time zone; empty means at the time it had."""
    reason: str = ""


class Learn(Deed, frozen=True, kw_only=True, tag="learn"):
    """A rule that would have caught it; or none, and why."""

    rule: str = ""
    """The id of a proposal."""
    taken: bool = False
    """Whether it is to be written into the workspace."""
    reason: str = ""


class Lesson(Deed, frozen=True, kw_only=True, tag="lesson"):
    """What was learnt."""

    text: str


class Own(Deed, frozen=True, kw_only=True, tag="own"):
    """Who takes care of a step, and until when."""

    step: str
    who: str
    due: str = ""
    """With a time zone; empty means no time."""


class Finish(Deed, frozen=True, kw_only=True, tag="finish"):
    """A step is done. It is refused while something is missing, with what that is."""

    step: str


class Skip(Deed, frozen=True, kw_only=True, tag="skip"):
    """A step is left out, for a reason."""

    step: str
    reason: str


class Reopen(Deed, frozen=True, kw_only=True, tag="reopen"):
    """A step that was over is taken up again; those after it wait."""

    step: str
    reason: str


class Note(Deed, frozen=True, kw_only=True, tag="note"):
    """Something for the record."""

    text: str


class Close(Deed, frozen=True, kw_only=True, tag="close"):
    """The incident is over: all steps are. Or it was none: then a reason says so."""

    reason: str = ""


AnyDeed = (
    Assess
    | Tell
    | SayPaused
    | Weigh
    | SayDeleted
    | Draft
    | Approve
    | Publish
    | AddPerson
    | AnswerPerson
    | Decide
    | Learn
    | Lesson
    | Own
    | Finish
    | Skip
    | Reopen
    | Note
    | Close
)
