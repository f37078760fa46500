"""How long it takes to judge automations: a hundred workflows of n8n, every case file, and documents made to be slow.

Run: python tests/bench/bench_automations.py
"""

import json
import time
from pathlib import Path

from guard.engine.automations import AutomationJudge
from guard.workspace import Workspace

CASES = Path(__file__).parents[1] / "cases" / "automations"
WORKSPACE = Workspace(Path("hatcheck.toml"))


def timed(label: str, tool: str, documents: list[dict[str, object]]) -> None:
    judge = AutomationJudge(tool, "acme", WORKSPACE)
    began = time.perf_counter()
    said = [judge(document).may for document in documents]
    took = time.perf_counter() - began
    print(f"{label:<44} {len(documents):>4} in {took:6.3f} s   may: {said.count(None)} unsure, {said.count(False)} no")


def n8n(steps: list[dict[str, object]]) -> dict[str, object]:
    return {"name": "W", "active": True, "nodes": steps, "connections": {}}


def step(kind: str, number: int = 0, **parameters: object) -> dict[str, object]:
    return {"name": f"S{number}", "type": f"n8n-nodes-base.{kind}", "parameters": parameters}


def workflow(script: str) -> dict[str, object]:
    body = "\n".join(f"          {line}" for line in script.splitlines())
    steps = f"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n{body}\n"
    return {"path": "x.yml", "text": steps}


def main() -> None:
    for tool in ("n8n", "node_red", "home_assistant"):
        files = sorted((CASES / tool).rglob("*.json"))
        documents = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        timed(f"{tool}: case files", tool, documents)
        timed(f"{tool}: a hundred documents", tool, (documents * 100)[:100])
    texts: list[dict[str, object]] = [
        {"path": file.name, "text": file.read_text(encoding="utf-8")} for file in CASES.rglob("*.yml")
    ]
    timed("github_actions: case files", "github_actions", texts)
    timed("github_actions: a hundred documents", "github_actions", (texts * 100)[:100])
    timed("n8n: 2000 steps", "n8n", [n8n([step("set", number) for number in range(2000)])])
    timed("n8n: 300 webhooks, long text", "n8n", [n8n([step("webhook", n, path="x" * 5000) for n in range(300)])])
    code = ["this." * 10_000, "global.get(" * 5_000, "a=global.get('x');" * 3_000, "/" * 59_000, "import " * 8_000]
    timed("n8n: code made to be slow", "n8n", [n8n([step("code", jsCode=text)]) for text in code])
    timed("n8n: Python made to be slow", "n8n", [n8n([step("code", language="python", pythonCode=t)]) for t in code])
    address = [
        "https://a/" + "publish" * 9_000,
        "https://a/" + "?post-" * 9_000,
        "{{" * 20_000,
        "http://" + "a." * 9_000,
    ]
    timed("n8n: addresses made to be slow", "n8n", [n8n([step("httpRequest", url=text)]) for text in address])
    mail = ["a@" + "b." * 20_000, "a." * 20_000 + "@b.c", "<" * 20_000, "a@b.c," * 9_000]
    timed("n8n: mails made to be slow", "n8n", [n8n([step("emailSend", toEmail=text)]) for text in mail])
    shell = [
        "$(" * 15_000,
        "cat <<A\n" * 5_000,
        "[[ " * 13_000,
        "`" * 39_000,
        "echo a; " * 4_900,
        "'" * 39_001,
        "$((" * 9_000,
    ]
    timed("github_actions: scripts made to be slow", "github_actions", [workflow(text) for text in shell])
    name = ["a" * 50_000, "light." + "a" * 50_000 + "!", "{% if " * 9_000, "{{ 'a' if " + "x " * 20_000]
    house: list[dict[str, object]] = [{"automation": [{"actions": [{"action": text}]}]} for text in name]
    timed("home_assistant: names made to be slow", "home_assistant", house)


if __name__ == "__main__":
    main()
