"""The download of an Instagram account's data, in JSON: the accounts linked to it, and the services connected to it.

The labels inside are in the account's language, so an entry is judged by its values: the one that names a platform, the
one that is no address, number or platform.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Endpoint, Holding, Place, Undecided, Unreadable
from guard.readers import Snapshot, SourceFile, Tool
from guard.readers.base.clients import client_of
from guard.readers.base.found import Found, snapshot
from guard.readers.base.meta_export import day, exports, platform_in, sharing_may_be_on, words
from guard.readers.base.shapes import table, tables
from guard.readers.base.source import Value

TOOL = Tool(
    id="instagram-export",
    name="Instagram export",
    about="The download of an Instagram account's data in JSON; linked accounts and connected services are read.",
    docs="https://help.instagram.com/181231772500920",
)

_LINKED, _APPS, _OWN = "profile_linked_meta_accounts", "apps_and_websites_active_apps", "profile_user"
_NUMBER_OR_ADDRESS = re.compile(r"\+?[\d\s()/.-]+|\S+@\S+\.\S+|https?:\S*")
# The label of the user name, folded, in the languages with most accounts.
_USER_NAMES = (
    {"username", "user name", "benutzername", "nombre de usuario", "nom d'utilisateur", "nom d’utilisateur"}
    | {"nom de profil", "nome utente", "nome de usuário", "nome de utilizador", "gebruikersnaam", "användarnamn"}
    | {"brukernavn", "brugernavn", "käyttäjätunnus", "nazwa użytkownika", "имя пользователя", "ім'я користувача"}
    | {
        "kullanıcı adı",
        "nama pengguna",
        "ユーザーネーム",
        "사용자 이름",
        "用户名",
        "使用者名稱",
        "उपयोगकर्ता नाम",
        "اسم المستخدم",
    }
)


def find(home: Path) -> Iterable[Path]:
    """Exports where a browser puts them, packed or unpacked."""
    return sorted(path for path in (home / "Downloads").glob("instagram-*") if path.is_dir() or path.suffix == ".zip")


def claims(file: SourceFile) -> bool:
    """Whether the file is one of the export's lists that are read."""
    if file.syntax != "json":
        return False
    if {_LINKED, _APPS} & set(file.table):
        return True
    return any("string_map_data" in entry for entry in tables(file.table.get(_OWN))) or bool(_labelled(file))


def read(files: Sequence[SourceFile]) -> Snapshot:
    """What each export tells about the account it belongs to."""
    return snapshot((found for members in exports(files) for found in _export(members)), files)


def _export(files: Sequence[SourceFile]) -> Iterator[Found]:
    names = (_user_name(_strings(entry)) for file in files for entry in tables(file.table.get(_OWN)))
    own = next(filter(None, names), "")
    account = Endpoint("instagram", f"@{own}") if own else Endpoint("instagram", ref="the account of this export")
    for file in files:
        for key in (_LINKED, _APPS):
            value = file.table.get(key, [])
            if not isinstance(value, list):
                yield Unreadable(file.path, f"has {key} that is no list", file.line_of(f'"{key}"'), "download it again")
        for index, entry in enumerate(tables(file.table.get(_LINKED)) or _labelled(file)):
            yield from _linked(file, index, entry)
        for index, entry in enumerate(tables(file.table.get(_APPS))):
            yield from _app(file, index, entry, account)


def _labelled(file: SourceFile) -> list[dict[str, Value]]:
    """The entries of the newer form, a bare list of labels and values; only the name tells which list it is."""
    if not file.name.startswith("linked_meta_accounts"):
        return []
    return [entry for entry in tables(file.document) if isinstance(entry.get("label_values"), list)]


def _strings(entry: dict[str, Value]) -> dict[str, str]:
    """The labels and values of an entry, in either form."""
    older = table(entry.get("string_map_data"))
    values = {words(label): words(table(content).get("value")) for label, content in older.items()}
    newer = tables(entry.get("label_values"))
    return values | {words(row.get("label")): words(row.get("value")) for row in newer}


def _user_name(values: dict[str, str]) -> str:
    return next((value.lstrip("@") for label, value in values.items() if label.casefold() in _USER_NAMES and value), "")


def _linked(file: SourceFile, index: int, entry: dict[str, Value]) -> Iterator[Found]:
    values = _strings(entry)
    place = _place(file, _LINKED, index, _user_name(values))
    kinds = [(value, platform) for value in values.values() if (platform := platform_in(value)) and len(value) < 40]
    if not kinds:
        yield Undecided(TOOL.id, place, "a linked account whose platform is not named")
        return
    label, platform = kinds[0]
    others = (
        value for value in values.values() if value not in {"", label} and not _NUMBER_OR_ADDRESS.fullmatch(value)
    )
    name = _user_name(values) or next(others, "")
    if platform == "facebook":
        # A Facebook account is listed by the name of its person or page, which is no handle.
        end = Endpoint(platform, ref=name or label)
    else:
        end = Endpoint(platform, f"@{name}" if name else None, None if name else label)
    yield Holding(TOOL.id, end, place, note="linked in Accounts Center")
    yield Undecided(TOOL.id, place, sharing_may_be_on(platform.capitalize(), name))


def _app(file: SourceFile, index: int, entry: dict[str, Value], account: Endpoint) -> Iterator[Found]:
    name = words(entry.get("title"))
    if name and client_of(name):
        stamps = (table(content).get("timestamp") for content in table(entry.get("string_map_data")).values())
        since = min(filter(None, map(day, stamps)), default="")
        note = f"the app “{name}”, known to post, is connected{f', added {since}' if since else ''}"
        yield Holding(TOOL.id, account, _place(file, _APPS, index, name), note=note)


def _place(file: SourceFile, key: str, index: int, name: str) -> Place:
    line = file.line_of(f'"{name}"') if name else None
    return Place(file.path, f"{key}[{index}]", line or file.line_of(f'"{key}"'))
