"""What the exports of Facebook and Instagram have in common.

Their keys are fixed, their labels are in the language of the account, and their texts are UTF-8 that was escaped byte
by byte, so that an ``ü`` arrives as two characters.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath

from guard.readers.base.source import SourceFile, Value

# Folders at the top of an export; what stands before them is the same for all its files.
_TOPS = (
    {"apps_and_websites", "apps_and_websites_off_of_facebook", "apps_and_websites_off_of_instagram", "connections"}
    | {"profile_information", "personal_information", "account_information", "pages", "accounts_center"}
    | {"facebook_accounts_center", "your_facebook_activity", "your_activity_across_facebook", "preferences"}
    | {"your_instagram_activity", "security_and_login_information", "logged_information"}
)
_EARLIEST, _LATEST = 946_684_800, 4_102_444_800  # 2000 to 2100

PLATFORMS = {"facebook": "facebook", "instagram": "instagram", "threads": "threads"}


def exports(files: Sequence[SourceFile]) -> list[list[SourceFile]]:
    """The files by the export they belong to."""
    groups: defaultdict[str, list[SourceFile]] = defaultdict(list)
    for file in files:
        parts = PurePosixPath(file.path.replace("\\", "/")).parts
        top = next((index for index, part in enumerate(parts) if part in _TOPS), len(parts) - 1)
        groups["/".join(parts[:top])].append(file)
    return list(groups.values())


def words(value: Value) -> str:
    """A text of the export as its owner wrote it; empty for anything that is no text."""
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return value.strip()


def day(value: Value) -> str:
    """The day of a time stamp in seconds; empty where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not _EARLIEST < value < _LATEST:
        return ""
    return datetime.fromtimestamp(value, UTC).date().isoformat()


def platform_in(value: str) -> str | None:
    """The Meta platform that a label such as ``Facebook-Konto`` names."""
    folded = value.casefold()
    return next((platform for word, platform in PLATFORMS.items() if word in folded), None)


def sharing_may_be_on(platform: str, name: str) -> str:
    """Why a linked account is worth a look, and where to look."""
    who = f"{platform} account “{name}”" if name else f"{platform} account"
    return (
        f"posts may be shared with the linked {who}, the export does not say so; "
        "look into Accounts Center, “Sharing across profiles”"
    )
