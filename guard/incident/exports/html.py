"""The incident as one page that stands alone: no script, nothing loaded, laid out by browsers and by Qt alike."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from guard.incident.exports.paper import Link, Quote, Table, paper
from guard.incident.exports.plain import is_web, lines, one_line
from guard.protocol.incidents import IncidentView


def render(view: IncidentView, language: str, bystanders: bool) -> str:
    """The incident as HTML. Texts are texts; an address is a link only where it is one of the web's."""
    text = _template().render(paper=paper(view, language, bystanders))
    return text.encode("utf-8", "replace").decode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("guard.incident", "exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"line": one_line, "lines": lines}
    environment.tests |= {
        "table": lambda block: isinstance(block, Table),
        "quote": lambda block: isinstance(block, Quote),
        "link": lambda block: isinstance(block, Link) and is_web(block),
    }
    return environment.get_template("incident.html.j2")
