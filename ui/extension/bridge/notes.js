import { textFor } from './api.js';
import { element } from './shade.js';

const MOST = 3;
const LONGEST_QUOTE = 40;
const CONTROLS = 'a, button, input, select, textarea, label, [role=button], [role=link], [tabindex]';
const COLOURS = { high: ['#b3201a', '#ff8a80'], medium: ['#b26a00', '#ffb74d'], low: ['#1d6fb8', '#90caf9'] };
const SAID = { high: 'noteHigh', medium: 'noteMedium', low: 'noteLow' };

/** Up to three quiet lines at a composer: what would be noticed about the text in it. */
export class Notes {
  #box = null;
  #lines = [];
  #drawn = '[]';
  #closed = new Set();

  /** Where they are shown: to be put into a composer's frame. */
  get place() {
    // It is there before anything stands in it, else nothing would be read out.
    this.#box ??= element('div', { display: 'none' });
    this.#box.setAttribute('role', 'status');
    this.#box.setAttribute('aria-live', 'polite');
    return this.#box;
  }

  /** Shows these about a text, but for what the person has closed while it was written; none takes all away. */
  show(text, notes) {
    this.#lines = notes.slice(0, MOST).map((note) => lineOf(note, text));
    if (text === '') this.#closed.clear();
    this.#draw();
  }

  /** Puts them below the composer, which is in this rectangle, or above where something to be pressed is there. */
  settle(rectangle) {
    if (this.place.childElementCount === 0) return;
    const { style } = this.place;
    const { height } = this.place.getBoundingClientRect();
    const isFree = (top) => top >= 0 && top + height <= innerHeight && !hasControls(rectangle, top, height);
    const below = rectangle.bottom + 8;
    const above = rectangle.top - 16 - height;
    const isAbove = !isFree(below) && isFree(above);
    style.setProperty('top', isAbove ? 'auto' : 'calc(100% + 6px)', 'important');
    style.setProperty('bottom', isAbove ? 'calc(100% + 14px)' : 'auto', 'important');
  }

  #draw() {
    const open = this.#lines.filter(({ note }) => !this.#closed.has(note));
    const drawn = JSON.stringify(open);
    if (drawn === this.#drawn) return; // nothing is read out twice
    this.#drawn = drawn;
    const box = this.place;
    box.replaceChildren(...open.map(drawnLine));
    if (open.length) box.append(this.#closeButton(open));
    for (const [name, value] of Object.entries(open.length ? notesStyles() : { display: 'none' })) {
      box.style.setProperty(name, value, 'important');
    }
  }

  #closeButton(open) {
    const close = element('button', {
      position: 'absolute', top: '2px', right: '4px', border: '0', background: 'none', color: 'inherit',
      padding: '2px 5px', font: '16px/1 system-ui, sans-serif', cursor: 'pointer', 'pointer-events': 'auto',
    }, '\u00d7');
    close.type = 'button';
    close.tabIndex = -1;
    close.setAttribute('aria-label', textFor('pageNotesClose'));
    close.addEventListener('mousedown', (event) => event.preventDefault()); // who writes goes on writing
    close.addEventListener('click', (event) => {
      if (!event.isTrusted) return;
      for (const { note } of open) this.#closed.add(note);
      this.#draw();
    });
    return close;
  }
}

/** A note as it is shown: {note, severity, text, quoted}. */
function lineOf({ severity, text, evidence, spots }, written) {
  const quoted = quoteOf(spots, written);
  return { note: JSON.stringify([text, evidence]), severity, text, quoted: text.includes(quoted) ? '' : quoted };
}

function drawnLine({ severity, text, quoted }) {
  const [light, dark] = COLOURS[severity] ?? COLOURS.low;
  const dot = element('span', {
    flex: 'none', width: '8px', height: '8px', 'border-radius': severity === 'high' ? '1px' : '50%',
    background: isDarkNow() ? dark : light,
  });
  dot.setAttribute('role', 'img');
  dot.setAttribute('aria-label', textFor(SAID[severity] ?? SAID.low));
  const whole = quoted === '' ? text : `${text} ${textFor('pageNoteSpot', quoted)}`;
  const said = element('span', { overflow: 'hidden', 'text-overflow': 'ellipsis', 'white-space': 'nowrap' }, whole);
  return element('div', { display: 'flex', 'align-items': 'center', gap: '7px' }, dot, said);
}

/** The first piece of the text that a note is about; places are counted in characters, not in halves of them. */
function quoteOf(spots, written) {
  const [start, end] = spots?.[0] ?? [0, 0];
  if (!(end > start)) return '';
  const piece = [...written].slice(start, end).join('').replace(/\s+/g, ' ').trim();
  return piece.length > LONGEST_QUOTE ? `${piece.slice(0, LONGEST_QUOTE).toWellFormed()}…` : piece;
}

function notesStyles() {
  const dark = isDarkNow();
  return {
    position: 'absolute', right: '0', display: 'flex', 'flex-direction': 'column', gap: '3px',
    'box-sizing': 'border-box', width: 'max-content', 'max-width': 'min(440px, calc(100vw - 24px))',
    padding: '5px 28px 5px 9px', 'border-radius': '7px', border: `1px solid ${dark ? '#5a5f66' : '#b8bec6'}`,
    background: dark ? '#24272b' : '#ffffff', color: dark ? '#f1f3f5' : '#1b1e22',
    font: '12px/1.5 system-ui, sans-serif', 'box-shadow': '0 2px 8px #0003', 'pointer-events': 'none',
  };
}

function isDarkNow() {
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Whether the page has something to be pressed where the notes would lie. */
function hasControls({ right, width }, top, height) {
  const left = Math.max(right - Math.min(440, width), 0);
  for (const down of [0.25, 0.75]) {
    for (const across of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const found = document.elementFromPoint(left + (right - left) * across, top + height * down);
      if (found?.closest(CONTROLS)) return true;
    }
  }
  return false;
}
