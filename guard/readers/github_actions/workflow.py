"""A GitHub workflow or composite action as jobs and steps. Whatever has another shape than documented is left out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guard.readers import SourceFile
from guard.readers.base.source import Value

_SECRET = re.compile(r"\b(secrets|vars|inputs)(?:\.|\[\s*['\"])([A-Za-z_][\w.-]*)")
_ALL_SECRETS = re.compile(r"toJSON\s*\(\s*secrets\s*\)", re.IGNORECASE)
_LOGIN = re.compile(r"\|\s*(?:\\\n\s*)?[\w@./ -]*\b(?:auth|login)\b")
_HOUSEKEEPING = re.compile(
    r"^(?:GITHUB_TOKEN|GH_TOKEN|GH_PAT|PAT|PERSONAL_ACCESS_TOKEN|.*_PAT|CODECOV_.*|NPM_TOKEN|NODE_AUTH_TOKEN|AWS_.*|DOCKER.*|PYPI.*"
    r"|OPENAI_.*|ANTHROPIC_.*|GEMINI_.*|CLAUDE_.*|GROQ_.*|MISTRAL_.*|OPENROUTER_.*|DEEPSEEK_.*|SENTRY_.*|GPG_.*|SSH_.*|.*_SSH_KEY)$"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step with all that it is given."""

    key: str
    job: str
    name: str
    uses: str
    script: str
    given: Mapping[str, str]
    """Its inputs and its own environment."""
    around: Mapping[str, str]
    """The environment of its job and workflow, and what earlier steps wrote down."""
    condition: str
    enabled: bool
    titles: tuple[str, ...]
    """Names from near to far: the step's, the job's, the workflow's, the file's."""
    line: int | None


@dataclass(frozen=True, slots=True)
class Workflow:
    """One file of workflows or actions."""

    name: str
    triggers: Mapping[str, Value]
    steps: tuple[Step, ...]
    composite: bool = False


def is_workflow(document: Value) -> bool:
    """Whether this is a workflow (``on`` and ``jobs``) or a composite action (``runs.steps``)."""
    if not isinstance(document, dict):
        return False
    jobs, runs = document.get("jobs"), document.get("runs")
    if isinstance(runs, dict) and isinstance(runs.get("steps"), list):
        return True
    if not isinstance(jobs, dict) or not ("on" in document or "true" in document):
        return False
    return any(isinstance(job, dict) and ("steps" in job or "uses" in job) for job in jobs.values())


def parsed(file: SourceFile) -> Workflow:
    """The workflow in ``file``."""
    table = file.table
    title = text(table.get("name"))
    composite = isinstance(table.get("runs"), dict)
    raw_jobs: Value = {"runs": table["runs"]} if composite else table.get("jobs")
    jobs = raw_jobs if isinstance(raw_jobs, dict) else {}
    steps: list[Step] = []
    for job_id, job in jobs.items():
        if isinstance(job, dict):
            steps += _steps(file, title, job_id, job, "runs" if composite else f"jobs.{job_id}")
    triggers = table.get("on", table.get("true"))
    return Workflow(title, _triggers(triggers), tuple(steps), composite)


def text(value: Value) -> str:
    """A scalar as text; empty for anything else."""
    return value if isinstance(value, str) else str(value).lower() if isinstance(value, bool | int | float) else ""


def texts(value: Value) -> dict[str, str]:
    """A mapping of scalars as texts."""
    return {key: text(item) for key, item in value.items()} if isinstance(value, dict) else {}


def secrets(value: str) -> tuple[str, ...]:
    """The names of the secrets, variables and inputs that an expression reads: ``secrets.X``."""
    named = dict.fromkeys(f"{kind}.{name}" for kind, name in _SECRET.findall(value) if "${{" in value)
    if _ALL_SECRETS.search(value):
        named["toJSON(secrets)"] = None
    told = [name for name in named if not name.startswith("inputs.")] or list(
        named
    )  # an input beside them decides only
    return tuple(name for name in told if not _HOUSEKEEPING.match(name.partition(".")[2].upper()))


def is_off(condition: Value) -> bool:
    """Whether an ``if:`` can never be true."""
    return (
        condition is False
        or re.fullmatch(r"(?:\$\{\{)?\s*(?:false|0)\s*(?:&&.*)?(?:\}\})?", text(condition)) is not None
    )


def _triggers(value: Value) -> dict[str, Value]:
    if isinstance(value, str):
        return {value: None}
    if isinstance(value, list):
        return {item: None for item in value if isinstance(item, str)}
    return value if isinstance(value, dict) else {}


def _steps(file: SourceFile, title: str, job_id: str, job: Mapping[str, Value], key: str) -> Iterator[Step]:
    called = text(job.get("uses"))
    raw: Value = (
        [{**job, "with": {**texts(job.get("with")), **texts(job.get("secrets"))}}] if called else job.get("steps")
    )
    around = {**texts(file.table.get("env")), **(texts(job.get("env")) if not called else {})}
    inherits = called and text(job.get("secrets")) == "inherit"
    for index, step in enumerate(raw if isinstance(raw, list) else []):
        if not isinstance(step, dict):
            continue
        name, uses, run = text(step.get("name")), text(step.get("uses")), text(step.get("run"))
        inputs = texts(step.get("with"))
        given = {**texts(step.get("env")), **inputs, **({"secrets": "${{ toJSON(secrets) }}"} if inherits else {})}
        script = run or (inputs.get("script", "") if "script" in uses.lower() else "")
        yield Step(
            key=key if called else f"{key}.steps[{index}]" + (f' "{name}"' if name else ""),
            job=job_id,
            name=name,
            uses=uses,
            script=script,
            given=given,
            around=dict(around),
            condition=" ".join((text(job.get("if")), text(step.get("if")))).strip(),
            enabled=not (is_off(job.get("if")) or is_off(step.get("if"))),
            titles=(name, f"{text(job.get('name'))} {job_id}".strip(), title, file.name),
            line=file.line_of(f"{job_id}:", name or uses or (run.splitlines() or [""])[0].strip()),
        )
        if run and not inherits:
            around |= {secret.partition(".")[2] or secret: "${{ " + secret + " }}" for secret in _written(run, given)}


def _written(run: str, given: Mapping[str, str]) -> Iterator[str]:
    """The secrets that a step writes into a file or the environment of later steps, or logs in with for them."""
    if ">" in run or _LOGIN.search(run):
        yield from secrets(run)
        for name, value in given.items():
            if re.search(rf"\$\{{?{re.escape(name)}\b", run):
                yield from secrets(value)
