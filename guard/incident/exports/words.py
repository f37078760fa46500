"""What the documents say of their own, in the reader's language."""

from collections.abc import Sequence

from guard.languages import said
from guard.model.sentence import Sentence

_NAMES = {
    "low": Sentence.of("low"),
    "medium": Sentence.of("medium"),
    "high": Sentence.of("high"),
    "waiting": Sentence.of("waiting"),
    "open": Sentence.of("open"),
    "done": Sentence.of("done"),
    "skipped": Sentence.of("skipped"),
    "paused": Sentence.of("paused, and read back"),
    "nothing": Sentence.of("asked; nothing was going out"),
    "failed": Sentence.of("failed"),
    "unverified": Sentence.of("not verified"),
    "pausing": Sentence.of("being paused"),
    "noted": Sentence.of("not known whether it is paused"),
    "restored": Sentence.of("put back"),
    "left out": Sentence.of("left out"),
    "sent": Sentence.of("sent"),
    "gone": Sentence.of("gone"),
}


class Words:
    """One language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.brand = self._say(Sentence.of("Brand"))
        self.number = self._say(Sentence.of("Number"))
        self.opened = self._say(Sentence.of("Opened"))
        self.closed = self._say(Sentence.of("Closed"))
        self.severity = self._say(Sentence.of("How bad"))
        self.hits = self._say(Sentence.of("Whom it hits"))
        self.account = self._say(Sentence.of("Account"))
        self.address = self._say(Sentence.of("Address"))
        self.happened = self._say(Sentence.of("What happened"))
        self.steps = self._say(Sentence.of("Steps"))
        self.step = self._say(Sentence.of("Step"))
        self.state = self._say(Sentence.of("State"))
        self.owner = self._say(Sentence.of("Who takes care"))
        self.when = self._say(Sentence.of("When"))
        self.open = self._say(Sentence.of("Open, or why skipped"))
        self.teams = self._say(Sentence.of("Who was told"))
        self.team = self._say(Sentence.of("Team"))
        self.told = self._say(Sentence.of("How"))
        self.tools = self._say(Sentence.of("What was paused"))
        self.tool = self._say(Sentence.of("Tool"))
        self.what = self._say(Sentence.of("What"))
        self.do = self._say(Sentence.of("To do"))
        self.said = self._say(Sentence.of("Said to be done by hand; nobody read it back"))
        self.waiting = self._say(Sentence.of("What waits"))
        self.item = self._say(Sentence.of("Post or automation"))
        self.due = self._say(Sentence.of("Due"))
        self.deletion = self._say(Sentence.of("Whether it was deleted"))
        self.statement = self._say(Sentence.of("Statement"))
        self.people = self._say(Sentence.of("People and answers"))
        self.who = self._say(Sentence.of("Who"))
        self.wrote = self._say(Sentence.of("Wrote"))
        self.answer = self._say(Sentence.of("Answer"))
        self.talk = self._say(Sentence.of("What is said"))
        self.latest = self._say(Sentence.of("The latest that mention it"))
        self.review = self._say(Sentence.of("What was learnt"))
        self.rule = self._say(Sentence.of("Rule"))
        self.evidence = self._say(Sentence.of("Evidence"))
        self.file = self._say(Sentence.of("File"))
        self.size = self._say(Sentence.of("Size"))
        self.timeline = self._say(Sentence.of("Timeline"))
        self.by = self._say(Sentence.of("By"))
        self.not_out = self._say(Sentence.of("It is not published."))
        self.left_out = self._say(
            Sentence.of("Personal data of people outside is left out; they are called “person 1” and so on.")
        )
        self.may_remain = self._say(
            Sentence.of(
                "Notes and other free text are kept, with the names that are known replaced; "
                "others may remain: read it before you pass it on."
            )
        )

    def named(self, word: str) -> str:
        """A state or a grade, in words; one that is not known as it stands."""
        return self._say(_NAMES[word]) if word in _NAMES else word

    def broken(self, problem: str) -> str:
        """What is wrong with the record, for the top of the page."""
        pattern = "Attention: what stands below may not be what was written. {problem}"
        return self._say(Sentence.of(pattern, problem=problem))

    def chosen(self, deletion: str) -> str:
        """What was decided about the post; empty while nobody has."""
        if deletion == "delete":
            return self._say(Sentence.of("It was decided to delete it."))
        return self._say(Sentence.of("It was decided to let it stand.")) if deletion == "keep" else ""

    def approved_by(self, who: Sequence[str]) -> str:
        """Who approved the statement."""
        return self._say(Sentence.of("Exactly this wording was approved by {who}.", who=", ".join(who)))

    def answered(self, answered: bool) -> str:
        """Whether somebody got an answer."""
        return self._say(Sentence.of("answered") if answered else Sentence.of("not answered"))

    def taken(self, taken: bool | None) -> str:
        """Whether a rule was taken up."""
        return self._say(Sentence.of("taken up") if taken else Sentence.of("not taken up"))

    def bytes(self, size: int) -> str:
        """A file's size, exactly."""
        return self._say(Sentence.of("{size:,} bytes", size=size))

    def _say(self, sentence: Sentence) -> str:
        return said(sentence, self._language)
