"""The only door to other machines that speak HTTP: schedulers that are paused, and pages that are watched.

Each site is asked with one account's headers, by one client. What goes wrong is one of a few troubles, whose words
never hold a token, nor an address with one. A redirect is never followed: a token would go along.
"""

from guard.web.door import Reply, Site, open_door
from guard.web.trouble import WebTrouble, WebWhy

__all__ = ["Reply", "Site", "WebTrouble", "WebWhy", "open_door"]
