"""While a brand's post is written: what would be noticed is told quietly beside it, and nowhere else."""

import threading
from typing import Any

import pytest
from gated_browser import BOTH, Gated

PRIVATE = "I'm so drunk right now"
NOTE = "This reads like a private post"
BADGE = "AL Acme Ltd"
RICH, PLAIN, SEARCH = "#rich", "#text", "#find"
ACME, JO = 1001, 2002
LONGER = 1.2
"""Seconds: after the pause in which a text is asked about, and its answer."""

pytestmark = pytest.mark.parametrize("browser", BOTH, indirect=True)


def composer(browser: Gated, user: int) -> Any:
    """A page of a network whose cookie tells who acts."""
    page = browser.page("pictures.html", at="https://x.com/pages")
    page.evaluate(f"document.cookie = 'twid=u%3D{user}; path=/; secure', null")
    return page


def told(page: Any, *, wanted: bool, seconds: float = 10) -> list[str]:
    """What lies over the page, as soon as there is a note, or none."""
    for _ in range(int(seconds / 0.1)):
        lines = list(page.laid_over())
        if any(NOTE in line for line in lines) is wanted:
            return lines
        threading.Event().wait(0.1)
    raise TimeoutError(f"over the page: {lines}")


@pytest.mark.parametrize("field", [pytest.param(PLAIN, id="in a plain field"), pytest.param(RICH, id="in a rich one")])
def test_a_note_comes_while_it_is_written_and_goes_with_what_it_was_about(browser: Gated, field: str) -> None:
    page = composer(browser, ACME)
    page.type(field, PRIVATE)
    assert any("drunk" in line for line in told(page, wanted=True))
    assert page.evaluate(f"document.activeElement === document.querySelector('{field}')")
    page.evaluate(f"""(field => {{
      field['value' in field ? 'value' : 'textContent'] = 'Our fridge is full again';
      field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
    }})(document.querySelector('{field}'))""")
    assert [line for line in told(page, wanted=False) if BADGE not in line] == []


def test_nothing_is_noted_where_one_searches_or_writes_in_ones_own_name(browser: Gated) -> None:
    page = composer(browser, ACME)
    page.type(SEARCH, PRIVATE)
    threading.Event().wait(LONGER)
    assert not any(NOTE in line for line in page.laid_over())
    own = composer(browser, JO)
    own.type(PLAIN, PRIVATE)
    threading.Event().wait(LONGER)
    assert [line for line in own.laid_over() if "Jo" not in line] == []


def test_a_note_that_was_closed_stays_so_and_the_writer_writes_on(browser: Gated) -> None:
    if browser.kind != "chromium":
        pytest.skip("Firefox's driver clicks on nothing in a closed tree")
    page = composer(browser, ACME)
    page.type(PLAIN, PRIVATE)
    told(page, wanted=True)
    page.press_over("Hide these notes")
    told(page, wanted=False)
    page.ask("Input.insertText", text=", and so are we all")
    threading.Event().wait(LONGER)
    assert page.evaluate("document.querySelector('#text').value") == f"{PRIVATE}, and so are we all"
    assert not any(NOTE in line for line in page.laid_over())
