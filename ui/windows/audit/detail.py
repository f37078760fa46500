"""What is known of the finding or the link that was chosen: the way, the evidence, and what to do."""

from collections.abc import Iterable
from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from guard.protocol.replies import AuditFinding, AuditReport
from ui import look
from ui.legible import legible
from ui.picture.chosen import Link
from ui.picture.words import Words, short_path
from ui.windows.audit.tables import severity_word


class Detail(QTextBrowser):
    """A pane of text; everything in it can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFont(look.font(look.Size.SMALL))
        self.setAccessibleName(self.tr("What is known of it"))
        self.document().setDocumentMargin(look.GAP * 1.5)

    def show_overview(self, report: AuditReport | None) -> None:
        """What holds for the report as a whole."""
        if report is None:
            self.setHtml("")
            return
        parts = [_section(self.tr("The one link to cut"), [report.cut])] if report.cut else []
        parts.append(_section(self.tr("What was read"), report.notices))
        hint = self.tr("Choose a finding or click a line in the picture to see its evidence and what to do.")
        self._show([*parts, f"<p style='color:{self._quiet()}'>{escape(hint)}</p>"])

    def show_finding(self, finding: AuditFinding) -> None:
        """A finding."""
        sure = self.tr("Severity: {severity}. How sure: {confidence}.").format(
            severity=severity_word(finding.severity), confidence=severity_word(finding.confidence)
        )
        self._show(
            [
                _title(finding.text),
                f"<p style='color:{self._quiet()}'>{escape(sure)}</p>",
                _section(self.tr("Accepted"), [finding.suppressed]) if finding.suppressed else "",
                _section(self.tr("What to do"), [finding.fix]),
                _section(self.tr("The way"), finding.path, numbered=len(finding.path) > 1),
                _section(self.tr("Evidence"), finding.evidence),
            ]
        )

    def show_link(self, link: Link, report: AuditReport, words: Words) -> None:
        """A link: its routes with their places, and what the findings say about it."""
        nodes = {node.id: node for node in report.nodes}
        ends = (", ".join(words.of_node(nodes[end])) for end in (link.source, link.target))
        about = [report.findings[number] for number in sorted(link.findings)]
        self._show(
            [
                _title(" → ".join(ends)),
                f"<p style='color:{self._quiet()}'>{escape(words.of_state(link))}</p>",
                _section(self.tr("What to do"), dict.fromkeys(finding.fix for finding in about)),
                _section(self.tr("Evidence"), (f"{edge.by}: {edge.at}" for edge in link.edges)),
                _section(self.tr("What the findings say"), (finding.text for finding in about)),
            ]
        )

    def _show(self, parts: Iterable[str]) -> None:
        self.setHtml("".join(parts))

    def _quiet(self) -> str:
        return look.look_of(self).quiet.name()


def _title(text: str) -> str:
    return f"<p style='font-weight:600'>{_shown(text)}</p>"


def _section(title: str, lines: Iterable[str], *, numbered: bool = False) -> str:
    shown = [_shown(line) for line in lines if line]
    if not shown:
        return ""
    if numbered:
        body = "".join(f"<li>{line}</li>" for line in shown)
        body = f"<ol style='margin-top:0; margin-left:-16px'>{body}</ol>"
    else:
        body = "".join(f"<p style='margin:0 0 4px 0'>{line}</p>" for line in shown)
    return f"<p style='margin:10px 0 2px 0; font-weight:600'><small>{escape(title)}</small></p>{body}"


def _shown(text: str) -> str:
    return escape(legible(short_path(text)))
