/** What pages tell besides posts: whom a platform calls who one is, what was copied, what is written, and where. */
import { shingles } from '../understanding/shingles.js';
import { api } from './api.js';
import { send } from './frames.js';
import { platformName } from './reading.js';

const FRAME = 'frame';
const LONGEST_COPY = 65_536;
const LONGEST_TEXT = 65_536;
const MOST_NOTES = 3;

/** The answers to what frames say besides `hold` and `gone`; as `on` for Frames. */
export class Pages {
  #parts;
  #focused = new Map();

  constructor(parts) {
    this.#parts = parts;
  }

  /** A new frame: it is told whether to frame composers. */
  async come(port) {
    send(port, { t: 'settings', frame: await framesComposers() });
  }

  /** A frame has gone. */
  gone(port) {
    this.#focused.delete(port);
  }

  /** Whose accounts there are, or which, may have changed: tells the composers that have the focus. */
  refresh() {
    for (const [port, { place }] of this.#focused) this.#tell(port, place);
  }

  /** A platform's answer that says who one is. */
  async answer(message, place) {
    const { reading, accounts } = this.#parts;
    const actors = [];
    for (const each of await reading.learnt(message, place)) actors.push(await accounts.learn(each, place));
    // A list of all accounts that one has does not tell which of them acts.
    if (actors.length !== 1 || !actors[0]) return;
    await accounts.saw(actors, place);
    this.refresh();
  }

  /** JSON in a page that says it. */
  element(message, place) {
    return this.answer({ matcher: message.matcher, url: place.url, answer: message.text }, place);
  }

  /** A copy: its hashes go to the engine where it is known as whom it was made. */
  async copied({ text }, place) {
    const { reading, briefing, line } = this.#parts;
    if (!line.up || typeof text !== 'string') return;
    const actors = await reading.present(place);
    const salt = briefing.last?.salt;
    if (!actors.length || !salt) return;
    const hashes = await shingles(text.slice(0, LONGEST_COPY), salt);
    if (hashes.length) await line.soon('copied', { actors, shingles: hashes }).catch(() => {});
  }

  /** A composer has the focus, or has lost it. */
  async composer({ focused }, place, port) {
    this.#focused.delete(port);
    if (focused !== true) return;
    this.#focused.set(port, { place, isBrand: false });
    await this.#tell(port, place);
  }

  /** A text that is being written as a brand: what would be noticed about it. Nothing is kept of it. */
  async writing({ turn, text }, place, port) {
    const { reading, line, app } = this.#parts;
    if (typeof text !== 'string' || !this.#focused.get(port)?.isBrand) return;
    const actors = await reading.present(place);
    const asked = actors.length > 0 && line.soon('preview', { actors, text: cut(text), app }).catch(() => null);
    const said = await asked;
    send(port, { t: 'notes', turn, notes: said?.badge?.kind === 'brand' ? said.notes.slice(0, MOST_NOTES) : [] });
  }

  /** The person wants to be asked again about a stop that sticks. */
  again({ id }) {
    return this.#parts.stops.forget(id);
  }

  /** The person wants to see Hatcheck. */
  open() {
    return this.raise('holds');
  }

  /** Asks the shell for a window. */
  raise(what) {
    return this.#parts.line.soon('raise', { what }).catch(() => null);
  }

  /** Who acts in the pages of a place: `{badge, account, platform, platformName}`; empty where nothing tells. */
  async acting(place) {
    const { reading, line } = this.#parts;
    const actors = await reading.present(place);
    const platform = actors[0]?.platform ?? '';
    const named = { platform, platformName: platformName(platform) };
    if (!actors.length) return { badge: null, account: '', ...named };
    const said = await line.soon('acting', { actors }).catch(() => this.#asKnown(actors[0]));
    return { ...said, ...named };
  }

  async #tell(port, place) {
    const { badge, account } = await this.acting(place);
    if (!this.#focused.has(port)) return;
    this.#focused.set(port, { place, isBrand: badge?.kind === 'brand' });
    // What is drawn already does not change; so it is taken away first.
    send(port, { t: 'acting', badge: null, account: '' });
    send(port, { t: 'acting', badge, account });
  }

  /** Without the guard: what it last said whose account it is. */
  async #asKnown({ platform, account, ...rest }) {
    const { briefing } = this.#parts;
    await briefing.loaded;
    const owner = briefing.last && (await briefing.owner({ platform, account, ...rest }));
    return { badge: owner?.badge ?? null, account: account && `${platform}:${account}` };
  }
}

function cut(text) {
  return text.slice(0, LONGEST_TEXT).toWellFormed();
}

/** Whether composers are framed; switched in the pop-up. */
export async function framesComposers() {
  return (await api.storage.local.get({ [FRAME]: true }))[FRAME];
}

/** Switches it for all frames. */
export async function frameComposers(frame, frames) {
  await api.storage.local.set({ [FRAME]: frame });
  frames.tell({ t: 'settings', frame });
}
