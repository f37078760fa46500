/**
 * What is beyond a page's reach, a worker's post say: in Firefox it waits in the browser, in Chromium it is blocked
 * where its address alone tells that it is one, and otherwise seen leaving.
 */
import { MATCHERS } from '../understanding/definitions.js';
import { api, hostOf, isFirefox, say } from './api.js';
import { Announced } from './backstop/announced.js';
import { Drift } from './backstop/drift.js';
import { Gate } from './backstop/gate.js';
import { isWaiting, NEEDED } from './backstop/policy.js';
import { submissionsFitting, Waiting } from './backstop/waiting.js';
import { KNOWN } from './reading.js';

const MOST_UNTOLD = 20;

/** The backstop of this browser; begins when it is made. */
export class Backstop {
  #parts;
  // one for each who uses the passes up
  #announced = { waiting: new Announced(), drift: new Announced() };
  #waits = Promise.resolve(false);
  #gate = isFirefox ? null : new Gate({ dnr: api.declarativeNetRequest, known: KNOWN });
  #concerns = '';
  #untold = [];

  constructor(parts) {
    this.#parts = parts;
    const common = { webRequest: api.webRequest, fitting: submissionsFitting(MATCHERS) };
    if (isFirefox) this.#wait(common, (...question) => this.#judged(...question));
    else this.#watch(common);
  }

  #wait(common, judge) {
    new Waiting({ ...common, announced: this.#announced.waiting, judge }).start();
  }

  /** Chromium: looks on, and where a policy has installed this, posts wait as in Firefox. */
  #watch(common) {
    const { permissions, webRequest } = api;
    const isAsked = api.runtime.getManifest().permissions.includes(NEEDED);
    if (isAsked) this.#waits = isWaiting({ webRequest, permissions, fetch: (url) => fetch(url) });
    const judge = async (...question) => ((await this.#waits) ? { allow: false } : this.#judged(...question));
    const escaped = async (request) => (await this.#waits) || this.#escaped(request);
    new Drift({ ...common, announced: this.#announced.drift, gate: this.#gate, judge, escaped, tabs: api.tabs }).start();
    const held = async (...question) => ((await this.#waits) ? this.#judged(...question) : { allow: true });
    if (isAsked) this.#wait(common, held);
  }

  /** Takes note of where brands are, from a briefing or null. */
  async guard(briefing) {
    const concerns = JSON.stringify(briefing?.concerns ?? []);
    if (concerns === this.#concerns) return;
    this.#concerns = concerns;
    await this.#gate?.guard((await this.#waits) ? [] : JSON.parse(concerns));
  }

  /** A page's request is allowed: it may leave. */
  async release({ method, url, headers, body }) {
    for (const each of Object.values(this.#announced)) each.release({ method, url, headers, body });
    await this.#gate?.open({ method, url });
  }

  /** Tells what escaped while nobody could be told. */
  guardIsBack() {
    for (const fields of this.#untold.splice(0)) this.#tell(fields);
  }

  async #judged(request, { signal }) {
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

/** Where a request comes from that no frame announced; a worker of several tabs has no tab of its own. */
async function placeOf({ tabId, frameId, from, store, incognito }) {
  const tab = tabId < 0 ? null : await api.tabs.get(tabId).catch(() => null);
  return {
    url: from,
    host: hostOf(from),
    tab: tabId,
    frame: frameId,
    store: store || (tab?.cookieStoreId ?? ''),
    incognito: incognito || (tab?.incognito ?? false),
  };
}
