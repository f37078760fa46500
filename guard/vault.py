"""The only door to the system's keyring.

Backends are taken by name from a short list and nothing else: ``keyring`` would fall back to whatever is installed,
and one of those writes plain text without a word (https://github.com/jaraco/keyring/issues/117). So neither
``PYTHON_KEYRING_BACKEND`` nor ``keyringrc.cfg`` has a say.

A locked keyring may wait for its owner for ever. Each call therefore runs in a daemon thread, which Python leaves
behind when it exits, and is given up after two seconds. A child process could be killed instead, but would cost every
call its start, and the secret would pass through one more process.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from threading import Lock, Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

from guard.model.sentence import Sentence

if TYPE_CHECKING:  # takes 90 ms, so it is imported when the keyring is first asked
    from keyring.backend import KeyringBackend

T = TypeVar("T")

_BACKENDS = {
    "darwin": (("keyring.backends.macOS", "Keyring", "macOS Keychain"),),
    "win32": (("keyring.backends.Windows", "WinVaultKeyring", "Windows Credential Locker"),),
}
_FREE_DESKTOP_BACKENDS = (
    ("keyring.backends.SecretService", "Keyring", "Secret Service"),
    ("keyring.backends.libsecret", "Keyring", "libsecret"),
    ("keyring.backends.kwallet", "DBusKeyring", "KWallet"),
)
_NONE = Sentence.of("no keyring is running here; start GNOME Keyring, KWallet or another Secret Service")
_SILENT = Sentence.of("the keyring does not answer; if it asks for its password somewhere, give it and try again")
_LOCKED = Sentence.of("the keyring is locked; unlock it and try again")


@dataclass(frozen=True, slots=True)
class Secret:
    """What the keyring holds under a name."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Done:
    """The keyring has kept or removed it."""


@dataclass(frozen=True, slots=True)
class Absent:
    """The keyring works, and holds nothing under that name."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The keyring could not be asked; nothing is known. What was to be kept must be taken as lost."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The keyring is there and open."""

    backend: str
    """Which one, as people call it."""


class Keys(Protocol):
    """Whatever gives secrets by their names: the keyring, or what stands for one."""

    def get(self, name: str) -> Secret | Absent | Unavailable:
        """The secret under ``name``; may block."""


class Vault:
    """Secrets under names, in the system's keyring or nowhere."""

    def __init__(self, service: str = "hatcheck", patience: float = 2.0) -> None:
        self._service, self._patience = service, patience
        self._free = Lock()

    def get(self, name: str) -> Secret | Absent | Unavailable:
        """The secret under ``name``; a locked keyring asks its owner for the password."""

        def work(backend: "KeyringBackend") -> Secret | Absent:
            text = backend.get_password(self._service, name)
            return Absent(f"the keyring holds nothing under {name!r}") if text is None else Secret(text)

        return self._ask(work)

    def put(self, name: str, text: str) -> Done | Unavailable:
        """Keeps ``text`` under ``name`` instead of what was there."""

        def work(backend: "KeyringBackend") -> Done:
            backend.set_password(self._service, name, text)
            return Done()

        return self._ask(work)

    def delete(self, name: str) -> Done | Absent | Unavailable:
        """Removes what is kept under ``name``."""

        def work(backend: "KeyringBackend") -> Done | Absent:
            if backend.get_password(self._service, name) is None:
                return Absent(f"the keyring holds nothing under {name!r}")
            backend.delete_password(self._service, name)
            return Done()

        return self._ask(work)

    def state(self) -> Ready | Unavailable:
        """Whether secrets can be kept and read now; never makes the keyring ask for its password."""

        def work(backend: "KeyringBackend") -> Ready | Unavailable:
            module = type(backend).__module__
            if module == "keyring.backends.SecretService" and (problem := _secret_service_problem()):
                return Unavailable(problem)
            return Ready(next(said for known, _, said in _candidates() if known == module))

        return self._ask(work)

    def _ask(self, work: Callable[["KeyringBackend"], T]) -> T | Unavailable:
        """What ``work`` says within the time limit. A call that hangs keeps all later ones out until it ends."""
        give_up = time.monotonic() + self._patience
        if not self._free.acquire(timeout=self._patience):
            return Unavailable(_SILENT)
        answers: list[T | Unavailable] = []

        def run() -> None:
            try:
                backend = _backend()
                answers.append(work(backend) if backend else Unavailable(_NONE))
            except Exception as error:  # noqa: BLE001 - backends raise whatever their platform's libraries raise
                answers.append(Unavailable(_told(error)))
            finally:
                self._free.release()

        thread = Thread(target=run, name="keyring", daemon=True)
        thread.start()
        thread.join(max(0.0, give_up - time.monotonic()))
        return answers[0] if answers else Unavailable(_SILENT)


def _candidates() -> tuple[tuple[str, str, str], ...]:
    return _BACKENDS.get(sys.platform, _FREE_DESKTOP_BACKENDS)


def _backend() -> "KeyringBackend | None":
    """The best of the allowed backends that works here."""
    working: list[tuple[float, type[KeyringBackend]]] = []
    for module, name, _ in _candidates():
        try:
            backend: type[KeyringBackend] = getattr(import_module(module), name)
            working.append((float(backend.priority), backend))  # looked up on the class: a property there
        except (ImportError, RuntimeError):  # so a backend says that it cannot work here
            continue
    return max(working, key=lambda pair: pair[0])[1]() if working else None


def _secret_service_problem() -> str | None:
    """Why the Secret Service could not be used without a question to its owner, if so."""
    import secretstorage

    bus = secretstorage.dbus_init()
    try:
        return _LOCKED if secretstorage.Collection(bus).is_locked() else None
    except secretstorage.ItemNotFoundException:
        return "no keyring was set up yet; log in to the desktop once, or make one in its password settings"
    finally:
        bus.close()


def _told(error: Exception) -> str:
    """Why it failed. The error's own words stay out: they may quote what was to be kept."""
    match type(error).__name__:
        case "KeyringLocked" | "LockedException":
            return _LOCKED
        case "InitError" | "PromptDismissedException":
            return "the keyring was not opened; no keyring was set up yet, or its question was dismissed"
        case "SecretServiceNotAvailableException":
            return _NONE
        case other:
            return f"the keyring refused ({other}); see whether other programs can use it"
