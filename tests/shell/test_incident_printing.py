"""The export as a document: bytes of the engine, and PDF with its text, made without a screen."""

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from incident_parts import Engine, night
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from guard.protocol import ErrorCode, Problem
from guard.protocol.incidents import Document, ExportIncident
from ui import look
from ui.printing import laid_out, pdf_of
from ui.windows.incident.export import Export

PAGE = "<p>It went out at 23:24.</p>"
HTML = f"<html><head><title>Night</title></head><body><h1>Cider night</h1>{PAGE * 120}</body></html>"


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def export(qtbot: QtBot, engine: Engine) -> Export:
    made = Export(engine)
    qtbot.addWidget(made)
    made.show_view(night())
    return made


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def inks_of(pdf: bytes) -> bytes:
    """What is drawn on the pages, unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    unpacked = []
    for stream in streams:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


@pytest.mark.usefixtures("qapp")
def test_a_long_document_has_pages_and_the_text_is_on_them() -> None:
    pdf = pdf_of(HTML)
    assert pdf.startswith(b"%PDF-")
    document = laid_out(HTML, QSizeF(650, 950))
    assert document.toPlainText().count("It went out at 23:24.") == 120
    assert pages_of(pdf) == document.pageCount() >= 3
    assert inks_of(pdf).count(b"Tj") > 120, "drawn as text, not as pictures"


def test_a_dark_desktop_prints_black_on_white(qapp: QApplication) -> None:
    light = pdf_of(HTML)
    look.apply(qapp, Qt.ColorScheme.Dark)
    try:
        dark = pdf_of(HTML)
    finally:
        look.apply(qapp, Qt.ColorScheme.Light)
    assert inks_of(dark) == inks_of(light)


@pytest.mark.usefixtures("qapp")
def test_nothing_named_in_the_document_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: #123456; font-size: 99pt }", encoding="utf-8")
    link = f'<link rel="stylesheet" href="{secret.as_uri()}">'
    plain, linked = (pdf_of(f"<html><head>{head}</head><body>{PAGE}</body></html>") for head in ("", link))
    assert inks_of(linked) == inks_of(plain)


def test_without_a_screen_the_command_does_it(tmp_path: Path) -> None:
    source, target = tmp_path / "in.html", tmp_path / "out.pdf"
    source.write_text(HTML, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-m", "ui.printing", str(source), str(target)]
    done = subprocess.run(command, env=env, capture_output=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    assert pages_of(target.read_bytes()) >= 3
    done = subprocess.run([*command[:-1], str(tmp_path / "no" / "out.pdf")], env=env, timeout=30, check=False)
    assert done.returncode == 2


FORMS = [
    pytest.param("pdf", "html", b"%PDF-", id="pdf"),
    pytest.param("html", "html", b"<html>", id="html"),
    pytest.param("markdown", "markdown", b"<html>", id="markdown"),
    pytest.param("json", "json", b"<html>", id="json"),
]


@pytest.mark.parametrize(("form", "asked", "begins"), FORMS)
def test_an_export_is_asked_for_and_written(
    export: Export, engine: Engine, tmp_path: Path, form: str, asked: str, begins: bytes
) -> None:
    export.save(tmp_path / "night", form)
    request = engine.of(ExportIncident)[-1]
    assert (request.format, request.bystanders, request.incident) == (asked, False, "2026-11-22-aid")
    engine.answer(Document("night", HTML))
    assert (tmp_path / "night").read_bytes().startswith(begins)
    assert export.said.text() == f"Saved: {tmp_path / 'night'}"


def test_people_outside_are_named_only_where_that_is_ticked(export: Export, engine: Engine, tmp_path: Path) -> None:
    export.bystanders.setChecked(True)
    export.save(tmp_path / "night", "json")
    assert engine.of(ExportIncident)[-1].bystanders is True


def test_a_place_that_cannot_be_written_is_told(export: Export, engine: Engine, tmp_path: Path) -> None:
    export.save(tmp_path / "no" / "night.pdf", "pdf")
    engine.answer(Document("night", HTML))
    assert "cannot be written: No such file or directory" in export.said.text()
    export.save(tmp_path / "night.pdf", "pdf")
    engine.answer(Problem(ErrorCode.NOT_CHANGED, "The record is broken."))
    assert export.said.text() == "The record is broken."


@pytest.mark.usefixtures("qapp")
def test_a_heading_does_not_end_a_page_and_nothing_is_lost() -> None:
    table = "<table border=1><thead><tr><th>a</th></tr></thead><tr><td>b</td></tr></table>"
    parts = "".join(f"{PAGE * count}<h2>Part {count}</h2>{table}<p>After {count}</p>" for count in range(3, 24))
    document = laid_out(f"<html><body>{parts}</body></html>", QSizeF(600, 400))
    layout, block, tops = document.documentLayout(), document.begin(), []
    while block.isValid():
        if block.blockFormat().headingLevel():
            tops.append(layout.blockBoundingRect(block).top() % 400)
            assert layout.blockBoundingRect(block).height() > 0
        block = block.next()
    assert len(tops) == 21
    assert max(tops) <= 400 - 100
    assert [count for count in range(3, 24) if f"After {count}\n" not in document.toPlainText() + "\n"] == []
