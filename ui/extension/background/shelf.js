/** Things kept by name in one of the browser's storages, the oldest of too many let go. */
import { api } from './api.js';

/** `most` things under one `place` of the storage `area`. What cannot be stored is kept while this background runs. */
export class Shelf {
  #area;
  #place;
  #most;
  #kept = null;

  constructor(area, place, most) {
    this.#area = api.storage[area];
    this.#place = place;
    this.#most = most;
  }

  /** What is kept under a name, or undefined. */
  async get(name) {
    return (await this.#all()).get(name);
  }

  /** Keeps a value under a name, as the newest. */
  async put(name, value) {
    const all = await this.#all();
    const isKnown = JSON.stringify(all.get(name)) === JSON.stringify(value);
    all.delete(name);
    all.set(name, value);
    for (const old of [...all.keys()].slice(0, Math.max(0, all.size - this.#most))) all.delete(old);
    if (!isKnown) await this.#store(all);
  }

  /** Lets everything go that `isOld(value, name)` holds of. */
  async drop(isOld) {
    const all = await this.#all();
    const old = [...all].filter(([name, value]) => isOld(value, name));
    for (const [name] of old) all.delete(name);
    if (old.length) await this.#store(all);
  }

  // One reading for all who ask at once, so that nobody's change is lost to another's older copy.
  #all() {
    this.#kept ??= this.#area.get(this.#place).then(
      (found) => new Map(Object.entries(found[this.#place] ?? {})),
      () => new Map(),
    );
    return this.#kept;
  }

  async #store(all) {
    try {
      await this.#area.set({ [this.#place]: Object.fromEntries(all) });
    } catch {
      // The disk is full, or the quota: it is known until this background ends, and then asked about again.
    }
  }
}
