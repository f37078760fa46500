"""What the extension costs in a browser, beside the same browser without it.

Both run at once, take turns, and are shown the same pages by the same server on loopback; the engine and the native
host are real, and the right hat is worn, so that every post is held and allowed. ``BROWSERS`` names the browsers
(chromium firefox); a folder as the first argument is a build of the extension other than this source's.

Times without a word are by the clock, and suffer from whatever else runs; "CPU" is what the page's own thread has
spent, as Chromium tells it, and can be compared between a quiet machine and a busy one.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "engine"))
sys.path.append(str(Path(__file__).parents[1] / "extension"))

import chromium
import firefox
from chromium import Chromium
from firefox import Firefox
from gated_browser import HOME, POSTS, Gated, gated
from recorder import Recorder, recording

ROOT = Path(__file__).parents[2]
DRIVERS: dict[str, Any] = {"chromium": Chromium, "firefox": Firefox}
BINARIES = {"chromium": chromium.BINARY, "firefox": firefox.BINARY}
POSTS_APART = 0.2
"""Seconds between two posts: nobody posts faster, and what the last one left behind is taken away meanwhile."""
POSTED = 40
ROUNDS = 60
FRAMES = 20
AIMS = "aim: adds 5 ms median, 15 ms p95"
POST = """async address => {
  const word = Math.random();
  const body = JSON.stringify({ content: [{ type: 'text', text: `word ${word}` }] });
  const headers = { 'Content-Type': 'application/json' };
  const begun = performance.now();
  const answer = await fetch(`${address}?${word}`, { method: 'POST', body, headers });
  await answer.text();
  if (answer.status !== 200) throw new Error(`answered by ${answer.status}`);
  return performance.now() - begun;
}"""
SCRIPT = """({ name, count }) => {
  const signal = AbortSignal.abort();
  const request = new XMLHttpRequest();
  const options = { method: 'POST', body: '{"a":1}', signal };
  const calls = {
    'fetch GET': at => fetch(at, { signal }).catch(() => {}),
    'fetch POST': at => fetch(at, options).catch(() => {}),
    'XHR open GET': at => request.open('GET', at),
    'XHR open POST': at => request.open('POST', at),
  };
  const call = calls[name];
  const begun = performance.now();
  for (let at = 0; at < count; at += 1) call('/static/r/a/application-3b2a?n=' + at);
  return (performance.now() - begun) / count;
}"""
"""The call alone: nothing is sent, for the network's own work hides the rest."""
KINDS = ("fetch GET", "fetch POST", "XHR open GET", "XHR open POST")
FETCHES = """async count => {
  for (let at = 0; at < count; at += 1) await (await fetch('/static/r/a/b?n=' + at)).text();
}"""
LOADS = """async ({ count, address, keep }) => {
  const took = [];
  for (let at = 0; at < count; at += 1) {
    const frame = Object.assign(document.createElement('iframe'), { src: address });
    const begun = performance.now();
    await new Promise(done => { frame.onload = done; document.body.append(frame); });
    took.push(performance.now() - begun);
    if (!keep) frame.remove();
  }
  return took;
}"""


class Pair:
    """A page in the bare browser and the same in the guarded one."""

    def __init__(self, bare: Any, guarded: Any) -> None:
        self.pages = (bare, guarded)

    def turns(self, script: str, argument: str, count: int, pause: float = 0) -> tuple[list[Any], list[Any]]:
        """What a function gives in each, in turns; the first turn does not count."""
        given: tuple[list[Any], list[Any]] = ([], [])
        for _ in range(count + 1):
            for page, column in zip(self.pages, given, strict=True):
                column.append(page.evaluate(f"({script})({argument})"))
            threading.Event().wait(pause)
        return given[0][1:], given[1][1:]

    def spent(self, script: str, argument: str, each: int, count: int = 5) -> tuple[list[float], list[float]]:
        """The CPU time of the page's thread for each of ``each`` things that a function does, in milliseconds."""
        given: tuple[list[float], list[float]] = ([], [])
        for _ in range(count + 1):
            for page, column in zip(self.pages, given, strict=True):
                before = cpu(page)
                page.evaluate(f"({script})({argument})")
                column.append((cpu(page) - before) / each)
        return given[0][1:], given[1][1:]


def cpu(page: Any) -> float:
    """Milliseconds that the page's thread has worked."""
    told = page.ask("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in told if one["name"] == "TaskDuration")) * 1000


def p95(values: list[float]) -> float:
    """Nineteen of twenty are no more than this."""
    return sorted(values)[int(len(values) * 0.95)]


def compare(name: str, bare: list[float], guarded: list[float], aim: str = "") -> None:
    """Prints a line: both, and what the difference is."""
    one, other = statistics.median(bare), statistics.median(guarded)
    added = f"adds {other - one:6.3f} median {p95(guarded) - p95(bare):7.3f} p95, ratio {other / max(one, 1e-6):5.2f}"
    sides = f"bare {one:7.3f}/{p95(bare):7.3f}  guarded {other:7.3f}/{p95(guarded):7.3f} ms"
    print(f"  {name:30} {sides}  {added}  n={len(guarded)}  {aim}", flush=True)


def requests(pair: Pair, tells_cpu: bool) -> None:
    """A held post, and requests that no definition is about."""
    address = POSTS.format(blog="acme")
    compare("a held and allowed post", *pair.turns(POST, f"'{address}'", POSTED, POSTS_APART), AIMS)
    for name in KINDS:
        argument = f"{{ name: '{name}', count: 100 }}"
        compare(f"script time, {name}", *pair.turns(SCRIPT, argument, ROUNDS), "aim: adds 0.05 ms")
    if tells_cpu:
        compare("CPU, fetch GET and its answer", *pair.spent(FETCHES, "100", 100))


def frames(pair: Pair, tells_cpu: bool) -> None:
    """Documents that are loaded into frames, from the server and out of nothing."""
    for name, address in (("a frame of the server", f"{HOME}/worker.js"), ("a blank frame", "about:blank")):
        argument = f"{{ count: 10, address: '{address}', keep: false }}"
        bare, guarded = pair.turns(LOADS, argument, 8)
        compare(name, list(chain(*bare)), list(chain(*guarded)))
        if tells_cpu:
            compare(f"CPU, {name}", *pair.spent(LOADS, argument, 10, 8))


def scripts(browser: Chromium) -> None:
    """What the two content scripts take of each new frame, as the browser's own trace tells."""
    page = browser.page(f"{HOME}/plain.html")
    categories = ["devtools.timeline", "v8", "disabled-by-default-v8.compile"]
    browser.ask("Tracing.start", traceConfig={"includedCategories": categories})
    page.evaluate(f"({LOADS})({{ count: 40, address: 'about:blank', keep: false }})")
    browser.ask("Tracing.end")
    browser.event(lambda event: event["method"] == "Tracing.tracingComplete")
    told = [event for event in browser._events if event["method"] == "Tracing.dataCollected"]
    every = [one for event in told for one in event["params"]["value"]]
    page.close()
    for script in ("page.js", "bridge.js"):
        for kind in ("v8.compile", "EvaluateScript"):
            took = [one["tdur"] / 1000 for one in every if one["name"] == kind and _is_of(one, script)]
            if took:
                print(f"  CPU {script:9} {kind:14} {statistics.median(took):6.3f}/{p95(took):6.3f} ms  n={len(took)}")


def _is_of(event: Any, script: str) -> bool:
    data = event.get("args", {}).get("data", {})
    address = str(data.get("url", "") or data.get("fileName", ""))
    return event.get("ph") == "X" and address.startswith("chrome-extension:") and address.endswith(f"/{script}")


def heap(page: Any) -> float:
    """KiB of JavaScript's heap, after its garbage is gone."""
    page.ask("HeapProfiler.collectGarbage")
    return float(page.ask("Runtime.getHeapUsage")["usedSize"]) / 1024


def memory(pair: Pair, here: Gated) -> None:
    """Of each frame, of the background, of the native host."""
    counts = []
    for page in pair.pages:
        before = heap(page)
        page.evaluate(f"({LOADS})({{ count: {FRAMES}, address: 'about:blank', keep: true }})")
        counts.append((heap(page) - before) / FRAMES)
    bare, guarded = counts
    print(f"  heap of each frame: bare {bare:.0f} KiB, guarded {guarded:.0f} KiB, adds {guarded - bare:.0f} KiB")
    worker = here.browser.worker(here.extension)
    print(f"  heap of the background: {heap(worker) / 1024:.1f} MiB")


def resident(pid: int) -> str:
    """RSS and PSS in MiB."""
    found = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, _, rest = line.partition(":")
        found[name] = int(rest.split()[0]) / 1024
    return f"RSS {found['Rss']:.1f} PSS {found['Pss']:.1f} MiB"


def processes(here: Gated) -> None:
    """The native host, the extension's own process, and a Python that only waits."""
    for pid in here.hosts():
        print(f"  native host: {resident(pid)}")
    with subprocess.Popen([sys.executable, "-I", "-S", "-c", "input()"], stdin=subprocess.PIPE) as bare:
        threading.Event().wait(0.5)
        print(f"  bare Python: {resident(bare.pid)}")
        bare.communicate(b"\n")
    for entry in Path("/proc").glob("[0-9]*"):
        if _is_extension_of(entry, here.browser.process.pid):
            print(f"  the extension's process: {resident(int(entry.name))}")


def _is_extension_of(entry: Path, session: int) -> bool:
    try:
        words = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
        return b"--extension-process" in words and os.getsid(int(entry.name)) == session
    except OSError:
        return False


@contextmanager
def two(kind: str, folder: Path, extension: Path, recorder: Recorder) -> Iterator[tuple[Any, Gated]]:
    """The bare browser and the guarded one; in that, the right hat is worn."""
    with gated(kind, folder, extension, recorder) as here:
        here.face.ask("wear", 10, identity="acme", seconds=1500)
        bare = DRIVERS[kind](folder / "bare", proxy=recorder.proxy, environment=here.desk.environment)
        try:
            yield bare, here
        finally:
            bare.close()


def measure(kind: str, folder: Path, extension: Path, recorder: Recorder) -> None:
    """Prints all that is known of one browser."""
    with two(kind, folder, extension, recorder) as (bare, here):
        pages = [browser.page(f"{HOME}/plain.html") for browser in (bare, here.browser)]
        pair = Pair(*pages)
        print(f"{kind}, median/p95")
        tells_cpu = kind == "chromium"
        if tells_cpu:
            for page in pages:
                page.ask("Performance.enable", timeDomain="threadTicks")
        requests(pair, tells_cpu)
        frames(pair, tells_cpu)
        if tells_cpu:
            scripts(here.browser)
            memory(pair, here)
        processes(here)


def build(to: Path) -> Path:
    """The folder with the builds."""
    if sys.argv[1:]:
        return Path(sys.argv[1])
    subprocess.run([sys.executable, str(ROOT / "packaging" / "extension.py"), "--to", str(to)], check=True, stdout=-3)
    return to


def main() -> None:
    """All browsers that are there."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        extensions = build(folder / "built")
        for name in ("page.js", "bridge.js"):
            print(f"{name}: {(extensions / 'chromium' / name).stat().st_size / 1024:.0f} KiB")
        (folder / "recorder").mkdir()
        recorder = stack.enter_context(recording(folder / "recorder"))
        for kind in os.environ.get("BROWSERS", "chromium firefox").split():
            if BINARIES[kind] is None:
                print(f"{kind}: not here")
                continue
            (folder / kind).mkdir()
            print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
            measure(kind, folder / kind, extensions / kind, recorder)


if __name__ == "__main__":
    main()
