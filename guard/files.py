"""Writing a file in one step: whoever reads it sees the old content or the new, never a part."""

import os
from pathlib import Path


def replace_file(path: Path, text: str) -> None:
    """Puts ``text`` in place of the content of ``path``, behind a link where it is one; raises OSError.

    The file is readable by its owner alone, and on disk when this returns.
    """
    import tempfile  # takes longer than a judgement, which writes no file

    real = Path(os.path.realpath(path))
    descriptor, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(real)
        _keep_name(real.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _keep_name(folder: Path) -> None:
    """A renamed file is on disk once its folder is; Windows knows no such thing."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
