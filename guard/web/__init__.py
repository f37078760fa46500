"""The only door to other machines that speak HTTP: schedulers that are paused, and pages that are watched.

Each site is asked with one account's headers, by one client. What goes wrong is one of a few troubles, whose words
never hold a token, nor an address with one. A redirect is never followed: a token would go along.
"""

from guard.web.door import Door, Page, Reply, Site, open_door
from guard.web.sockets import Talk
from guard.web.trouble import WebTrouble, WebWhy

__all__ = ["Door", "Page", "Reply", "Site", "Talk", "WebTrouble", "WebWhy", "open_door"]
