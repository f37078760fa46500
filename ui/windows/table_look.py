"""How the tables of the windows look and behave: rows are chosen as a whole, the keyboard goes through them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui import look


def shape(view: QTableView, name: str, lines: int) -> None:
    """Gives a table its manners. Every row is so many lines high: to measure ten thousand texts would take seconds."""
    view.setAccessibleName(name)
    view.setFont(look.font(look.Size.SMALL))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(lines > 1)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().lineSpacing() * lines + look.GAP * 2)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setStretchLastSection(True)


def sheet(colors: look.Look) -> str:
    """The colours of tables, of the tabs around them and of the pane that tells of a row."""
    line, ink, raised = colors.line.name(), colors.ink.name(), colors.raised.name()
    chosen = look.mixed(colors.accent, colors.surface, 0.22).name()
    accent = colors.accent.name()
    box = f"border: 1px solid {line}; border-radius: 6px;"
    return "\n".join(
        (
            f"QTableView {{ {box} outline: 0; selection-color: {ink}; selection-background-color: {chosen}; }}",
            f"QTableView:focus, QTextBrowser:focus {{ border: 2px solid {accent}; }}",
            "QTableView::item { padding: 4px 10px; border: none; }",
            f"QTableView::item:selected {{ background: {chosen}; }}",
            f"QHeaderView::section {{ background: {raised}; color: {ink}; border: none; padding: 6px 10px; }}",
            "QTabWidget::pane { border: none; }",
            f"QTabBar::tab {{ padding: 6px 14px; color: {colors.quiet.name()}; background: transparent;"
            " border: none; border-bottom: 3px solid transparent; }",
            f"QTabBar::tab:selected {{ color: {ink}; border-bottom-color: {accent}; }}",
            f"QTabBar::tab:focus {{ background: {raised}; }}",
            f"QTextBrowser {{ {box} }}",
        )
    )
