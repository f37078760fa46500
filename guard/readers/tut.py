"""tut, a Mastodon client for the terminal: ``accounts.toml`` with one ``[[Accounts]]`` for each account."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Endpoint, Holding, Place, Undecided
from guard.readers import Snapshot, SourceFile, Tool
from guard.readers.base.found import Found, snapshot
from guard.readers.base.profile_url import host_of

TOOL = Tool(
    id="tut",
    name="tut",
    about="Posts to Mastodon from the terminal; the accounts in accounts.toml are read.",
    docs="https://tut.anv.nu/",
)

_FOLDERS = (".config/tut", "Library/Application Support/tut", "AppData/Roaming/tut")


def find(home: Path) -> Iterable[Path]:
    """The account stores that exist."""
    return [path for folder in _FOLDERS if (path := home / folder / "accounts.toml").is_file()]


def claims(file: SourceFile) -> bool:
    """Whether the file is tut's account store."""
    if file.syntax != "toml" or set(file.table) != {"Accounts"}:
        return False
    accounts = file.table["Accounts"]
    if not isinstance(accounts, list):
        return False
    return not accounts or any(
        isinstance(account, dict) and {"Name", "Server"} & set(account) and {"ClientID", "AccessToken"} & set(account)
        for account in accounts
    )


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The accounts in the stores; one that stands alone is the one tut opens."""
    return snapshot((item for file in files for item in _accounts(file)), files)


def _accounts(file: SourceFile) -> Iterator[Found]:
    accounts = file.table.get("Accounts")
    lines = [number for number, line in enumerate(file.text.split("\n"), 1) if line.strip() == "[[Accounts]]"]
    for index, account in enumerate(accounts if isinstance(accounts, list) else []):
        place = Place(file.path, f"Accounts[{index}]", lines[index] if index < len(lines) else None)
        values = account if isinstance(account, dict) else {}
        name, server = values.get("Name"), values.get("Server")
        host = host_of(server if "://" in server else f"https://{server}") if isinstance(server, str) else ""
        if not isinstance(name, str) or not name.strip("@ ") or not host:
            yield Undecided(TOOL.id, place, "the account lacks its Name or Server")
            continue
        # With several accounts tut asks at its start which one to open.
        alone = True if isinstance(accounts, list) and len(accounts) == 1 else None
        yield Holding(TOOL.id, Endpoint("mastodon", f"@{name.strip('@ ')}@{host}"), place, alone)
