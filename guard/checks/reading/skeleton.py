"""What a handle looks like at a glance: two handles of one skeleton are taken for each other."""

import re
import unicodedata
from functools import lru_cache

# Letters of other alphabets, and digits, by the Latin letter they are taken for. Collected by hand.
_ALIKE = str.maketrans(
    "аеорсухіјѕԁԛԝһӏьвкмнтгαβεικνορτυχωɡɑıłøđ0158",
    "aeopcyxijsdqwhlbbkmhtraseiknoptuxwgailodolsb",
)
_GROUPS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))


@lru_cache(maxsize=8192)
def skeleton(handle: str) -> str:
    """The handle without what the eye passes over; equal for ``@RedCross``, ``@red_cr0ss`` and ``@redcros``."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", handle).casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_ALIKE)
    plain = re.sub(r"[_.\-\u200b-\u200d\u00ad]", "", plain)
    for two, one in _GROUPS:
        plain = plain.replace(two, one)
    return re.sub(r"(.)\1+", r"\1", plain.replace("i", "l"))
