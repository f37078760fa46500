"""What a request that a flow sends out publishes, or to which other automation it hands over."""

import re

from guard.model.route import Endpoint, RouteClass
from guard.platforms import Target
from guard.platforms.requests import request_targets
from guard.readers.base.address import host_of, split

_N8N = re.compile(r"/webhook(?:-test)?/([^?#]+)")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\$\{.*?\}")

_PUBLISHES_NOTHING = frozenset({"like", "edit", "delete"})


def outgoing(method: str, url: str, body: str = "") -> list[tuple[Endpoint, RouteClass | None]]:
    """Every place a request publishes at; HOP where another tool takes over, None where the audience decides."""
    found = [
        (endpoint_of(target), RouteClass.HOP if target.verb == "hop" else None)
        for target in request_targets(method, url, body)
        if target.verb not in _PUBLISHES_NOTHING
    ]
    if not found and (hop := _n8n_hop(method, url)):
        return [(hop, RouteClass.HOP)]
    return found


def endpoint_of(target: Target) -> Endpoint:
    """The target as one end of a route; a service in between is told in the reference."""
    ref = "; ".join(part for part in (target.ref or "", f"via {target.via}" if target.via else "") if part)
    return Endpoint(target.platform, target.account, ref or None)


def request_of(method: str, host_url: str) -> str:
    """What stands for an account that the request does not name: ``POST to api.x.com``."""
    return f"http {method.upper()} to {host_of(host_url) or 'an address that is not in the file'}"


def _n8n_hop(method: str, url: str) -> Endpoint | None:
    """The n8n workflow that a request starts; n8n runs anywhere, so its name or its usual port must show."""
    parts = split(_PLACEHOLDER.sub("x", url.removeprefix("=")))
    try:
        usual_port = parts.port == 5678
    except ValueError:
        return None
    path = _N8N.search(parts.path)
    if method.upper() == "GET" or not path or not ("n8n" in (parts.hostname or "") or usual_port):
        return None
    return Endpoint("n8n-webhook", None, path[1].strip("/"))
