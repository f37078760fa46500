/** The toolbar's pop-up, seen from behind: tells it how things are, and does what it asks. */
import { api, hostOf } from './api.js';
import { bind, bindingOf } from './binding.js';
import { send } from './frames.js';
import { isGuarded } from './inject.js';
import { frameComposers, framesComposers } from './pages.js';

const WEB = /^https?:/;

/** All pop-ups that are open: one for each window at most. */
export class Popups {
  #parts;
  #open = new Map();
  #shown = 0;
  #told = new WeakMap();

  constructor(parts) {
    this.#parts = parts;
  }

  /** A pop-up has opened its port. */
  add(port) {
    this.#open.set(port, null);
    port.onDisconnect.addListener(() => this.#open.delete(port));
    port.onMessage.addListener((message) => this.#message(port, message));
  }

  /** Something has changed: tells all. */
  refresh() {
    for (const port of this.#open.keys()) this.#show(port);
  }

  async #message(port, message) {
    const { pages, frames, line } = this.#parts;
    if (message.t === 'look') this.#open.set(port, message.tab);
    if (message.t === 'raise') await pages.raise(message.what);
    if (message.t === 'again') await line.connect();
    if (message.t === 'bind') await bind(this.#open.get(port)?.store ?? '', message.identity);
    if (message.t === 'frame') await frameComposers(message.frame, frames);
    await this.#show(port);
  }

  async #show(port) {
    const tab = this.#open.get(port);
    if (!tab) return;
    const turn = (this.#shown += 1);
    const { line, briefing, pages } = this.#parts;
    await briefing.loaded;
    const place = { ...tab, host: WEB.test(tab.url) ? hostOf(tab.url) : '', tab: tab.id };
    const { worn = null, paused = false, identities = [], at = 0 } = briefing.last ?? {};
    const [acting, watched, binding, frame, inPrivate] = await Promise.all([
      place.host ? pages.acting(place) : null,
      place.host ? isGuarded(tab.id) : null,
      bindingOf(tab.store),
      framesComposers(),
      api.extension.isAllowedIncognitoAccess(),
    ]);
    const state = {
      t: 'state', up: line.up, trouble: line.trouble, at, worn, paused, binding, frame, inPrivate, acting,
      identities: identities.map((each) => each.badge), host: place.host, watched: watched ?? !place.host,
    };
    // What was asked later is not overtaken by what was asked earlier.
    if (this.#told.get(port) > turn) return;
    this.#told.set(port, turn);
    send(port, state);
  }
}
