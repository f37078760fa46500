"""Whether a workflow of a repository posts: by its own file, and by those of the same repository that it uses."""

import asyncio
import base64
import re
from collections.abc import Iterable
from urllib.parse import quote

from guard.pausing.adapter import Judge, Posts
from guard.web import Site, WebTrouble, WebWhy


class Files:
    """The files of one repository's default branch, read once each."""

    def __init__(self, site: Site, base: str, repository: str, judge: Judge) -> None:
        self._site, self._base, self._judge = site, base, judge
        self._texts: dict[str, str | None] = {}
        self._uses = re.compile(rf"\buses:\s*[\"']?(?:\./|{re.escape(repository)}/)([^\s\"'@#]+)", re.IGNORECASE)

    async def posts(self, path: str) -> Posts:
        """What the file and all that it uses do together; raises WebTrouble. A file that is not there may post."""
        found, seen, level = [], {path}, [path]
        while level:
            text = await self._text(level[0])
            if text is None:
                found.append(Posts(may=None))
            else:
                found.append(await asyncio.to_thread(self._judge, {"path": level[0], "text": text}))
                used = {await self._file(name) for name in sorted(set(self._uses.findall(text)))}
                level.extend(sorted(used - seen))
                seen |= used
            level.pop(0)
        return _together(found)

    async def _file(self, used: str) -> str:
        """The file of a workflow or an action, as ``uses`` names it."""
        name = used.strip("/")
        if name.endswith((".yml", ".yaml")):
            return name
        first = f"{name}/action.yml"
        return first if await self._text(first) is not None else f"{name}/action.yaml"

    async def _text(self, path: str) -> str | None:
        """None where there is no such file in the default branch, or it is not told."""
        if path not in self._texts:
            self._texts[path] = await self._read(path)
        return self._texts[path]

    async def _read(self, path: str) -> str | None:
        try:
            said = (await self._site.get(f"{self._base}/contents/{quote(path)}")).data
        except WebTrouble as trouble:
            if trouble.why is not WebWhy.MISSING:
                raise
            return None
        if not isinstance(said, dict) or said.get("encoding") != "base64":
            return None
        try:
            return base64.b64decode(str(said.get("content"))).decode("utf-8", "replace")
        except ValueError:
            return None


def _together(all_posts: Iterable[Posts]) -> Posts:
    """One that posts is enough; one that nobody understands may."""
    found = [posts for posts in all_posts if posts.may is not False]
    if not found:
        return Posts(may=False)
    accounts = dict.fromkeys(account for posts in found for account in posts.accounts)
    return Posts(may=True if any(posts.may for posts in found) else None, accounts=tuple(accounts))
