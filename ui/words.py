"""The state in sentences. No Qt: the translator is handed in, and its literals are found by lupdate all the same."""

from typing import Protocol

from guard.protocol.desk import Light
from ui.state import Contact, Health, State, hat_left, health, minutes, pause_left, worn_hat


class Translate(Protocol):
    """As ``QCoreApplication.translate``."""

    def __call__(self, context: str, text: str, /) -> str:
        """The text in the language that is set."""
        ...


def span(seconds: float, translate: Translate) -> str:
    """A span of time, in full minutes or hours: ``25 min``, ``2 h``, ``1 h 30 min``."""
    hours, rest = divmod(max(1, minutes(seconds)), 60)
    if not hours:
        return translate("Words", "{minutes} min").format(minutes=rest)
    if not rest:
        return translate("Words", "{hours} h").format(hours=hours)
    return translate("Words", "{hours} h {minutes} min").format(hours=hours, minutes=rest)


def who(state: State, translate: Translate) -> str:
    """Whose hat is worn."""
    if state.contact is Contact.STARTING:
        return translate("Words", "Hatcheck is starting")
    if state.contact is Contact.LOST:
        return translate("Words", "Hatcheck is not guarding")
    hat = worn_hat(state)
    return hat.badge.name if hat else translate("Words", "Nobody")


def rest(state: State, translate: Translate) -> str:
    """How long that stays so; empty where it has no end."""
    left = hat_left(state)
    if left is None or worn_hat(state) is None or state.contact is not Contact.THERE:
        return ""
    return translate("Words", "{span} left").format(span=span(left, translate))


def pause(state: State, translate: Translate) -> str:
    """That the guard is paused, for how long, and why; empty where it is not."""
    left = pause_left(state)
    if left is None or state.desk is None or state.desk.paused is None or state.contact is not Contact.THERE:
        return ""
    text = translate("Words", "Paused for {span}: {reason}")
    return text.format(span=span(left, translate), reason=state.desk.paused.reason)


def waiting(state: State, translate: Translate) -> str:
    """How many posts wait for an answer; empty where none does."""
    count = state.desk.waiting if state.desk and state.contact is Contact.THERE else 0
    if not count:
        return ""
    return translate("Words", "Waiting for your answer: {count}").format(count=count)


def incidents(state: State, translate: Translate) -> list[str]:
    """What got out and is not over, a line each, with the step at which it is."""
    if state.desk is None or state.contact is not Contact.THERE:
        return []
    pattern = translate("Words", "Incident: {title}, {step}")
    plain = translate("Words", "Incident: {title}")
    return [
        (pattern if line.step else plain).format(title=line.title, step=line.step) for line in state.desk.incidents[:3]
    ]


def strays(state: State, translate: Translate) -> str:
    """How many public posts did not leave from this desk, and were not looked at; empty where there is none."""
    count = len(state.desk.strays) if state.desk and state.contact is Contact.THERE else 0
    if not count:
        return ""
    return translate("Words", "Posts that did not leave from here: {count}").format(count=count)


def doing(state: State, translate: Translate) -> str:
    """How the guard as a whole is doing, in a few words."""
    if state.contact is Contact.STARTING:
        return translate("Words", "The engine is starting")
    if state.contact is Contact.LOST:
        return state.trouble or translate("Words", "The engine does not run")
    match health(state):
        case Health.GREEN:
            return translate("Words", "Everything that is set up works")
        case Health.AMBER:
            return translate("Words", "Works with limits")
        case _:
            return translate("Words", "Part of the guard is blind")


def light(light: Light, translate: Translate) -> str:
    """One light in words, colour and all: nothing is told by colour alone."""
    color = {
        "green": translate("Words", "works"),
        "amber": translate("Words", "limited"),
        "red": translate("Words", "blind"),
    }.get(light.color, translate("Words", "not set up"))
    return translate("Words", "{name}: {state}. {text}").format(name=light.name, state=color, text=light.text)


def tooltip(state: State, translate: Translate) -> str:
    """What the icon says under the pointer: one fact a line. A limit that is known is no news; blindness is."""
    first = translate("Words", "{who}, {rest}") if rest(state, translate) else "{who}"
    lines = [first.format(who=who(state, translate), rest=rest(state, translate))]
    lines += [pause(state, translate), waiting(state, translate), strays(state, translate)]
    lines += incidents(state, translate)
    if health(state) is Health.RED:
        lines.append(doing(state, translate))
    return "\n".join(line for line in lines if line)
