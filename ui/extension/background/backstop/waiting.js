/**
 * Firefox: a request that is a post and was not announced by its page's wrapper (a worker's, say) waits in the browser
 * for the verdict.
 *
 * new Waiting({webRequest, fitting, announced, judge}).start()
 *   webRequest  the browser's
 *   fitting     (method, url) -> [positions in MATCHERS] of submissions; `submissionsFitting(MATCHERS)` below
 *   announced   an Announced, which is told each release before the page is
 *   judge       (request, {signal}) -> Promise<{allow, text}>, request as in seen.js; allows at once what is no post.
 *               `signal` is aborted when the request is given up by its page
 */

import { candidates, compile } from '../../understanding/matching.js';
import { requestOf } from './seen.js';

const EVERYWHERE = { urls: ['<all_urls>'] };

/** Which submissions a method and a URL may be of. */
export function submissionsFitting(matchers) {
  const compiled = compile(matchers);
  return (method, url) => candidates(compiled, method, url).filter((index) => matchers[index].kind === 'submission');
}

/** The waiting requests of the browser. */
export class Waiting {
  #parts;
  #seen = new Map();

  constructor(parts) {
    this.#parts = parts;
  }

  /** Begins to look at requests; to be called while the background starts, before anything is awaited. */
  start() {
    const { webRequest } = this.#parts;
    webRequest.onBeforeRequest.addListener((details) => this.#begun(details), EVERYWHERE, ['requestBody']);
    const held = (details) => this.#held(details);
    webRequest.onBeforeSendHeaders.addListener(held, EVERYWHERE, ['blocking', 'requestHeaders']);
    for (const event of [webRequest.onCompleted, webRequest.onErrorOccurred, webRequest.onBeforeRedirect]) {
      event.addListener((details) => this.#ended(details), EVERYWHERE);
    }
  }

  #begun(details) {
    if (!this.#parts.fitting(details.method, details.url).length) return;
    this.#seen.set(details.requestId, { details, gone: new AbortController() });
  }

  /** What the browser does with the request: it goes on as soon as this is settled. */
  #held({ requestId, requestHeaders }) {
    const seen = this.#seen.get(requestId);
    if (!seen || seen.isJudged) return {};
    seen.isJudged = true;
    const request = requestOf(seen.details, requestHeaders);
    return this.#parts.announced.takes(request) ? {} : this.#judged(request, seen.gone.signal);
  }

  async #judged(request, signal) {
    try {
      const { allow } = await this.#parts.judge(request, { signal });
      return { cancel: allow !== true };
    } catch {
      return { cancel: true };
    }
  }

  #ended({ requestId }) {
    this.#seen.get(requestId)?.gone.abort();
    this.#seen.delete(requestId);
  }
}
