"""Writing a file in one step: whoever reads it sees the old content or the new, never a part."""

import os
import tempfile
from pathlib import Path


def replace_file(path: Path, text: str) -> None:
    """Puts ``text`` in place of the content of ``path``, behind a link where it is one; raises OSError.

    The file is readable by its owner alone, and on disk when this returns.
    """
    real = Path(os.path.realpath(path))
    descriptor, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(real)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
