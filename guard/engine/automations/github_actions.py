"""GitHub Actions: what the steps of a workflow, or of an action of several steps, may do."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from guard.engine.automations import outside, shell
from guard.engine.automations.code import only_reckons, only_reckons_in_python
from guard.engine.automations.effect import NOT_UNDERSTOOD, Effect, holds, runs, sets_off, strange
from guard.engine.automations.tables import table
from guard.model.route import Endpoint
from guard.readers import SourceFile
from guard.readers.github_actions.destinations import Destination, destinations
from guard.readers.github_actions.workflow import Step, is_off, is_workflow, parsed

_SECRET = re.compile(r"\bsecrets\s*(?:\.\s*([A-Za-z_]\w*)|\[\s*['\"]([^'\"]+)['\"]\s*\]|(?=[\s,)\[]))")
_USES = re.compile(r"\buses:\s*[\"']?(\./[^\s\"'#]+)")
_LOCAL = re.compile(r"\./[\w./-]+")
_SHELLS = frozenset({"", "bash", "sh"})
# What a script of GitHub's may call of GitHub: these write to the repository's own pages, as the robot.
_OWN_PAGES = re.compile(r"\bgithub\.(?:rest\.(?:issues|pulls|checks|reactions)\.\w+"
    r"|rest\.(?:repos|actions|git|users|search)\.(?:get|list)\w+"
                        r"|paginate\s*\(|context\b)")  # fmt: skip
_GITHUB = re.compile(r"\b(?:github|octokit)\b\s*[.\[(]")


def effects(file: SourceFile) -> Iterator[Effect]:
    """What of the steps may post. Workflows and actions of the same repository count as harmless here.

    They are files of their own, and who asks looks at them where the text says ``uses: ./path`` plainly.
    """
    document = file.document
    if not is_workflow(document) or not isinstance(document, dict):
        yield NOT_UNDERSTOOD
        return
    known = {step.key.partition(' "')[0]: step for step in parsed(file).steps}
    for key, job in _jobs(document):
        if not isinstance(job, dict):
            yield NOT_UNDERSTOOD
            continue
        if is_off(job.get("if")):
            continue
        yield from _containers(job)
        if "uses" in job:
            yield from _used(str(job["uses"]), str(job.get("name") or key), file)
        steps = job.get("steps", [])
        around = _secrets(document.get("env"), job.get("env"))
        shells = [_default_shell(one) for one in (job, document)]
        for index, raw in enumerate(steps if isinstance(steps, list) else [None]):
            step = known.get(f"{key}.steps[{index}]")
            if not isinstance(raw, dict) or step is None:
                yield NOT_UNDERSTOOD
            elif not is_off(raw.get("if")):
                said = str(raw.get("shell") or next(filter(None, shells), ""))
                effect = _effect(step, raw, file, around, said)
                if effect:
                    yield Effect(effect.why, _ends(step))


def _jobs(document: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    runs_steps, jobs = document.get("runs"), document.get("jobs")
    if isinstance(runs_steps, dict):
        yield "runs", runs_steps
    for name, job in jobs.items() if isinstance(jobs, dict) and not isinstance(runs_steps, dict) else ():
        yield f"jobs.{name}", job


def _effect(step: Step, raw: Mapping[str, Any], file: SourceFile, around: list[str], said: str) -> Effect | None:
    title = step.name or step.uses or (step.script.strip().splitlines() or [""])[0]
    if step.uses:
        if step.uses.partition("@")[0].lower() == "actions/github-script":
            return _script(step, title, [*around, *_secrets(raw.get("env"), raw.get("with"))])
        return next(_used(step.uses, title, file), None)
    if "run" not in raw:
        return NOT_UNDERSTOOD
    secret = next(iter([*around, *_secrets(raw.get("env"), raw.get("run"))]), "")
    if secret:
        return holds(title, secret)
    if said.partition(" ")[0] == "python":
        return None if only_reckons_in_python(step.script) else runs(title)
    # Another shell reads the same words where they are simple; what it alone has is in no table.
    if said.partition(" ")[0] not in _SHELLS | {"pwsh", "powershell", "cmd"}:
        return runs(title)
    try:
        return None if shell.posts_nothing(step.script) else runs(title)
    except ValueError:
        return runs(title)


def _used(uses: str, title: str, file: SourceFile) -> Iterator[Effect]:
    """An action or a workflow that is called."""
    name = uses.partition("@")[0]
    if uses.startswith("./"):
        if not (_LOCAL.fullmatch(uses) and uses in _plainly_used(file.text)):
            yield sets_off(title)
    elif "${{" in uses or uses.startswith("docker://") or name not in table("github_actions")["actions"]:
        yield strange(title, uses) if not name.endswith((".yml", ".yaml")) else sets_off(title)


@lru_cache(maxsize=2)
def _plainly_used(text: str) -> frozenset[str]:
    return frozenset(_USES.findall(text))


def _script(step: Step, title: str, secrets: list[str]) -> Effect | None:
    if secrets:
        return holds(title, secrets[0])
    code = step.script
    left = _OWN_PAGES.sub("", code)
    return (
        None if only_reckons(left) and not _GITHUB.search(left) and not outside.speaks_of_posting(code) else runs(title)
    )


def _containers(job: Mapping[str, Any]) -> Iterator[Effect]:
    """Servers beside a job run by themselves, whatever its steps do."""
    services = job.get("services")
    for name, service in services.items() if isinstance(services, dict) else ():
        image = service.get("image") if isinstance(service, dict) else service
        plain = re.sub(r"(?:@.*|:[^/]*)$", "", str(image)).removeprefix("docker.io/").removeprefix("library/")
        if plain not in table("github_actions")["services"]:
            yield strange(str(name), str(image))


def _secrets(*values: object) -> list[str]:
    """The names of the secrets in it that may open more than GitHub and stores of packages."""
    found = [one[1] or one[2] or "*" for value in values for one in _SECRET.finditer(_expressions(value))]
    return [name for name in found if name not in table("github_actions")["secrets"]]


def _expressions(value: object) -> str:
    texts = [str(one) for one in value.values()] if isinstance(value, dict) else [str(value)] if value else []
    return " ".join(found for text in texts for found in re.findall(r"\$\{\{.*?\}\}", text, re.DOTALL))


def _default_shell(table_: Mapping[str, Any]) -> str:
    defaults = table_.get("defaults")
    run = defaults.get("run") if isinstance(defaults, dict) else None
    return str(run.get("shell") or "") if isinstance(run, dict) else ""


def _ends(step: Step) -> tuple[Endpoint, ...]:
    """Where a step of a known posting action posts; nothing for what runs a script, which may do more."""
    if step.script:
        return ()
    found = list(destinations(step))
    ends = [Endpoint(item.platform, item.account, item.ref) for item in found if isinstance(item, Destination)]
    return tuple(ends) if len(ends) == len(found) else ()
