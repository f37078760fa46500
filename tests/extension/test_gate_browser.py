"""``hatcheck gate install|remove|list browser``: where manifests are put, what they say, and what people are told."""

import json
import os
import stat
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from guard.browsers import finding, manifests
from guard.browsers.known import BROWSERS, Family
from guard.cli.main import main
from guard.model.version import VERSION

HOST = "app.hatcheck.host"
CHROMIUM = Path(".config/chromium/NativeMessagingHosts") / f"{HOST}.json"
FIREFOX = Path(".mozilla/native-messaging-hosts") / f"{HOST}.json"
STARTER = Path(".local/share/hatcheck/browser/hatcheck-host")
OWN = "abcdefghijklmnopabcdefghijklmnop"
IDS = json.loads((Path(__file__).parents[2] / "ui" / "extension" / "ids.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="places of Linux")


@dataclass(frozen=True)
class Home:
    """A person's home folder, and the command line in it."""

    folder: Path
    type: Callable[..., tuple[int, str]]
    """The exit code, and all that was said, without line breaks."""

    def program(self, name: str, text: str = "#!/bin/sh\n") -> None:
        """Puts a program into PATH."""
        file = self.folder / "bin" / name
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)

    def manifest(self, place: Path) -> Any:
        """What a manifest says."""
        return json.loads((self.folder / place).read_text(encoding="utf-8"))

    def written(self) -> set[str]:
        """Every manifest there is."""
        return {str(file.relative_to(self.folder)) for file in self.folder.rglob(f"{HOST}.json")}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    """A home without any browser."""
    for name in [*os.environ]:
        if name.startswith(("HATCHECK_", "XDG_", "DBUS_")):
            monkeypatch.delenv(name)
    (tmp_path / "bin").mkdir()
    for name, value in (("HOME", tmp_path), ("PATH", tmp_path / "bin"), ("NO_COLOR", "1"), ("COLUMNS", "200")):
        monkeypatch.setenv(name, str(value))

    def typed(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        try:
            code = main(("gate", *words))
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, " ".join((said.out + said.err).split())

    return Home(tmp_path, typed)


def test_every_browser_here_can_reach_hatcheck(home: Home) -> None:
    """Each gets its manifest, of its own kind, and nothing else is written."""
    home.program("chromium")
    home.program("firefox-esr")
    code, said = home.type("install", "browser")
    assert code == 0
    assert home.written() == {str(CHROMIUM), str(FIREFOX)}
    common = {
        "name": HOST,
        "description": "Hatcheck holds a post before it leaves from the wrong account",
        "path": str(home.folder / STARTER),
        "type": "stdio",
    }
    assert home.manifest(FIREFOX) == {**common, "allowed_extensions": [IDS["firefox"]]}
    origins = [f"chrome-extension://{one}/" for one in IDS["chromium"]]
    assert home.manifest(CHROMIUM) == {**common, "allowed_origins": origins}
    assert stat.S_IMODE((home.folder / STARTER).stat().st_mode) == 0o755
    for words in ("Chromium can reach Hatcheck", "chrome://extensions", "Load unpacked", "about:debugging"):
        assert words in said


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("odd", ["", 'it\'s a "folder" $HOME'])
def test_the_program_it_names_is_the_host(home: Home, odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It starts as a browser starts it, whatever the folders are called."""
    if odd:
        (home.folder / odd).mkdir()
        monkeypatch.setattr(sys, "executable", str(home.folder / odd / "python 3"))
        (home.folder / odd / "python 3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    home.type("install", "browser", "--browser", "firefox")
    body = b'{"browser": 5}'
    done = subprocess.run(
        [home.manifest(FIREFOX)["path"], str(home.folder / FIREFOX), IDS["firefox"]],
        input=struct.pack("=I", len(body)) + body,
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert (done.returncode, done.stderr) == (65, b"")
    assert "must name the browser" in json.loads(done.stdout[4:])["down"]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        pytest.param(("--browser", "chrome"), {".config/google-chrome"}, id="one that is not here, by its name"),
        pytest.param(("--browser", "firefox-esr"), {".mozilla"}, id="by the name of its program"),
        pytest.param(("--user-data-dir", "~/work"), {".config/chromium", "work"}, id="profiles elsewhere, besides"),
        pytest.param(("--user-data-dir", "work", "--browser", "edge"), {"work"}, id="only profiles elsewhere"),
    ],
)
def test_a_manifest_goes_where_it_was_told_to(
    home: Home, words: tuple[str, ...], written: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of the profiles may be named, and the browser."""
    home.program("chromium-browser")
    monkeypatch.chdir(home.folder)
    assert home.type("install", "browser", *words)[0] == 0
    assert {str(Path(one).parents[1]) for one in home.written()} == written
    assert home.type("remove", "browser", *words)[0] == 0


def test_the_folder_of_configurations_may_be_elsewhere(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chromium goes by XDG_CONFIG_HOME, Firefox does not."""
    home.program("chromium")
    home.program("firefox")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home.folder / "conf"))
    home.type("install", "browser")
    assert home.written() == {f"conf/chromium/NativeMessagingHosts/{HOST}.json", str(FIREFOX)}


def test_another_build_of_the_extension_is_let_in_besides(home: Home) -> None:
    """By its id, which tells the browser's kind."""
    home.program("chromium")
    home.program("firefox")
    home.type("install", "browser", "--id", OWN)
    assert home.manifest(CHROMIUM)["allowed_origins"][-1] == f"chrome-extension://{OWN}/"
    home.type("install", "browser", "--id", "mine@example.org")
    assert home.manifest(FIREFOX)["allowed_extensions"] == [IDS["firefox"], "mine@example.org"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param(("browser", "--id", "mine"), "no extension's id", id="no id"),
        pytest.param(("browser", "--id", OWN.upper()), "no extension's id", id="capitals"),
        pytest.param(("browser", "--browser", "netscape"), "no browser that Hatcheck knows", id="no browser"),
        pytest.param(("browser", "--browser", "firefox", "--user-data-dir", "x"), "one place", id="Firefox elsewhere"),
        pytest.param(("toot", "--browser", "firefox"), "go with: hatcheck gate install browser", id="a tool"),
    ],
)
def test_what_makes_no_sense_is_refused_and_writes_nothing(home: Home, words: tuple[str, ...], why: str) -> None:
    """With the remedy."""
    home.program("chromium")
    code, said = home.type("install", *words)
    assert code != 0
    assert why in said
    assert home.written() == set()


def test_without_a_browser_it_says_how_to_name_one(home: Home) -> None:
    """Nothing was installed, so the exit code says so."""
    code, said = home.type("install", "browser")
    assert code == 1
    assert "--browser chromium" in said


def test_a_browser_in_a_flatpak_is_told_the_truth(home: Home) -> None:
    """It cannot start the host; nothing is written that would look as if it could."""
    (home.folder / ".local/share/flatpak/app/org.chromium.Chromium").mkdir(parents=True)
    code, said = home.type("install", "browser")
    assert code == 1
    assert "runs in a Flatpak" in said
    assert "not caught" in said
    assert "Load unpacked" not in said
    assert home.written() == set()


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_firefox_in_a_snap_is_told_what_it_needs(home: Home, wrapped: bool) -> None:
    """Whether its own folder or only a wrapper in PATH gives it away. A Chromium in one is out of reach."""
    if wrapped:
        home.program("firefox", '#!/bin/sh\nexec /snap/bin/firefox "$@"\n')
        home.program("chromium-browser", '#!/bin/sh\nexec /snap/bin/chromium "$@"\n')
    else:
        (home.folder / "snap/firefox").mkdir(parents=True)
        (home.folder / "snap/chromium").mkdir(parents=True)
    code, said = home.type("install", "browser")
    assert code == 0
    assert "Firefox runs in a Snap. On Ubuntu 22.04 and later it asks once" in said
    assert "Chromium runs in a Snap, which lets it start no program outside" in said
    assert home.written() == {str(FIREFOX)}


def test_what_is_installed_is_listed_and_taken_away(home: Home) -> None:
    """As installed, as outdated, as gone."""
    home.program("chromium")
    home.program("firefox")
    home.type("install", "browser", "--browser", "chromium")
    said = home.type("list")[1]
    assert "Chromium reaches Hatcheck" in said
    assert "Not reached by Hatcheck: firefox" in said
    listed = json.loads(home.type("list", "--format", "json")[1])
    expected = {"browser": "chromium", "manifest": str(home.folder / CHROMIUM), "installed": True}
    assert expected in listed
    (home.folder / STARTER).write_text("#!/gone/python\n", encoding="utf-8")
    assert "install it again" in home.type("list")[1]
    home.type("install", "browser")
    assert "install it again" not in home.type("list")[1]
    assert "does not reach Hatcheck any more" in home.type("remove", "browser")[1]
    assert home.written() == set()
    assert "No browser reached Hatcheck" in home.type("remove", "browser")[1]


def test_what_is_to_be_clicked_fits_into_a_terminal_and_its_paths_are_whole(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is folded at 80 columns but paths, which one has to paste."""
    for name in ("chromium", "google-chrome", "microsoft-edge", "firefox"):
        home.program(name)
    monkeypatch.setenv("COLUMNS", "80")
    main(("gate", "install", "browser"))
    lines = capsys.readouterr().out.splitlines()
    extensions = [manifests.loadable(family) for family in Family]
    assert [line.strip() for line in lines if len(line) > 80] == [
        str(one) for one in (extensions[0], *extensions) if len(str(one)) > 75
    ]
    assert sum(str(extensions[0]) in line for line in lines) == 2  # Chromium and Chrome together, and Edge
    assert sum(str(extensions[1]) in line for line in lines) == 1
    assert {"Chromium and Google Chrome", "Microsoft Edge", "Firefox"} <= set(lines)
    assert "edge://extensions" in "".join(lines)
    assert len(lines) <= 32


def test_an_installed_hatcheck_brings_the_extension_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the wheel it lies beside its source; there is no source folder in which anything could be built."""
    monkeypatch.setattr(manifests, "_PROGRAM", tmp_path)
    (tmp_path / "ui/extension/built/chromium").mkdir(parents=True)
    assert manifests.loadable(Family.CHROMIUM) == tmp_path / "ui/extension/built/chromium"
    assert manifests.loadable(Family.FIREFOX) == tmp_path / f"build/extension/hatcheck-{VERSION}-firefox.xpi"


def test_browsers_that_share_a_place_are_listed_once(home: Home) -> None:
    """Opera also looks where Chrome does."""
    home.type("install", "browser", "--browser", "chrome")
    listed = json.loads(home.type("list", "--format", "json")[1])
    assert [one["browser"] for one in listed if "browser" in one] == ["chrome"]


@pytest.mark.parametrize("there", ["{", "[]", '{"name": "else"}', "mine"])
def test_somebody_elses_file_is_left_alone(home: Home, there: str) -> None:
    """Neither replaced nor removed."""
    file = home.folder / CHROMIUM
    file.parent.mkdir(parents=True)
    file.write_text(there, encoding="utf-8")
    for verb in ("install", "remove"):
        code, said = home.type(verb, "browser", "--browser", "chromium")
        assert code != 0
        assert "not Hatcheck's" in said
    assert file.read_text(encoding="utf-8") == there


def test_a_desk_elsewhere_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser of the desktop does not have this terminal's variables."""
    monkeypatch.setenv("HATCHECK_STATE", str(home.folder / "other"))
    said = home.type("install", "browser", "--browser", "chromium")[1]
    assert "HATCHECK_STATE is set here" in said


def test_a_tool_and_the_browsers_can_be_named_together(home: Home) -> None:
    """``browser`` is a word among the tools."""
    home.program("chromium")
    code, said = home.type("install", "browser", "toot")
    assert code == 0
    assert "toot is guarded" in said
    assert home.written() == {str(CHROMIUM)}


def test_what_was_put_there_does_not_count_as_a_browser(home: Home) -> None:
    """A folder with nothing but manifests is no sign of use; one with a profile is."""
    home.type("install", "browser", "--browser", "vivaldi")
    assert [one.browser.name for one in finding.found(os.environ["PATH"])] == []
    (home.folder / ".config/vivaldi/Default").mkdir()
    assert [one.browser.name for one in finding.found(os.environ["PATH"])] == ["vivaldi"]


@pytest.mark.parametrize(
    ("trace", "name"),
    [
        pytest.param(".mozilla/firefox/a.default", "firefox", id="Firefox where it kept its profiles before"),
        pytest.param(".config/mozilla/firefox/a.default", "firefox", id="Firefox where new ones lie"),
        pytest.param(".zen/a.default", "zen", id="Zen"),
        pytest.param(".floorp/a.default", "floorp", id="Floorp"),
        pytest.param(".waterfox/a.default", "waterfox", id="Waterfox"),
        pytest.param(".librewolf/a.default", "librewolf", id="LibreWolf"),
        pytest.param(".config/google-chrome-unstable/Default", "chrome-dev", id="a channel of Chrome"),
    ],
)
def test_a_profile_tells_whose_it_is(home: Home, trace: str, name: str) -> None:
    """Also where several browsers look into one place for manifests, which tells nothing."""
    (home.folder / trace).mkdir(parents=True)
    assert [one.browser.name for one in finding.found(os.environ["PATH"])] == [name]
    assert home.type("install", "browser")[0] == 0
    assert [one.browser.name for one in finding.found(os.environ["PATH"])] == [name]
    assert "Not reached" not in home.type("list")[1]


@pytest.mark.parametrize("name", ["floorp", "zen", "waterfox"])
def test_what_is_made_from_firefox_looks_where_firefox_does(home: Home, name: str) -> None:
    """Its makers have left that place alone."""
    home.program(name)
    home.type("install", "browser")
    assert str(FIREFOX) in home.written()


@pytest.mark.parametrize("known", BROWSERS, ids=lambda one: one.name)
def test_every_browser_of_the_table_has_a_place_on_every_system(known: Any) -> None:
    """A line of the table that misses one would break there only."""
    ends = {Family.CHROMIUM: "/NativeMessagingHosts", Family.FIREFOX: "/native-messaging-hosts"}
    assert all(one.startswith(("~/", "$config/")) and one.endswith(ends[known.family]) for one in known.linux)
    assert all(one.startswith("$support/") and one.endswith("/NativeMessagingHosts") for one in known.macos)
    assert known.registry.startswith("Software\\")
    assert known.registry.endswith("\\NativeMessagingHosts")
    assert known.profiles.startswith(("$local/", "$roaming/"))
    assert all(one.startswith(("~/", "$config/", "$support/")) for one in known.traces)
    assert len({one.name for one in BROWSERS}) == len(BROWSERS)
