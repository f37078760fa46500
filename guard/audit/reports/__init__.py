"""The report in the formats that people and programs read, one file each."""

from importlib import import_module

from guard.audit.report import Report

FORMATS = ("text", "json", "sarif", "html", "csv")
"""Each is a module of that name here, with ``render(report) -> str``; only the one that is asked for is imported."""


def render(report: Report, form: str) -> str:
    """The report in one of the ``FORMATS``."""
    if form not in FORMATS:
        raise ValueError(f"{form!r} is no format; known are {', '.join(FORMATS)}")
    rendered: str = import_module(f"guard.audit.reports.{form}").render(report)
    return rendered
