/**
 * Chromium: sees posts that a definition knows and no wrapper has announced. One that the gate blocked is asked about,
 * and let through when it is tried again; one that left is told as escaped.
 *
 * new Drift({webRequest, tabs, fitting, announced, gate, judge, escaped}).start()
 *   webRequest  the browser's, and its tabs: a question ends with the page that it came from
 *   fitting     (method, url) -> [positions in MATCHERS] of submissions; `submissionsFitting` of waiting.js
 *   announced   an Announced, which is told each release before the page is
 *   gate        a Gate, or null where there is none
 *   judge       (request, {signal}) -> Promise<{allow, text}>, request as in seen.js
 *   escaped     (request) -> tells the engine, if it is a post at all
 */

import { fingerprint, requestOf } from './seen.js';

const EVERYWHERE = { urls: ['<all_urls>'] };
const BLOCKED = 'net::ERR_BLOCKED_BY_CLIENT';
const RETRY_WITHIN = 30_000;
/** In milliseconds: who would try again after that, a worker of no page, is not known to be there any more. */
const ASKS_FOR = 10 * 60_000;

/** The posts that nobody announced. */
export class Drift {
  #parts;
  #seen = new Map();
  #asked = new Map();

  constructor(parts) {
    this.#parts = parts;
  }

  /** Begins to look at requests; to be called while the background starts, before anything is awaited. */
  start() {
    const { webRequest, tabs } = this.#parts;
    tabs.onRemoved.addListener((tabId) => this.#gone(tabId));
    webRequest.onBeforeRequest.addListener((details) => this.#begun(details), EVERYWHERE, ['requestBody']);
    webRequest.onSendHeaders.addListener((details) => this.#left(details), EVERYWHERE, ['requestHeaders']);
    webRequest.onErrorOccurred.addListener((details) => this.#failed(details), EVERYWHERE);
    webRequest.onCompleted.addListener(({ requestId }) => this.#seen.delete(requestId), EVERYWHERE);
  }

  #begun(details) {
    const { fitting, announced } = this.#parts;
    if (details.type === 'main_frame' && details.method === 'GET') this.#gone(details.tabId);
    if (!fitting(details.method, details.url).length || announced.takes(requestOf(details))) return;
    this.#seen.set(details.requestId, details);
  }

  #left({ requestId, requestHeaders }) {
    const details = this.#seen.get(requestId);
    this.#seen.delete(requestId);
    if (details) this.#parts.escaped(requestOf(details, requestHeaders));
  }

  #failed({ requestId, error }) {
    const details = this.#seen.get(requestId);
    this.#seen.delete(requestId);
    if (details && error === BLOCKED) this.#ask(requestOf(details));
  }

  /** Asks once while the client tries again and again. */
  async #ask(request) {
    const { announced, gate, judge } = this.#parts;
    const key = JSON.stringify([request.method, request.url, fingerprint(request)]);
    if (this.#asked.has(key)) return;
    const gone = new AbortController();
    this.#asked.set(key, { tabId: request.tabId, gone });
    const timer = setTimeout(() => gone.abort(), ASKS_FOR);
    try {
      const { allow } = await judge(request, { signal: gone.signal });
      if (allow !== true || gone.signal.aborted) return;
      announced.release(request, RETRY_WITHIN);
      await gate?.open(request, RETRY_WITHIN);
    } catch {
      // nothing was let through
    } finally {
      clearTimeout(timer);
      this.#asked.delete(key);
    }
  }

  /** The page in this tab is gone, and nobody would try again. */
  #gone(tabId) {
    for (const asked of this.#asked.values()) if (asked.tabId === tabId) asked.gone.abort();
  }
}
