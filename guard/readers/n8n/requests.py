"""The HTTP requests that n8n steps make: from HTTP nodes of every version, the Graph API node, and code."""

import json
import re
from dataclasses import dataclass

from guard.readers.base.source import Value
from guard.readers.n8n.graph import Node, plain, words_of

_SECRET = re.compile(r"token|secret|passw|api_?key|^key$|signature|auth", re.IGNORECASE)
_LITERAL = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|`((?:[^`\\]|\\.)*)`")
_NAMED = re.compile(r"\$(?:env|vars|secrets)(?:\.[\w.]+|\[\s*['\"][\w-]+['\"]\s*\])")
_FIELD = re.compile(r"(?:\.json|\$json|\.body|\.data)((?:\.\w+|\[['\"]\w+['\"]\])+)")
CALLS = re.compile(
    r"\bfetch\s*\(|\baxios\b|httpRequest|requestWithAuthentication|\brequests\.|urllib|\bgot\s*[.(]|\bcurl\b"
)


@dataclass(frozen=True, slots=True)
class Request:
    """One request as far as the file shows it."""

    method: str
    url: str
    """Expressions stand as ``{{ … }}``."""
    body: str = ""
    hints: tuple[str, ...] = ()
    """Names of variables and fields that the address or the headers are made from."""

    @property
    def host(self) -> str:
        """The host in lower case, empty where an expression makes it."""
        found = re.match(r"https?://(?:[^/@]*@)?([^/:?#{]+)(?=[/:?#]|$)", self.url)
        return found[1].lower() if found else ""

    @property
    def server(self) -> str:
        """The host with its expressions, for what can still be told from its end."""
        return re.sub(r"^https?://|(?<=[\w}])/.*$", "", self.url, flags=re.DOTALL).lower()

    @property
    def path(self) -> str:
        """The path without query and secrets."""
        return re.sub(r"^https?://[^/?#]*|[?#].*$", "", self.url)

    @property
    def shown(self) -> str:
        """Host and path for people, without query and without anything that looks like a token."""
        path = re.sub(r"/bot[^/]*|/webhooks/(\d+)/.*|/services/.*|[\w-]{40,}", "/…", self.path)
        return (self.host + path)[:100]


def flat(text: str) -> str:
    """An expression with its text pieces kept and everything computed as ``{{ … }}``.

    ``={{ 'https://host/' + $json.id + '/media' }}`` → ``https://host/{{ … }}/media``
    """
    if not text.startswith("="):
        return text.strip()
    return re.sub(r"\{\{(.*?)\}\}", lambda found: _pieces(found[1]), text[1:], flags=re.DOTALL).strip()


def _pieces(expression: str) -> str:
    """The literals of one expression where they spell an address; else a placeholder with its names."""
    if "http" not in expression or "://" not in expression:
        return "{{ " + " ".join(expression.split()) + " }}"
    out, end = "", 0
    for found in _LITERAL.finditer(expression):
        if expression[end : found.start()].strip(" +\n\t("):
            out += "{{ … }}"
        literal = next(group for group in found.groups() if group is not None)
        out += re.sub(r"\$\{.*?\}", "{{ … }}", literal)
        end = found.end()
    return out + ("{{ … }}" if expression[end:].strip(" \n\t)") else "")


def request_of(node: Node) -> Request | None:
    """The request that an HTTP or Graph API step makes, or None where it is another kind of step."""
    if node.kind == "facebookgraphapi":
        return _graph_request(node)
    if node.kind not in {"httprequest", "toolhttprequest"}:
        return None
    method = (node.param("method") or node.param("requestMethod") or "GET").upper()
    raw = node.param("url")
    query = _fields(node, "queryParameters", "queryParametersUi", "queryParametersJson", "parametersQuery", "jsonQuery")
    url = flat(raw)
    public = "&".join(f"{key}={value}" for key, value in query if not _SECRET.search(key))
    if public:
        url += ("&" if "?" in url else "?") + public
    headers = _fields(node, "headerParameters", "headerParametersUi", "jsonHeaders", "headerParametersJson")
    return Request(method.lstrip("=") or "GET", url, _body(node), _hints(raw, *(value for _, value in headers + query)))


def _graph_request(node: Node) -> Request:
    host = node.param("hostUrl") or "graph.facebook.com"
    if not node.param("node") and not node.param("edge") and (message := node.param("message")):
        # Written by hand, with fields that the node does not have; they say what is meant.
        page = flat(node.param("page") or node.param("pageId")) or "me"
        return Request("POST", f"https://{host}/{page}/feed", json.dumps({"message": message}))
    version = node.param("graphApiVersion")
    target = "/".join(part for part in (version, flat(node.param("node")), flat(node.param("edge"))) if part)
    method = (node.param("httpRequestMethod") or "GET").upper()
    options = node.parameters.get("options")
    query = options.get("queryParameters") if isinstance(options, dict) else None
    fields = [(key, value) for key, value in _pairs(query) if not _SECRET.search(key)]
    return Request(method, f"https://{host}/{target}", json.dumps(dict(fields)), _hints(node.param("node")))


def names_in(text: str) -> str:
    """The names of the variables and fields that an expression is made from, its literals left out."""
    return ", ".join(_hints(text))


def _hints(*texts: str) -> tuple[str, ...]:
    """Names of variables, and the last part of the fields, that the texts are computed from."""
    names = [name for text in texts for name in _NAMED.findall(text)]
    fields = [found.rpartition(".")[2].strip("[]'\"") for text in texts[:1] for found in _FIELD.findall(text)]
    return tuple(dict.fromkeys(names + fields))


def _pairs(value: Value, depth: int = 0) -> list[tuple[str, str]]:
    """Names with their values, however deep n8n wraps them: ``{parameters: [{name, value}]}``."""
    if isinstance(value, list):
        return [pair for item in value for pair in _pairs(item, depth)]
    if not isinstance(value, dict) or depth > 3:
        return []
    if "name" in value:
        return [(flat(words_of(value["name"])), flat(words_of(value.get("value"))))]
    return [pair for item in value.values() for pair in _pairs(item, depth + 1)]


def _fields(node: Node, *keys: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key in keys:
        value = node.parameters.get(key)
        if isinstance(value, str) and value.strip():
            found += re.findall(r"['\"]([\w.\[\]-]+)['\"]\s*:\s*['\"]([^'\"]*)", value)
        else:
            found += _pairs(value)
    return found


def _body(node: Node) -> str:
    """The body as JSON text; what is computed stays an expression."""
    for key in ("jsonBody", "body", "bodyParametersJson"):
        if isinstance(node.parameters.get(key), str) and node.param(key):
            return node.param(key).removeprefix("=")
    table: dict[str, str | list[str]] = {}
    for key, value in _fields(node, "bodyParameters", "bodyParametersUi", "parametersBody"):
        known = table.get(key)
        table[key] = value if known is None else [*(known if isinstance(known, list) else [known]), value]
    return json.dumps(table, ensure_ascii=False) if table else ""


def code_of(node: Node) -> str:
    """The code or command of a step, whatever language and version."""
    return "\n".join(
        text.removeprefix("=")
        for key in ("jsCode", "pythonCode", "functionCode", "code", "command")
        if (text := node.param(key))
    )


def readable_hints(request: Request) -> str:
    """The names that the request is made from, as a reference; else where it goes."""
    named = [plain(hint) for hint in request.hints]
    return ", ".join(named[:3]) or request.shown
