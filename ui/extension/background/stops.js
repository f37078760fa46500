/**
 * Stops that stick: clients try again by themselves, and what a person has stopped is not asked about again for a
 * while. Kept in the session, so that it outlives the service worker.
 */
import { api } from './api.js';

const PLACE = 'stops';
const HOLDS_FOR = 2 * 60_000;

/** What the person has stopped lately. */
export class Stops {
  #kept = null;

  /** The text of the stop that holds for this content, or null. `content` is what `contentKey` gives. */
  async of(content) {
    const stop = (await this.#all())[content];
    return stop && stop.until > Date.now() ? stop.text : null;
  }

  /** The person has stopped it, as the hold `hold`. */
  async add(content, hold, text) {
    const all = await this.#all();
    for (const [key, stop] of Object.entries(all)) if (stop.until <= Date.now()) delete all[key];
    all[content] = { text, holds: [hold], until: Date.now() + HOLDS_FOR };
    await this.#keep();
  }

  /** The hold `hold` was answered by this stop, so that the person may ask again from there. */
  async answered(content, hold) {
    (await this.#all())[content]?.holds.push(hold);
    await this.#keep();
  }

  /** The person wants to be asked again about what was stopped as the hold `hold`. */
  async forget(hold) {
    const all = await this.#all();
    for (const [key, stop] of Object.entries(all)) if (stop.holds.includes(hold)) delete all[key];
    await this.#keep();
  }

  /** Another hat is worn: it is another question now. */
  async clear() {
    this.#kept = {};
    await this.#keep();
  }

  async #all() {
    this.#kept ??= (await api.storage.session.get(PLACE))[PLACE] ?? {};
    return this.#kept;
  }

  #keep() {
    return api.storage.session.set({ [PLACE]: this.#kept });
  }
}

/** What makes two posts the same: the definition, who acts, and the content; only its hash. */
export async function contentKey({ platform, name, text, media, verb }, actors) {
  const whole = JSON.stringify([platform, name, verb, text, media, actors]);
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(whole)));
  return Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
