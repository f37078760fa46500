"""The journal's rows in files: for spreadsheets, and for programs."""

import csv
import io
import json
from collections.abc import Sequence

from guard.protocol.replies import JournalRow
from ui.legible import legible


def as_csv(rows: Sequence[JournalRow]) -> str:
    """The rows for spreadsheets; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("row", "at", "kind", "line", "detail"))
    for row in rows:
        detail = json.dumps(row.detail, ensure_ascii=False)
        writer.writerow([guarded(cell) for cell in (str(row.seq), row.at, row.kind, row.line, detail)])
    return out.getvalue()


def as_json(rows: Sequence[JournalRow]) -> str:
    """The rows for programs."""
    plain = [{"row": row.seq, "at": row.at, "kind": row.kind, "line": row.line, "detail": row.detail} for row in rows]
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def guarded(cell: str) -> str:
    """A cell that every spreadsheet shows as text: https://owasp.org/www-community/attacks/CSV_Injection."""
    cell = legible(cell)
    return f"'{cell}" if cell.lstrip()[:1] in {"=", "+", "-", "@", "＝", "＋", "－", "＠"} else cell
