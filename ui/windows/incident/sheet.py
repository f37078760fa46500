"""What the windows of incidents have beside the look of forms."""

from ui import look
from ui.windows import table_look
from ui.windows.forms.sheet import sheet as forms


def sheet(colors: look.Look) -> str:
    """Fields of several lines, and the quiet areas of a page."""
    line, border, accent = colors.line.name(), colors.border.name(), colors.accent.name()
    surface, ink = colors.surface.name(), colors.ink.name()
    calm = look.tinted(colors.accent, colors.ground, 0.08).name()
    field = f"border: 1px solid {border}; border-radius: 6px; background: {surface}; color: {ink};"
    rules = {
        "QPlainTextEdit": f"{field} padding: 1px;",
        "QPlainTextEdit:focus": f"border: 2px solid {accent}; padding: 0;",
        "QPlainTextEdit:read-only": f"background: {colors.ground.name()}; border: 1px solid {line};",
        "QFrame#guidance": f"background: {calm}; border: none; border-radius: 8px;",
        "QFrame#footer": f"border: none; border-top: 1px solid {line};",
        "QDateTimeEdit": f"{field} padding: 5px 6px; min-height: 1.3em; font-size: {look.font().pointSizeF()}pt;",
        "QDateTimeEdit::up-button, QDateTimeEdit::down-button": ("subcontrol-origin: border; width: 0; border: none;"),
        "QDateTimeEdit:focus": f"border: 2px solid {accent}; padding: 4px 5px;",
        "QTabBar::tab": "padding: 6px 10px;",
        "QTabBar": f"font-size: {look.font().pointSizeF()}pt;",
    }
    own = "\n".join(f"{where} {{ {what} }}" for where, what in rules.items())
    return "\n".join((forms(colors), table_look.sheet(colors), own))
