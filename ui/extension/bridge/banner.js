import { textFor } from './api.js';
import { element, overPage } from './shade.js';

const SMALLEST_WINDOW = { width: 260, height: 80 };
const STAYS = 20_000;

/** A small quiet note at the page's edge: what is asked about, and why something was stopped. */
export class Banner {
  #does;
  #shown = null;
  #waiting = new Map();

  /** `does.open()` and `does.again(id)` are called when the person clicks. */
  constructor(does) {
    this.#does = does;
  }

  /** A post waits for the person. */
  held(id, headline) {
    this.#waiting.set(id, headline);
    this.#show(id, textFor('pageHeld'), headline, [this.#openButton()]);
  }

  /** A post was stopped; a stop that sticks can be lifted. */
  stopped(id, text, sticky) {
    this.#waiting.delete(id);
    const buttons = [this.#openButton()];
    if (sticky) buttons.unshift(button(textFor('pageAskAgain'), () => { this.#does.again(id); this.#next(); }));
    const shown = this.#show(id, textFor('pageStopped'), text, buttons);
    setTimeout(() => { if (this.#shown === shown) this.#next(); }, STAYS);
  }

  /** Nothing is to be said about this one any more. */
  done(id) {
    this.#waiting.delete(id);
    if (this.#shown?.id === id) this.#next();
  }

  #next() {
    this.#hide();
    const last = [...this.#waiting].at(-1);
    if (last) this.held(...last);
  }

  #openButton() {
    return button(textFor('pageOpen'), () => this.#does.open());
  }

  #hide() {
    this.#shown?.remove();
    this.#shown = null;
  }

  #show(id, title, text, buttons) {
    if (!hasRoom()) return null;
    this.#hide();
    const close = button('\u00d7', () => this.#hide(), { 'margin-left': 'auto', border: '0', 'font-size': '18px' });
    close.setAttribute('aria-label', textFor('pageClose'));
    const line = { display: 'flex', 'align-items': 'center', gap: '8px' };
    const head = element('div', line, element('b', {}, title), close);
    const row = element('div', { display: 'flex', gap: '8px', 'flex-wrap': 'wrap' }, ...buttons);
    const box = element('div', boxStyles(), head, element('div', { 'overflow-wrap': 'anywhere' }, text), row);
    box.setAttribute('role', 'status');
    this.#shown = { id, ...overPage(box, { top: '12px', right: '12px' }, true) };
    return this.#shown;
  }
}

function hasRoom() {
  const { width, height } = SMALLEST_WINDOW;
  return innerWidth >= width && innerHeight >= height && document.documentElement !== null;
}

function isDark() {
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

function boxStyles() {
  const dark = isDark();
  return {
    display: 'flex', 'flex-direction': 'column', gap: '8px', 'box-sizing': 'border-box', width: 'max-content',
    'max-width': 'min(360px, calc(100vw - 24px))', padding: '10px 12px', 'border-radius': '8px',
    border: `1px solid ${dark ? '#5a5f66' : '#b8bec6'}`, background: dark ? '#24272b' : '#ffffff',
    color: dark ? '#f1f3f5' : '#1b1e22', font: '14px/1.4 system-ui, sans-serif', 'box-shadow': '0 4px 16px #0004',
  };
}

// Only a real click counts: the page must not be able to press our buttons.
function button(text, pressed, styles = {}) {
  const made = element('button', {
    font: 'inherit', color: 'inherit', background: 'none', border: '1px solid currentColor', 'border-radius': '6px',
    padding: '4px 10px', cursor: 'pointer', ...styles,
  }, text);
  made.type = 'button';
  made.addEventListener('click', (event) => { if (event.isTrusted) pressed(); });
  return made;
}
