"""Why not everything of a file could be seen: a name on the wire between processes, a sentence for people."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from guard.model.sentence import Sentence

_SAID = {
    "missing": Sentence.of("There is no such file."),
    "denied": Sentence.of("You have no right to read it."),
    "unopened": Sentence.of("It could not be opened."),
    "folder": Sentence.of("It is a folder, no file."),
    "pipe": Sentence.of("It is a named pipe, no file."),
    "device": Sentence.of("It is a device, no file."),
    "socket": Sentence.of("It is a socket, no file."),
    "exchanged": Sentence.of("It was exchanged for something else while it was opened."),
    "empty": Sentence.of("It is empty: 0 bytes."),
    "truncated": Sentence.of("It ends in the middle; what is missing was not seen."),
    "remarks": Sentence.of("It carries more remarks than a picture has; they were not read."),
    "memory": Sentence.of("It needs more memory to look at than is allowed."),
    "slow": Sentence.of("It took too long to look at."),
    "fell": Sentence.of("The process that looks at files broke down over it."),
    "failed": Sentence.of("It could not be looked at."),
    "uncompared": Sentence.of("It was not compared with the known pictures: their index is damaged."),
    "page": Sentence.of("The page could not read it, so nobody looked at it."),
    "moves": Sentence.of("It moves; only its first picture was looked at."),
    "no heic": Sentence.of("It is an HEIC picture, which cannot be opened here."),
    "drawing": Sentence.of("It is a drawing (SVG), which is never opened, so nobody saw what it shows."),
    "drawing with script": Sentence.of("It is a drawing (SVG) with a script in it; it was not opened."),
    "drawing from elsewhere": Sentence.of(
        "It is a drawing (SVG) with parts that are fetched from elsewhere; it was not opened."
    ),
    "document": Sentence.of("It is a document, which is not opened here, so nobody saw what it shows."),
    "unknown": Sentence.of("It is of no kind that is opened here, so nobody saw what it shows."),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One reason, by its name."""

    name: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def said(self) -> Sentence:
        """One sentence for the person; of a name that nobody knows, only that it could not be looked at."""
        match self.name, self.values:
            case "giant", {"width": width, "height": height}:
                pattern = "It would be {width} × {height} pixels large, more than is opened here."
                return Sentence.of(pattern, width=width, height=height)
            case "misnamed", {"suffix": suffix, "type": kind}:
                return Sentence.of("It is called {suffix}, but inside it is {type}.", suffix=suffix, type=kind)
            case "damaged", {"type": kind}:
                return Sentence.of("It is damaged: it cannot be opened as {type}.", type=kind)
        return _SAID.get(self.name, _SAID["failed"])


class NotSeen(Exception):
    """Nothing of what the file shows can be seen; what is known of it all the same is told beside."""

    def __init__(self, name: str, **values: str | int) -> None:
        super().__init__(name)
        self.trouble = Trouble(name, values)
