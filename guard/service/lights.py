"""How each part of the guard is doing: the engine's own parts, and what gates tell of themselves."""

from collections.abc import Callable

from guard.languages import said
from guard.model.sentence import Sentence
from guard.protocol.desk import Light

ORDER = ("red", "amber", "green", "off")


class Lights:
    """The lights that are lit. ``changed`` is called when one of them is another than before."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._lights: dict[str, tuple[object | None, Light]] = {}

    def set(self, light: Light, owner: object | None = None) -> None:
        """Lights one; that of an ``owner`` goes out with it."""
        if self._lights.get(light.id) != (owner, light):
            self._lights[light.id] = (owner, light)
            if owner:  # the light that said that there is no gate of this kind
                self._lights.pop(light.id.partition(":")[0], None)
            self._changed()

    def leave(self, owner: object) -> None:
        """A gate's connection has ended: whether it still works is not known any more."""
        for name, (whose, light) in list(self._lights.items()):
            if whose is owner:
                self._lights[name] = (None, _gone(light))
                self._changed()

    def any(self, start: str) -> bool:
        """Whether there is a light whose id begins so."""
        return any(name.startswith(start) for name in self._lights)

    def all(self, language: str) -> list[Light]:
        """Every light, in a language."""
        return [
            Light(one.id, said(one.name, language), one.color, said(one.text, language))
            for _, one in self._lights.values()
        ]


def _gone(light: Light) -> Light:
    """A browser's gate goes with the browser, which is no trouble; of others nobody knows whether they work."""
    if light.id.startswith("browser:"):
        text = Sentence.of("{name} is closed, or Hatcheck is switched off in it.", name=light.name)
        return Light(light.id, light.name, "off", text)
    text = Sentence.of("{name} has gone; whether it catches anything now is not known.", name=light.name)
    return Light(light.id, light.name, "red", text)
