"""The browsers and their places, as a table. A place begins with ``~`` or with ``$`` and a name of ``finding.folders``.

Chromium's and Firefox' on Linux were tried out (Debian's Chromium 156, Firefox ESR 153). Those of Chrome, Edge and
Firefox elsewhere are their makers' documented ones; those of Brave, Vivaldi, Opera and LibreWolf are where other
programs' installers put theirs.
"""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """Whose extensions a browser takes."""

    CHROMIUM = "chromium"
    FIREFOX = "firefox"


@dataclass(frozen=True, slots=True)
class Browser:
    """One browser. Its hosts' folders lie in the folder of its profiles, which tells that it was used."""

    name: str
    """As it is named on the command line."""
    title: str
    family: Family
    programs: tuple[str, ...]
    """In PATH on Linux."""
    application: str
    """In /Applications on macOS."""
    linux: tuple[str, ...]
    """The folders in which it looks for manifests."""
    macos: tuple[str, ...]
    profiles: str
    """Its profiles on Windows, where manifests are named in the registry."""
    registry: str
    """Below HKEY_CURRENT_USER."""
    snaps: tuple[str, ...] = ()
    flatpaks: tuple[str, ...] = ()


def _chromium(
    name: str, title: str, programs: str, *, config: str, support: str, registry: str, profiles: str, flatpaks: str = ""
) -> Browser:
    return Browser(
        name,
        title,
        Family.CHROMIUM,
        tuple(programs.split()),
        f"{title}.app",
        tuple(f"$config/{one}/NativeMessagingHosts" for one in config.split()),
        tuple(f"$support/{one}/NativeMessagingHosts" for one in support.split("|")),
        profiles,
        rf"Software\{registry}\NativeMessagingHosts",
        (name,),
        tuple(flatpaks.split()),
    )


BROWSERS = (
    _chromium(
        "chromium",
        "Chromium",
        "chromium chromium-browser",
        config="chromium",
        support="Chromium",
        registry="Chromium",
        profiles="$local/Chromium/User Data",
        flatpaks="org.chromium.Chromium io.github.ungoogled_software.ungoogled_chromium",
    ),
    _chromium(
        "chrome",
        "Google Chrome",
        "google-chrome google-chrome-stable",
        config="google-chrome",
        support="Google/Chrome",
        registry=r"Google\Chrome",
        profiles="$local/Google/Chrome/User Data",
        flatpaks="com.google.Chrome",
    ),
    _chromium(
        "edge",
        "Microsoft Edge",
        "microsoft-edge microsoft-edge-stable",
        config="microsoft-edge",
        support="Microsoft Edge",
        registry=r"Microsoft\Edge",
        profiles="$local/Microsoft/Edge/User Data",
        flatpaks="com.microsoft.Edge",
    ),
    _chromium(
        "brave",
        "Brave Browser",
        "brave-browser brave",
        config="BraveSoftware/Brave-Browser",
        support="BraveSoftware/Brave-Browser",
        registry=r"Google\Chrome",
        profiles="$local/BraveSoftware/Brave-Browser/User Data",
        flatpaks="com.brave.Browser",
    ),
    _chromium(
        "vivaldi",
        "Vivaldi",
        "vivaldi vivaldi-stable",
        config="vivaldi",
        support="Vivaldi",
        registry=r"Google\Chrome",
        profiles="$local/Vivaldi/User Data",
        flatpaks="com.vivaldi.Vivaldi",
    ),
    _chromium(
        "opera",
        "Opera",
        "opera opera-stable",
        config="opera google-chrome",
        support="com.operasoftware.Opera|Google/Chrome",
        registry=r"Google\Chrome",
        profiles="$roaming/Opera Software/Opera Stable",
        flatpaks="com.opera.Opera",
    ),
    Browser(
        "firefox",
        "Firefox",
        Family.FIREFOX,
        ("firefox", "firefox-esr"),
        "Firefox.app",
        # also where its profiles lie in ~/.config/mozilla
        ("~/.mozilla/native-messaging-hosts",),
        ("$support/Mozilla/NativeMessagingHosts",),
        "$roaming/Mozilla/Firefox",
        r"Software\Mozilla\NativeMessagingHosts",
        ("firefox",),
        ("org.mozilla.firefox",),
    ),
    Browser(
        "librewolf",
        "LibreWolf",
        Family.FIREFOX,
        ("librewolf",),
        "LibreWolf.app",
        ("~/.librewolf/native-messaging-hosts",),
        ("$support/LibreWolf/NativeMessagingHosts",),
        "$roaming/librewolf",
        r"Software\Mozilla\NativeMessagingHosts",
        ("librewolf",),
        ("io.gitlab.librewolf-community",),
    ),
)


def named(name: str) -> Browser | None:
    """The browser of this name."""
    return next((one for one in BROWSERS if one.name == name or name in one.programs), None)
