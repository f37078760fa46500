/**
 * Chromium: posts that the address alone tells are blocked in the browser, whoever sends them, but for those that were
 * released. Only on platforms where a brand of this desk has an account, so that nobody else's posts can fail.
 *
 * const gate = new Gate({dnr, known})
 *   dnr    chrome.declarativeNetRequest
 *   known  definitionsBehind(DEFINITIONS, MATCHERS)
 * await gate.guard(concerns)     with the briefing's `concerns` [{platform, host}], at start and when they change
 * await gate.open(request, ms?)  before an allowing verdict goes to the page; closes by itself
 */

import { withoutFragment } from './seen.js';

const OPEN_FOR = 2000;
const BLOCKED = 1;
const RELEASED = 2;
const FIRST_RELEASED = 100_000;
const LONGEST_FILTER = 1500;
const TYPES = ['main_frame', 'sub_frame', 'xmlhttprequest', 'ping', 'other', 'object'];

/**
 * What is blocked stands in the dynamic rules and what is released in the session's, because a change costs as much as
 * the set it is made in is large: 15 ms beside a hundred blocks, 1.5 ms alone.
 */
export class Gate {
  #dnr;
  #known;
  #next = 0;
  #turn = Promise.resolve();
  #guarded = [];
  #begin;
  // rules outlive the service worker and the browser: what they block is not known before the first `guard` of this one
  #begun = new Promise((resolve) => (this.#begin = resolve));

  constructor({ dnr, known }) {
    this.#dnr = dnr;
    this.#known = known.filter(({ matcher }) => matcher.unique);
  }

  /** Blocks what these concerns are about, and nothing else. What was released stays so for its moment. */
  guard(concerns) {
    return this.#inTurn(async () => {
      if (this.#next === 0) await this.#inherit();
      const wanted = await this.#rules(concerns);
      await this.#dnr.updateDynamicRules({ removeRuleIds: ids(await this.#dnr.getDynamicRules()), addRules: wanted });
    }).finally(this.#begin);
  }

  /** Lets this request through for a moment: its method and address. */
  async open(request, milliseconds = OPEN_FOR) {
    await this.#begun;
    await this.#inTurn(async () => {
      if (!this.#isGuarded(request)) return;
      const rule = released(this.#next++, request);
      await this.#dnr.updateSessionRules({ addRules: [rule] });
      this.#closeAfter(milliseconds, [rule.id]);
    });
  }

  // What a background released that has ended since may be on its way right now.
  async #inherit() {
    const left = ids(await this.#dnr.getSessionRules());
    this.#next = Math.max(FIRST_RELEASED, ...left.map((id) => id + 1));
    if (left.length) this.#closeAfter(OPEN_FOR, left);
  }

  #closeAfter(milliseconds, removeRuleIds) {
    setTimeout(() => this.#inTurn(() => this.#dnr.updateSessionRules({ removeRuleIds })), milliseconds);
  }

  #isGuarded({ method, url }) {
    const address = withoutFragment(url);
    return this.#guarded.some((each) => each.methods.includes(method.toUpperCase()) && each.pattern.test(address));
  }

  async #rules(concerns) {
    const filters = this.#known.flatMap((one) => filtersOf(one, concerns));
    const unique = [...new Map(filters.map((each) => [JSON.stringify(each), each])).values()];
    const supported = await Promise.all(unique.map(({ filter }) => this.#isSupported(filter)));
    const kept = unique.filter((_each, at) => supported[at]);
    this.#guarded = kept.map(({ filter, methods }) => ({ methods, pattern: new RegExp(filter) }));
    return kept.map(({ filter, methods }, at) => blocked(at + 1, filter, methods));
  }

  async #isSupported(regex) {
    return (await this.#dnr.isRegexSupported({ regex, isCaseSensitive: true })).isSupported;
  }

  #inTurn(work) {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }
}

function blocked(id, filter, methods) {
  return {
    id,
    priority: BLOCKED,
    action: { type: 'block' },
    condition: { regexFilter: filter, isUrlFilterCaseSensitive: true, ...aimed(methods) },
  };
}

/** For any tab: what a form sends into a new tab counts to that one, and what a pop-up sends to its opener. */
function released(id, { method, url }) {
  const address = withoutFragment(url);
  const urlFilter = address.length > LONGEST_FILTER ? `|${address.slice(0, LONGEST_FILTER)}` : `|${address}|`;
  const condition = { urlFilter, isUrlFilterCaseSensitive: true, ...aimed([method]) };
  return { id, priority: RELEASED, action: { type: 'allow' }, condition };
}

function ids(rules) {
  return rules.map(({ id }) => id);
}

function aimed(methods) {
  return { requestMethods: methods.map((each) => each.toLowerCase()), resourceTypes: TYPES };
}

/** The addresses of one submission that the concerns are about, as [{filter, methods}]. */
function filtersOf({ platform, service, matcher }, concerns) {
  const about = concerns.filter((each) => each.platform === platform || (each.platform === '*' && service));
  const anywhere = about.some(({ host }) => !host);
  const hosts = anywhere ? matcher.hosts : about.map(({ host }) => host).filter((host) => fitsOne(matcher.hosts, host));
  return hosts.map((host) => ({ filter: filterOf(host, matcher.path), methods: matcher.methods }));
}

function fitsOne(patterns, host) {
  const name = host.replace(/:\d+$/, '');
  return patterns.some((pattern) => new RegExp(`^(?:${worded(pattern, '.*')})$`).test(name));
}

/** A regular expression for the URLs with this host and path, of the kind that RE2 and JavaScript both understand. */
function filterOf(host, path) {
  const port = /:\d+$/.test(host) ? '' : '(?::[0-9]+)?';
  const parts = path.split('/').filter(Boolean);
  const anywhere = parts[0] === '**' ? '(?:/[^?#]*)?' : '';
  const segments = (anywhere ? parts.slice(1) : parts).map(segmentOf);
  return `^(?:https?|wss?)://(?:${worded(host, '[^/?#:]*')})${port}${anywhere}${segments.join('')}/*(?:\\?|$)`;
}

function segmentOf(part) {
  return part[0] === '{' ? '/+[^/?#]+' : `/+(?:${worded(part, '[^/?#]*')})`;
}

function worded(pattern, star) {
  return pattern.split('|').map((each) => each.split('*').map(escaped).join(star)).join('|');
}

function escaped(text) {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
