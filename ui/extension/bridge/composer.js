import { isAlive, textFor } from './api.js';
import { isPlatform } from './place.js';
import { Notes } from './notes.js';
import { dress, element, overPage } from './shade.js';
import { Writing } from './writing.js';

const SMALLEST_FIELD = { width: 200, height: 30 };

/**
 * A coloured line round the composer that has the focus, the badge of whoever is acting there, and beside it what would
 * be noticed about a brand's text.
 */
export class Composer {
  #say;
  #field = null;
  #shade = null;
  #acting = null;
  #wanted = true;
  #follow = () => this.#later();
  #sizes = new ResizeObserver(this.#follow);
  #drawn = 0;
  #notes = new Notes();
  #writing;

  constructor(say) {
    this.#say = say;
    this.#writing = new Writing({
      ask: (turn, text) => say({ t: 'writing', turn, text }),
      show: (text, notes) => { this.#notes.show(text, notes); this.#draw(); },
    });
    addEventListener('focusin', (event) => { if (event.isTrusted) this.#focused(composerAt(event)); }, true);
    addEventListener('focusout', () => this.#blurred(), true);
  }

  /** Who is acting: `{badge, account}`. */
  acting({ badge, account }) {
    this.#acting = badge && { badge, account };
    this.#draw();
    if (badge?.kind === 'brand' && this.#field !== null && this.#wanted) this.#writing.begin(this.#field);
    else if (badge) this.#writing.end();
  }

  /** What would be noticed about the text. */
  notes(message) {
    this.#writing.noticed(message);
  }

  /** Whether composers are framed at all. */
  settings({ frame }) {
    this.#wanted = frame;
    this.#draw();
  }

  #focused(field) {
    if (field === null || !isAlive() || !isPlatform()) return;
    this.#field = field;
    this.#sizes.observe(field);
    addEventListener('scroll', this.#follow, { capture: true, passive: true });
    addEventListener('resize', this.#follow);
    this.#say({ t: 'composer', focused: true });
  }

  #blurred() {
    if (this.#field === null) return;
    this.#field = null;
    this.#acting = null;
    this.#writing.end();
    this.#sizes.disconnect();
    removeEventListener('scroll', this.#follow, { capture: true });
    removeEventListener('resize', this.#follow);
    this.#draw();
    this.#say({ t: 'composer', focused: false });
  }

  #later() {
    if (this.#drawn === 0) this.#drawn = requestAnimationFrame(() => { this.#drawn = 0; this.#draw(); });
  }

  #draw() {
    if (this.#field === null || this.#acting === null || !this.#wanted || !this.#field.isConnected) {
      this.#shade?.remove();
      this.#shade = null;
      return;
    }
    this.#shade ??= frame(this.#acting, this.#notes.place, this.#field.closest('dialog, [popover]') !== null);
    const place = this.#field.getBoundingClientRect();
    const { left, top, width, height } = place;
    const px = (number) => `${number}px`;
    dress(this.#shade.host, { left: px(left - 3), top: px(top - 3), width: px(width + 6), height: px(height + 6) });
    this.#notes.settle(place);
  }
}

function composerAt(event) {
  const field = event.composedPath()[0];
  if (!(field instanceof HTMLElement)) return null;
  const isText = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === 'text');
  if (!isText && !field.isContentEditable) return null;
  const { width, height } = field.getBoundingClientRect();
  return width >= SMALLEST_FIELD.width && height >= SMALLEST_FIELD.height ? field : null;
}

function frame({ badge, account }, notes, onTop) {
  const color = /^#[0-9a-f]{6}$/i.test(badge.color) ? badge.color : '#808080';
  const text = `${badge.letters} ${badge.name}`.trim();
  const label = element('span', {
    position: 'absolute', right: '6px', top: '-10px', padding: '1px 7px', 'border-radius': '9px', background: color,
    color: inkOn(color), font: '600 11px/1.5 system-ui, sans-serif', 'white-space': 'nowrap', 'max-width': '100%',
    overflow: 'hidden', 'text-overflow': 'ellipsis',
  }, text);
  label.setAttribute('aria-label', textFor('pageActing', account || badge.name));
  const line = element('div', {
    position: 'absolute', inset: '0', border: `2px solid ${color}`, 'border-radius': '8px', 'pointer-events': 'none',
  }, label);
  const both = element('div', { position: 'absolute', inset: '0', 'pointer-events': 'none' }, line, notes);
  return overPage(both, { 'pointer-events': 'none' }, onTop);
}

// Black or white, whichever is read better on the colour.
function inkOn(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 150 ? '#000000' : '#ffffff';
}
