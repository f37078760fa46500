"""Whether a value still waits to be filled in: templates and samples carry no route that runs."""

import re

_UNFILLED = re.compile(
    r"""
    \$\{[^}]*\} | ^\$\w+$ | \{\{.*?\}\} | \{%.*?%\} | ^\{\w+\}$       # ${FEED}, $FEED, {{ feed }}, {FEED}
    | ^<[^<>]+>$ | ^https?://<[^<>]+> | ^\[[^\[\]]+\]$ | ^%\w+%$ | ^__\w+__$
    | \byour[\s_-]\w+ | (?<![a-z])changeme(?![a-z])                  # YOUR_TOKEN, your-instance, changeme
    | \byour(?:token|key|user|name|handle|instance|server|domain|account|pass|login|channel|chat|feed|blog|host|url)
    | (?<![\w-])example\.(?:com|org|net|social|instance)\b
    | (?<=[\w>])\.(?:example|invalid|instance|tld)\b(?![.\w-])      # the top level domains of samples
    | ^x{3,}$ | ^\.\.\.$ | ^todo$ | ^placeholder$
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_unfilled(*values: object) -> bool:
    """Whether one of the values is a placeholder: ``${FEED_URL}``, ``<instance>``, ``YOUR_TOKEN``, ``example.com``."""
    return any(isinstance(value, str) and _UNFILLED.search(value.strip()[:2000]) is not None for value in values)


def is_template(value: str) -> bool:
    """Whether the text holds an expression that another tool fills in: ``${X}``, ``{{ x }}``, ``<x>``."""
    return re.search(r"\$\{|\{\{|\{%|^\$\w+$|^\{\w+\}$|^<[^<>]+>$", value.strip()[:2000]) is not None
