/**
 * What pages' wrappers have announced, and who decides has allowed: when the browser then sees it leave, it needs no
 * second question.
 *
 * Call `release(request)` ({method, url, headers, body}) before the verdict goes to the page. Each release lets the
 * same request by once from the page and once from a worker, since a service worker may send on what its page fetches.
 */

import { fingerprint, withoutFragment } from './seen.js';

const WITHIN = 3000;

/** The passes there are; `now` gives milliseconds, of a clock that nobody sets. */
export class Announced {
  #passes = new Map();
  #now;

  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** This request may leave, within so many milliseconds. */
  release(request, within = WITHIN) {
    this.#forget();
    const key = keyOf(request);
    const pass = { mark: fingerprint(request), until: this.#now() + within, page: true, worker: true };
    this.#passes.set(key, [...(this.#passes.get(key) ?? []), pass]);
  }

  /** Whether the request that the browser sees was released; uses the pass up. */
  takes(request) {
    this.#forget();
    const level = request.tabId < 0 ? 'worker' : 'page';
    const mark = fingerprint(request);
    const passes = this.#passes.get(keyOf(request)) ?? [];
    const found = passes.find((pass) => pass[level] && (pass.mark === mark || pass.mark === null || mark === null));
    if (found) found[level] = false;
    return found !== undefined;
  }

  #forget() {
    const now = this.#now();
    for (const [key, passes] of this.#passes) {
      const left = passes.filter((pass) => pass.until > now && (pass.page || pass.worker));
      if (left.length) this.#passes.set(key, left);
      else this.#passes.delete(key);
    }
  }
}

function keyOf({ method, url }) {
  return `${method} ${withoutFragment(url)}`;
}
