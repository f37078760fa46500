/**
 * Stops that stick: clients try again by themselves, and what a person has stopped is not asked about again for a
 * while. Kept in the session, so that it outlives the service worker.
 */
import { Shelf } from './shelf.js';

const HOLDS_FOR = 2 * 60_000;
const MOST = 200;
const MOST_HOLDS = 50;

/** What the person has stopped lately. */
export class Stops {
  #kept = new Shelf('session', 'stops', MOST);

  /** The text of the stop that holds for this content, or null. `content` is what `contentKey` gives. */
  async of(content) {
    const stop = await this.#kept.get(content);
    return stop && holds(stop) ? stop.text : null;
  }

  /** The person has stopped it, as the hold `hold`. */
  async add(content, hold, text) {
    await this.#kept.drop((stop) => !holds(stop));
    await this.#kept.put(content, { text, holds: [hold], at: Date.now() });
  }

  /** The hold `hold` was answered by this stop, so that the person may ask again from there. */
  async answered(content, hold) {
    const stop = await this.#kept.get(content);
    if (stop) await this.#kept.put(content, { ...stop, holds: [...stop.holds, hold].slice(-MOST_HOLDS) });
  }

  /** The person wants to be asked again about what was stopped as the hold `hold`. */
  forget(hold) {
    return this.#kept.drop((stop) => stop.holds.includes(hold));
  }

  /** Another hat is worn: it is another question now. */
  clear() {
    return this.#kept.drop(() => true);
  }
}

/** Whether it still holds. A clock that was put back must not make a stop stick for hours. */
function holds({ at }) {
  const age = Date.now() - at;
  return age >= 0 && age < HOLDS_FOR;
}

/** What makes two posts the same: the definition, who acts, and the content; only its hash. */
export async function contentKey({ platform, name, text, media, verb }, actors) {
  const whole = JSON.stringify([platform, name, verb, text, media, actors]);
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(whole)));
  return Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
