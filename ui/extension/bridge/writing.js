const PAUSE = 700;
const LONGEST = 65_536;
const CHANGES = ['input', 'keyup', 'compositionend'];
const SEARCHES = 'search, [role=search], [role=searchbox], [role=combobox], [type=search], [name=q]';

/**
 * A text that is being written in a composer: asks, after each pause, what would be noticed about it. `ask(turn, text)`
 * asks, `show(text, notes)` is called with what came of it, and with none when there is no text any more.
 */
export class Writing {
  #ask;
  #show;
  #field = null;
  #timer = 0;
  #turn = 0;
  #asked = null;
  #changed = () => this.#later();

  constructor({ ask, show }) {
    this.#ask = ask;
    this.#show = show;
  }

  /** From now on the text in this field counts. */
  begin(field) {
    if (this.#field === field || !isForWriting(field)) return;
    this.end();
    this.#field = field;
    for (const name of CHANGES) field.addEventListener(name, this.#changed);
    this.#later();
  }

  /** Nothing is written any more. */
  end() {
    if (this.#field === null) return;
    for (const name of CHANGES) this.#field.removeEventListener(name, this.#changed);
    clearTimeout(this.#timer);
    this.#field = null;
    this.#turn += 1;
    this.#asked = null;
    this.#show('', []);
  }

  /** What would be noticed about the text that was asked about in this turn. */
  noticed({ turn, notes }) {
    if (turn === this.#turn && this.#field !== null) this.#show(this.#asked, notes);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE);
  }

  #look() {
    const text = textIn(this.#field);
    if (text === this.#asked) return undefined;
    this.#turn += 1; // what is answered from now on was asked about another text
    this.#asked = text;
    if (text.trim() === '') return this.#show(text, []);
    return this.#ask(this.#turn, text);
  }
}

/** Not where one searches, nor where the page wants something filled in for it, nor where a text is hidden. */
function isForWriting(field) {
  const fills = field.getAttribute('autocomplete') ?? '';
  const isHidden = !['', 'none'].includes(getComputedStyle(field).getPropertyValue('-webkit-text-security'));
  return ['', 'on', 'off'].includes(fills.trim().toLowerCase()) && !isHidden && field.closest(SEARCHES) === null;
}

function textIn(field) {
  const isPlain = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
  return (isPlain ? field.value : field.innerText).slice(0, LONGEST);
}
