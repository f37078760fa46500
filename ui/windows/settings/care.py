"""The part of a brand's form that says what is looked at before it speaks. Shut, until somebody wants to know."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from guard.model.attempt import Verb
from guard.protocol.replies import CheckSetting, IdentitySetting, TopicHint
from ui import look
from ui.look import Size
from ui.windows.forms.said import Said, Tone, named
from ui.windows.forms.ticks import Boxes, Choices, TickList
from ui.windows.forms.words import WordsField
from ui.windows.more import More

_ALWAYS = "*"
_USUAL = [Verb.POST.value, Verb.SCHEDULE.value]
"""What a checklist is for where nothing is said."""


class CarePart(QWidget):
    """What one brand wants looked at, and what it need not be asked about."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices: Choices = ()
        self.more = _titled(More(self.tr("Before it speaks"), self.tr("Before it speaks"), self))
        self._summary = Said(tone=Tone.QUIET, size=Size.SMALL)
        self.hashtags = WordsField(self.tr("Hashtag"), "#RedCross")
        self.every = QCheckBox(self.tr("Ask about every new hashtag"))
        self.every.clicked.connect(self.edited)
        self.names = WordsField(self.tr("Name or word"), "Midas Touch")
        self.sites = WordsField(self.tr("Site"), "redcross.org")
        self.topics = Boxes(2)
        self.checklist = WordsField(self.tr("Item of the checklist"), self.tr("Facts confirmed"))
        self.kinds = Boxes(3)
        self.kinds.offer(self._kinds())
        self.colleague = TickList(self.tr("A colleague looks after"))
        self._after = Said(tone=Tone.QUIET, size=Size.SMALL)
        for field in (self.hashtags, self.names, self.sites, self.topics, self.checklist, self.kinds, self.colleague):
            field.edited.connect(self.edited)
        self._inside = QWidget()
        self._inside.hide()
        self.more.toggled.connect(self._inside.setVisible)
        self._lay_out()

    def offer(self, checks: Sequence[CheckSetting], topics: Sequence[TopicHint]) -> None:
        """What can be chosen among."""
        self.topics.offer([(one.id, one.name[:1].upper() + one.name[1:]) for one in topics])
        always = (_ALWAYS, self.tr("Everything, whether or not something was noticed"))
        self._choices = [always, *((one.id, one.about) for one in checks if one.known)]

    def put(self, one: IdentitySetting) -> None:
        """Shows what this one wants."""
        self.hashtags.put(one.hashtags)
        self.every.setChecked(one.confirm_hashtags)
        self.names.put(one.names)
        self.sites.put(one.sites)
        self.topics.put(one.topics)
        self.checklist.put(one.checklist)
        self.kinds.put(one.checklist_for or _USUAL)
        self.colleague.put(self._choices, one.second_look)
        self._summarise(one)

    def wanted(self, shown: IdentitySetting) -> IdentitySetting:
        """The identity with what is wanted now."""
        kinds = self.kinds.ticked
        usual = not kinds or (not shown.checklist_for and set(kinds) == set(_USUAL))
        one = replace(
            shown,
            hashtags=self.hashtags.words,
            confirm_hashtags=self.every.isChecked(),
            names=self.names.words,
            sites=self.sites.words,
            topics=sorted(self.topics.ticked),
            checklist=self.checklist.words,
            checklist_for=[] if usual else sorted(kinds),
            second_look=sorted(self.colleague.ticked),
        )
        if not kinds:
            self.kinds.put(_USUAL)
        self._summarise(one)
        return one

    def _summarise(self, one: IdentitySetting) -> None:
        """What was said, by its titles."""
        titles = (
            (self.tr("own hashtags"), one.hashtags),
            (self.tr("every new hashtag"), one.confirm_hashtags),
            (self.tr("names"), one.names),
            (self.tr("own sites"), one.sites),
            (self.tr("everyday topics"), one.topics),
            (self.tr("a checklist"), one.checklist),
            (self.tr("a colleague’s look"), one.second_look),
        )
        words = dict(self._choices)
        after = "; ".join(words.get(name, name) for name in one.second_look)
        self._after.say(self.tr("Chosen: {what}").format(what=after) if after else self.tr("Nothing is chosen."))
        said = ", ".join(title for title, value in titles if value)
        self._summary.say(self.tr("Set: {what}").format(what=said) if said else self.tr("Nothing of its own is set."))

    def _kinds(self) -> Choices:
        return (
            (Verb.POST.value, self.tr("Posts")),
            (Verb.SCHEDULE.value, self.tr("Scheduled posts")),
            (Verb.REPLY.value, self.tr("Replies")),
            (Verb.REPOST.value, self.tr("Reposts")),
            (Verb.LIVE.value, self.tr("Live videos")),
            (Verb.EDIT.value, self.tr("Changes of posts")),
            (Verb.MESSAGE.value, self.tr("Messages")),
            (Verb.LIKE.value, self.tr("Likes")),
            (Verb.DELETE.value, self.tr("Deletions")),
        )

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.more)
        head.addWidget(self._summary)
        parts = QVBoxLayout(self._inside)
        parts.setContentsMargins(0, look.GAP, 0, 0)
        parts.setSpacing(2 * look.GAP)
        every = self.tr("Without it, only one is asked about that joins what others speak of.")
        for title, field, about, extra in (
            (
                named(self.tr("Hashtags of its own"), self.hashtags.first),
                self.hashtags,
                self.tr("They are never asked about."),
                (self.every, Said(every, Tone.QUIET, Size.SMALL)),
            ),
            (
                named(self.tr("Names and words"), self.names.first),
                self.names,
                self.tr("They are spelt as they are meant: products, people, places."),
                (),
            ),
            (
                named(self.tr("Sites of its own"), self.sites.first),
                self.sites,
                self.tr("A link that only looks like one of them is told."),
                (),
            ),
            (
                Said(self.tr("Topics it speaks of every day"), bold=True),
                self.topics,
                self.tr("They are not told as sensitive in its posts."),
                (),
            ),
            (
                named(self.tr("Checklist"), self.checklist.first),
                self.checklist,
                self.tr("For what no machine sees: each item is ticked before such a post leaves."),
                (Said(self.tr("For these kinds"), size=Size.SMALL, bold=True), self.kinds),
            ),
            (
                Said(self.tr("A colleague looks after"), bold=True),
                self.colleague,
                self.tr("Such a post waits for a colleague’s code. In a terminal, “hatcheck colleague” says whose."),
                (self._after,),
            ),
        ):
            part = QVBoxLayout()
            part.setSpacing(4)
            for widget in (title, Said(about, Tone.QUIET, Size.SMALL), field, *extra):
                part.addWidget(widget)
            parts.addLayout(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._inside)


def _titled(more: More) -> More:
    """In the size of the form's other titles."""
    more.setFont(look.font(bold=True))
    words = more.fontMetrics()
    more.setFixedSize(words.horizontalAdvance(more.text()) + 4 * look.GAP + 6, words.height() + look.GAP)
    return more
