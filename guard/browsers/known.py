"""The browsers and their places, as a table. A place begins with ``~``, or with ``$`` and a system's own folder.

How sure each of them is:
- tried out: Chromium and Firefox on Linux (Debian's Chromium 156 and Firefox ESR 153).
- documented by the makers: Chrome, Edge and Firefox elsewhere; where Chrome's channels keep their profiles, in which
  every Chromium for Linux and macOS looks. Windows has one key for all of Chrome's channels, which Brave, Vivaldi and
  Opera read, too.
- where other programs' installers put theirs: Brave, Vivaldi, Opera, LibreWolf, the channels of Edge.
- told by users: Floorp and Zen look where Firefox does, and only there (zen-browser/desktop#10622). Of Waterfox both
  are told; it gets both.
"""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """Whose extensions a browser takes."""

    CHROMIUM = "chromium"
    FIREFOX = "firefox"


@dataclass(frozen=True, slots=True)
class Browser:
    """One browser."""

    name: str
    """As it is named on the command line."""
    title: str
    family: Family
    programs: tuple[str, ...]
    """In PATH on Linux."""
    applications: tuple[str, ...]
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
    traces: tuple[str, ...] = ()
    """Folders that tell that it was used, where those of the manifests do not lie in one that does."""


def _chromium(
    name: str, title: str, programs: str, *, config: str, support: str, registry: str, profiles: str, flatpaks: str = ""
) -> Browser:
    return Browser(
        name,
        title,
        Family.CHROMIUM,
        tuple(programs.split()),
        (f"{title}.app",),
        tuple(f"$config/{one}/NativeMessagingHosts" for one in config.split()),
        tuple(f"$support/{one}/NativeMessagingHosts" for one in support.split("|")),
        profiles,
        rf"Software\{registry}\NativeMessagingHosts",
        (name,),
        tuple(flatpaks.split()),
    )


def _firefox(
    name: str,
    title: str,
    programs: str,
    *,
    hosts: str,
    support: str,
    profiles: str,
    traces: str = "",
    flatpaks: str = "",
) -> Browser:
    names = programs.split()
    return Browser(
        name,
        title,
        Family.FIREFOX,
        tuple(names),
        (f"{title}.app", f"{title} Developer Edition.app", f"{title} Nightly.app"),
        tuple(f"~/{one}/native-messaging-hosts" for one in hosts.split()),
        tuple(f"$support/{one}/NativeMessagingHosts" for one in support.split()),
        profiles,
        r"Software\Mozilla\NativeMessagingHosts",
        (name,),
        tuple(flatpaks.split()),
        tuple(traces.split()),
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
        "chrome-beta",
        "Google Chrome Beta",
        "google-chrome-beta",
        config="google-chrome-beta",
        support="Google/Chrome Beta",
        registry=r"Google\Chrome",
        profiles="$local/Google/Chrome Beta/User Data",
    ),
    _chromium(
        "chrome-dev",
        "Google Chrome Dev",
        "google-chrome-unstable",
        config="google-chrome-unstable",
        support="Google/Chrome Dev",
        registry=r"Google\Chrome",
        profiles="$local/Google/Chrome Dev/User Data",
        flatpaks="com.google.ChromeDev",
    ),
    _chromium(
        "chrome-canary",
        "Google Chrome Canary",
        "google-chrome-canary",
        config="google-chrome-canary",
        support="Google/Chrome Canary",
        registry=r"Google\Chrome",
        profiles="$local/Google/Chrome SxS/User Data",
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
        "edge-beta",
        "Microsoft Edge Beta",
        "microsoft-edge-beta",
        config="microsoft-edge-beta",
        support="Microsoft Edge Beta",
        registry=r"Microsoft\Edge",
        profiles="$local/Microsoft/Edge Beta/User Data",
    ),
    _chromium(
        "edge-dev",
        "Microsoft Edge Dev",
        "microsoft-edge-dev",
        config="microsoft-edge-dev",
        support="Microsoft Edge Dev",
        registry=r"Microsoft\Edge",
        profiles="$local/Microsoft/Edge Dev/User Data",
        flatpaks="com.microsoft.EdgeDev",
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
    _firefox(
        "firefox",
        "Firefox",
        # the last ones are Mozilla's own packages, and Arch's
        "firefox firefox-esr firefox-beta firefox-devedition firefox-nightly firefox-developer-edition",
        hosts=".mozilla",  # also where its profiles lie in ~/.config/mozilla
        support="Mozilla",
        profiles="$roaming/Mozilla/Firefox",
        traces="~/.mozilla/firefox $config/mozilla/firefox $support/Firefox",
        flatpaks="org.mozilla.firefox",
    ),
    _firefox(
        "librewolf",
        "LibreWolf",
        "librewolf",
        hosts=".librewolf",
        support="LibreWolf",
        profiles="$roaming/librewolf",
        flatpaks="io.gitlab.librewolf-community",
    ),
    _firefox(
        "floorp",
        "Floorp",
        "floorp",
        hosts=".mozilla",
        support="Mozilla",
        profiles="$roaming/Floorp",
        traces="~/.floorp $support/Floorp",
        flatpaks="one.ablaze.floorp",
    ),
    _firefox(
        "zen",
        "Zen",
        "zen zen-browser",
        hosts=".mozilla",
        support="Mozilla",
        profiles="$roaming/zen",
        traces="~/.zen $config/zen $support/zen",
        flatpaks="app.zen_browser.zen io.github.zen_browser.zen",
    ),
    _firefox(
        "waterfox",
        "Waterfox",
        "waterfox",
        hosts=".waterfox .mozilla",
        support="Waterfox Mozilla",
        profiles="$roaming/Waterfox",
        traces="~/.waterfox $support/Waterfox",
        flatpaks="net.waterfox.waterfox",
    ),
)


def named(name: str) -> Browser | None:
    """The browser of this name."""
    return next((one for one in BROWSERS if one.name == name or name in one.programs), None)
