"""Debian's Firefox ESR, driven through Marionette. Standard library only."""

import json
import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from chromium import PageFailed

BINARY = shutil.which("firefox-esr")
needs_firefox = pytest.mark.skipif(BINARY is None, reason="needs Debian's firefox-esr (apt install firefox-esr)")

QUIET: dict[str, Any] = {
    "app.update.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.topsites.contile.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "security.cert_pinning.enforcement_level": 0,
    "privacy.userContext.enabled": True,  # containers
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


class Firefox:
    """One browser with a profile of its own. ``proxy`` (host:port) gets all of its traffic, loopback's too."""

    def __init__(
        self,
        profile: Path,
        proxy: str = "",
        environment: Mapping[str, str] | None = None,
        headless: bool = True,
        arguments: Sequence[str] = (),
        preferences: Mapping[str, Any] | None = None,
    ) -> None:
        """Returns when the browser answers."""
        profile.mkdir(parents=True, exist_ok=True)
        # 0: it takes a free port and writes it down
        chosen = QUIET | {"marionette.port": 0} | _through(proxy) | dict(preferences or {})
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in chosen.items())
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self.log = profile / "firefox.log"
        words = [str(BINARY), "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", str(profile)]
        words += ["--headless"] if headless else []
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*words, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**(os.environ if environment is None else environment), "MOZ_CRASHREPORTER_DISABLE": "1"},
                start_new_session=True,
            )
        self._socket = self._connect(profile / "MarionetteActivePort")
        self._stream = self._socket.makefile("rb")
        self._number = 0
        self._front = ""
        self._message()
        self.ask("WebDriver:NewSession", acceptInsecureCerts=True)
        self._first = self._front = str(self.ask("WebDriver:GetWindowHandle")["value"])
        self.ask("WebDriver:SetTimeouts", script=120_000, pageLoad=30_000)

    def ask(self, name: str, **parameters: Any) -> Any:
        """One Marionette command, and its result."""
        self._number += 1
        message = json.dumps([0, self._number, name, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._message()
        if error:
            raise PageFailed(f"{name}: {error['error']}: {error['message']}")
        return result

    def page(self, url: str = "about:blank") -> "Page":
        """A new tab, loaded."""
        page = Page(self, self.ask("WebDriver:NewWindow", type="tab", focus=True)["handle"])
        if url != "about:blank":
            page.go(url)
        return page

    def container(self, name: str, url: str) -> "Page":
        """A new tab in a new container, loaded."""
        before = set(self.ask("WebDriver:GetWindowHandles"))
        self.chrome(
            """
            const { ContextualIdentityService } = ChromeUtils.importESModule(
              'resource://gre/modules/ContextualIdentityService.sys.mjs');
            const { userContextId } = ContextualIdentityService.create(arguments[0], 'circle', 'red');
            const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
            gBrowser.selectedTab = gBrowser.addTab(arguments[1], { userContextId, triggeringPrincipal });
            """,
            name,
            url,
        )
        (handle,) = set(self.ask("WebDriver:GetWindowHandles")) - before
        page = Page(self, handle)
        while page.evaluate("document.readyState === 'complete' && location.href") != url:
            pass  # its first document is an empty one, and that is loaded, too
        return page

    def tidy(self) -> None:
        """Closes every tab but the first, and every other window."""
        for handle in self.ask("WebDriver:GetWindowHandles"):
            if handle != self._first:
                Page(self, handle).close()
        Page(self, self._first).front()

    def install(self, extension: Path) -> str:
        """Loads an unpacked extension for as long as the browser runs; its id."""
        return str(self.ask("Addon:Install", path=str(extension), temporary=True)["value"])

    def opened(self, url: str, seconds: float = 15) -> "Page":
        """The tab or window that shows an address which begins so, as soon as there is one."""
        for _ in range(int(seconds / 0.1)):
            for handle in self.ask("WebDriver:GetWindowHandles"):
                page = Page(self, handle)
                if page.ask("WebDriver:GetCurrentURL")["value"].startswith(url):
                    return page
            threading.Event().wait(0.1)
        raise TimeoutError(f"nothing shows {url}")

    def kill_background(self, identifier: str) -> None:
        """Ends the extension's background, as the browser does when it likes to."""
        self.chrome(
            """
            const { extension } = WebExtensionPolicy.getByID(arguments[0]);
            await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
            """,
            identifier,
        )

    def base(self, identifier: str) -> str:
        """Where the pages of an extension are: moz-extension://…/."""
        return str(self.chrome("return WebExtensionPolicy.getByID(arguments[0]).getURL('');", identifier))

    def chrome(self, script: str, *arguments: Any) -> Any:
        """Runs a script's body with the browser's own rights; what it returns, its promise awaited."""
        self.ask("Marionette:SetContext", value="chrome")
        try:
            return self._run(f"return (async function () {{{script}}}).apply(null, arguments);", list(arguments))
        finally:
            self.ask("Marionette:SetContext", value="content")

    def close(self) -> None:
        """Ends the browser and whatever it has begun."""
        with suppress(PageFailed, OSError, EOFError):
            self._socket.settimeout(5)
            self.ask("Marionette:Quit", flags=["eForceQuit"])
        self._stream.close()
        self._socket.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(8)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def _run(self, script: str, arguments: list[Any]) -> Any:
        # without a sandbox of its own: the script sees the page's own functions, wrapped or not
        return self.ask("WebDriver:ExecuteScript", script=script, args=arguments, sandbox=None)["value"]

    def _connect(self, told: Path) -> socket.socket:
        for _ in range(1200):
            with suppress(OSError, ValueError):
                return socket.create_connection(("127.0.0.1", int(told.read_text(encoding="utf-8"))), 120)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)
                raise PageFailed(f"the browser has ended, see {self.log}")
        raise TimeoutError(f"the browser does not answer, see {self.log}")

    def _message(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            if not (byte := self._stream.read(1)):
                raise EOFError(f"the browser has ended, see {self.log}")
            size += byte
        return json.loads(self._stream.read(int(size[:-1])))


class Page:
    """A tab."""

    def __init__(self, browser: Firefox, handle: str) -> None:
        self.browser, self.handle = browser, handle

    def ask(self, name: str, **parameters: Any) -> Any:
        """One Marionette command for this tab."""
        self.front()
        return self.browser.ask(name, **parameters)

    def go(self, url: str) -> None:
        """Loads an address; returns after its load event."""
        self.ask("WebDriver:Navigate", url=url)

    def reload(self) -> None:
        """Loads the page again."""
        self.ask("WebDriver:Refresh")

    def back(self) -> None:
        """Goes back as the button does; returns when the earlier page is shown (it may come out of the cache)."""
        self.ask("WebDriver:Back")

    def press(self, selector: str) -> None:
        """A click by hand on an element."""
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)["value"]
        self.ask("WebDriver:ElementClick", id=next(iter(found.values())))

    def choose(self, selector: str, *files: Path) -> None:
        """Chooses files by hand in a field for them."""
        self._keys(selector, "\n".join(str(file) for file in files))

    def type(self, selector: str, text: str) -> None:
        """Writes by hand into a field, behind what stands there."""
        self._keys(selector, text)

    def laid_over(self) -> list[str]:
        """The texts in closed trees over the page, which the page itself cannot see."""
        script = """
            const texts = node => [...node.childNodes].flatMap(
              each => each.nodeType === Node.TEXT_NODE ? [each.data] : texts(each));
            return [...document.documentElement.children].map(each => each.openOrClosedShadowRoot)
              .filter(root => root?.mode === 'closed').flatMap(texts);
        """
        self.front()
        return list(self.browser.ask("WebDriver:ExecuteScript", script=script, args=[], sandbox="system")["value"])

    def _keys(self, selector: str, text: str) -> None:
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)["value"]
        self.ask("WebDriver:ElementSendKeys", id=next(iter(found.values())), text=text)

    def front(self) -> None:
        """Brings the tab to the front."""
        if self.browser._front != self.handle:
            self.browser.ask("WebDriver:SwitchToWindow", handle=self.handle, focus=True)
            self.browser._front = self.handle

    def evaluate(self, expression: str, seconds: float = 60) -> Any:
        """What an expression gives, its promise awaited, as JSON; raises PageFailed where it throws."""
        self.front()
        self.browser._socket.settimeout(seconds)
        return self.browser._run(f"return (async () => ({expression}))();", [])

    def close(self) -> None:
        """Closes the tab."""
        self.ask("WebDriver:CloseWindow")
        self.browser._front = ""


def _through(proxy: str) -> dict[str, Any]:
    if not proxy:
        return {}
    host, _, port = proxy.rpartition(":")
    return {
        "network.proxy.type": 1,
        "network.proxy.http": host,
        "network.proxy.http_port": int(port),
        "network.proxy.ssl": host,
        "network.proxy.ssl_port": int(port),
        "network.proxy.allow_hijacking_localhost": True,
        "network.proxy.no_proxies_on": "",
    }
