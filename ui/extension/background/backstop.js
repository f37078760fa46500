/**
 * What is beyond a page's reach, a worker's post say: in Firefox it waits in the browser, in Chromium it is blocked
 * where its address alone tells that it is one, and otherwise seen leaving.
 */
import { MATCHERS } from '../understanding/definitions.js';
import { api, isFirefox, say } from './api.js';
import { Announced } from './backstop/announced.js';
import { Drift } from './backstop/drift.js';
import { Gate } from './backstop/gate.js';
import { submissionsFitting, Waiting } from './backstop/waiting.js';
import { KNOWN } from './reading.js';

const MOST_UNTOLD = 20;

/** The backstop of this browser; begins when it is made. */
export class Backstop {
  #parts;
  #announced = new Announced();
  #gate = isFirefox ? null : new Gate({ dnr: api.declarativeNetRequest, known: KNOWN });
  #concerns = '';
  #untold = [];

  constructor(parts) {
    this.#parts = parts;
    const fitting = submissionsFitting(MATCHERS);
    const judge = (request, { signal }) => this.#judged(request, signal);
    const escaped = (request) => this.#escaped(request);
    const common = { webRequest: api.webRequest, fitting, announced: this.#announced, judge };
    if (isFirefox) new Waiting(common).start();
    else new Drift({ ...common, gate: this.#gate, escaped }).start();
  }

  /** Takes note of where brands are, from a briefing or null. */
  async guard(briefing) {
    const concerns = JSON.stringify(briefing?.concerns ?? []);
    if (concerns === this.#concerns) return;
    this.#concerns = concerns;
    await this.#gate?.guard(JSON.parse(concerns));
  }

  /** A page's request is allowed: it may leave. */
  async release({ method, url, headers, body }, { tab }) {
    this.#announced.release({ method, url, headers, body });
    await this.#gate?.open({ method, url, tabId: tab });
  }

  /** Tells what escaped while nobody could be told. */
  guardIsBack() {
    for (const fields of this.#untold.splice(0)) this.#tell(fields);
  }

  async #judged(request, signal) {
    return this.#parts.judge({ ...request, id: crypto.randomUUID() }, await placeOf(request), { signal });
  }

  /** Something left unheld. What cannot be read may be anything that the same address is good for: no alarm. */
  async #escaped(request) {
    const post = await this.#parts.reading.post(request, await placeOf(request));
    if (!post || post.unreadable) return;
    const { platform, verb, actors, host } = post;
    this.#tell({ platform, verb, actors, host, how: say(request.via === 'worker' ? 'howWorker' : 'howUnannounced') });
  }

  #tell(fields) {
    this.#parts.line.ask('escaped', fields).reply.catch(() => this.#untold.push(fields));
    this.#untold.splice(0, this.#untold.length - MOST_UNTOLD);
  }
}

/** Where a request comes from that no frame announced; a worker of several tabs has no place of its own. */
async function placeOf({ tabId, frameId }) {
  const tab = tabId < 0 ? null : await api.tabs.get(tabId).catch(() => null);
  const url = tab?.url ?? '';
  const host = URL.canParse(url) ? new URL(url).host : '';
  return { url, host, tab: tabId, frame: frameId, store: tab?.cookieStoreId ?? '', incognito: tab?.incognito ?? false };
}
