"""What can be done in an incident, as words of a command line: one line per deed."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guard.model.incident import Step
from guard.protocol import deeds as do


@dataclass(frozen=True, slots=True)
class Verb:
    """One deed."""

    help: str
    arguments: Callable[[ArgumentParser], None]
    deed: Callable[[Namespace], do.Deed]


def _assess(parser: ArgumentParser) -> None:
    parser.add_argument("--hits", action="append", required=True, metavar="WHOM", help="whom it hits; may be repeated")
    parser.add_argument("--severity", required=True, choices=("low", "medium", "high"))
    parser.add_argument("--team", action="append", default=[], metavar="ID", help="who must know; may be repeated")
    parser.add_argument("--text", default="", help="what else is to be kept of the assessment")


def _tell(parser: ArgumentParser) -> None:
    parser.add_argument("team", metavar="TEAM")
    parser.add_argument("--how", required=True, help="by phone, whom you spoke to, …")


def _paused(parser: ArgumentParser) -> None:
    parser.add_argument("scheduler", metavar="TOOL", help="its id, as `show` names it")
    parser.add_argument("--how", required=True, help="what you did, and where you saw that it is off")


def _deletion(parser: ArgumentParser) -> None:
    parser.add_argument("choice", choices=("delete", "keep"))
    parser.add_argument("--reason", required=True)


def _how(parser: ArgumentParser) -> None:
    parser.add_argument("--how", required=True, help="how you know that it is gone")


def _text(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT")


def _code(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="the colleague's code; `statement-request` writes what they need")


def _url(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="where the statement stands")


def _person(parser: ArgumentParser) -> None:
    parser.add_argument("who", metavar="WHO")
    parser.add_argument("--link", default="")
    parser.add_argument("--text", default="", help="what they wrote")


def _answered(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="NUMBER", help="as `show` numbers them")
    parser.add_argument("--how", required=True, help="the answer's words or link; or why there is none")
    parser.add_argument("--not", dest="declined", action="store_true", help="they are not answered, for that reason")


def _item(parser: ArgumentParser) -> None:
    parser.add_argument("scheduler", metavar="TOOL")
    parser.add_argument("item", metavar="ITEM", nargs="?", default="", help="without it: the tool that you paused")


def _restore(parser: ArgumentParser) -> None:
    _item(parser)
    parser.add_argument("--at", default="", metavar="TIME", help="2026-03-14T09:30+01:00; else at the time it had")


def _leave(parser: ArgumentParser) -> None:
    _item(parser)
    parser.add_argument("--reason", default="")


def _rule(parser: ArgumentParser) -> None:
    parser.add_argument("rule", metavar="RULE", nargs="?", default="", help="a proposal's id, as `show` names it")
    parser.add_argument("--take", action="store_true", help="write it into the workspace")
    parser.add_argument("--reason", default="", help="why none would have caught it")


def _own(parser: ArgumentParser) -> None:
    _step(parser)
    parser.add_argument("who", metavar="WHO")
    parser.add_argument("--until", default="", metavar="TIME", help="2026-03-14T09:30+01:00")


def _step(parser: ArgumentParser) -> None:
    parser.add_argument("step", choices=[step.value for step in Step])


def _stepped(parser: ArgumentParser) -> None:
    _step(parser)
    parser.add_argument("--reason", required=True)


def _reason(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", default="", help="needed where a step is left")


DEEDS: Mapping[str, Verb] = {
    "assess": Verb(
        "say whom it hits, how badly, and who must know",
        _assess,
        lambda a: do.Assess(hits=a.hits, severity=a.severity, teams=a.team, text=a.text),
    ),
    "told": Verb("say that a team was told", _tell, lambda a: do.Tell(team=a.team, how=a.how)),
    "paused": Verb(
        "say that you paused a tool yourself", _paused, lambda a: do.SayPaused(scheduler=a.scheduler, how=a.how)
    ),
    "deletion": Verb(
        "decide whether the post is deleted", _deletion, lambda a: do.Weigh(choice=a.choice, reason=a.reason)
    ),
    "deleted": Verb("say that it is gone", _how, lambda a: do.SayDeleted(how=a.how)),
    "statement": Verb("write what the brand says", _text, lambda a: do.Draft(text=a.text)),
    "approve": Verb("give a colleague's code for exactly this wording", _code, lambda a: do.Approve(code=a.code)),
    "published": Verb("say where the statement stands", _url, lambda a: do.Publish(url=a.url)),
    "person": Verb(
        "add somebody who waits for an answer",
        _person,
        lambda a: do.AddPerson(who=a.who, link=a.link, text=a.text),
    ),
    "answered": Verb(
        "say how somebody was answered",
        _answered,
        lambda a: do.AnswerPerson(person=a.number, how=a.how, answered=not a.declined),
    ),
    "restore": Verb(
        "put back something that waits",
        _restore,
        lambda a: do.Decide(scheduler=a.scheduler, item=a.item, choice="restore", due=a.at),
    ),
    "leave-out": Verb(
        "leave something out that waits",
        _leave,
        lambda a: do.Decide(scheduler=a.scheduler, item=a.item, choice="leave_out", reason=a.reason),
    ),
    "rule": Verb(
        "say which rule would have caught it",
        _rule,
        lambda a: do.Learn(rule=a.rule, taken=a.take, reason=a.reason),
    ),
    "lesson": Verb("write down what was learnt", _text, lambda a: do.Lesson(text=a.text)),
    "own": Verb("say who takes care of a step", _own, lambda a: do.Own(step=a.step, who=a.who, due=a.until)),
    "done": Verb("finish a step", _step, lambda a: do.Finish(step=a.step)),
    "skip": Verb("leave a step out", _stepped, lambda a: do.Skip(step=a.step, reason=a.reason)),
    "reopen": Verb("take a step up again", _stepped, lambda a: do.Reopen(step=a.step, reason=a.reason)),
    "note": Verb("write something into the record", _text, lambda a: do.Note(text=a.text)),
    "close": Verb("end it", _reason, lambda a: do.Close(reason=a.reason)),
}
