/** From a request that a page holds to the post it would make: what, where, and as whom. */
import { say } from './api.js';
import { DEFINITIONS, MATCHERS } from '../understanding/definitions.js';
import { extract } from '../understanding/extract.js';
import { learned } from '../understanding/learning.js';
import { candidates, compile, definitionsBehind } from '../understanding/matching.js';
import { Drafts } from './drafts.js';

/** What lies behind each matcher. */
export const KNOWN = definitionsBehind(DEFINITIONS, MATCHERS);
const COMPILED = compile(MATCHERS);
const NEEDS_COOKIES = KNOWN.map(({ definition }) => JSON.stringify(definition).includes('@cookie'));
const NAMES = new Map(
  DEFINITIONS.map(({ platform, service, name }) => [platform, { service, platformName: name ?? platform }]),
);
const PAGES = pages();
const OWN = ownHosts();
const FILES_TOLD = 20;
const LONGEST_MEDIUM = 200;

/** Whether a host is one of a platform's own, whose hosts are named; never of one that anybody may serve. */
export function isOwn(platform, host) {
  const fitting = candidates(OWN.compiled, 'GET', `https://${host}/`);
  return fitting.some((index) => OWN.matchers[index].platform === platform);
}

/** What people call a platform or service. */
export function platformName(platform) {
  return NAMES.get(platform)?.platformName ?? platform;
}

/** What is understood of requests and pages. */
export class Reading {
  #accounts;
  #drafts = new Drafts();

  constructor(accounts) {
    this.#accounts = accounts;
  }

  /**
   * The post, or null where the request publishes nothing: {platform, service, platformName, name, verb, text, media,
   * actors, host, unreadable}.
   */
  async post(message, place) {
    const request = message.via === 'websocket' ? { ...message, method: 'WEBSOCKET' } : message;
    const fitting = candidates(COMPILED, request.method, request.url);
    const cookies = await this.#cookies(fitting, request.url, place);
    const { acting, media, ...found } = extract(KNOWN, fitting, request, { cookies }) ?? {};
    if (!acting) return null;
    const actors = await this.#accounts.actors(acting, { definition: found.platform, host: found.host }, place);
    const post = { ...found, actors, media: media.map(described) };
    await this.#accounts.saw(actors, place);
    const whole = await this.#drafts.with(post, place);
    return whole.verb === 'draft' ? null : { ...whole, ...NAMES.get(whole.platform) };
  }

  /** What a platform's answer says about whose a token or an id is, for Accounts: `[{platform, key, …}]`. */
  async learnt({ matcher, url, method, headers, body, answer }, place) {
    if (!Number.isInteger(matcher) || !KNOWN[matcher]) return [];
    if (method && !candidates(COMPILED, method, url).includes(matcher)) return [];
    const cookies = await this.#cookies([matcher], url, place);
    const request = method ? { method, url, headers, body } : { url };
    return learned(KNOWN, matcher, request, answer, { cookies });
  }

  /** Who acts in the page of a place, as far as its cookies and what it did before tell; [] where nothing tells. */
  async present(place) {
    for (const index of candidates(PAGES.compiled, 'GET', place.url)) {
      const cookies = await this.#accounts.cookies(place.url, place);
      const request = { method: 'GET', url: place.url, headers: {}, body: { kind: 'none' } };
      const found = extract(PAGES.known, [index], request, { cookies });
      const told = { definition: found?.platform, host: found?.host };
      if (found?.acting.length) return this.#accounts.actors(found.acting, told, place);
    }
    return this.#accounts.seenIn(place);
  }

  async #cookies(fitting, url, place) {
    return fitting.some((index) => NEEDS_COOKIES[index]) ? this.#accounts.cookies(url, place) : {};
  }
}

/** Whether the definition by which a post was read tells which files are its. */
export function knowsMedia({ platform, name }) {
  return KNOWN.some((each) => each.platform === platform && each.definition.name === name && each.definition.media);
}

/** The post as fields of `submit`, with what `Pictures.of` says that goes along. */
export function submission(post, { media, pictures }, { app, bound }) {
  const { verb, text, unreadable } = post;
  const more = media.length > FILES_TOLD ? [`… ${media.length - FILES_TOLD}`] : [];
  const attached = [...media.slice(0, FILES_TOLD), ...more];
  const unknown = unreadable ? [say('unknownBody', unreadable)] : [];
  const fields = { verb, to: [], actors: actorsOf(post), text, attached, app, bound, unknown };
  return pictures.length ? { ...fields, pictures } : fields;
}

/** Who acts in a post; where nothing tells, somebody on its platform. */
export function actorsOf({ actors, platform, host }) {
  return actors.length ? actors : [{ platform, account: '', ref: '', host }];
}

/** A post's medium in words, as people are told of it. */
export function described(medium) {
  if (medium === '') return say('attachedUnnamed');
  return /^[\w:-]{1,80}$/.test(medium) ? say('attachedId', medium) : medium.slice(0, LONGEST_MEDIUM);
}

/** The hosts of platforms that have named ones. */
function ownHosts() {
  const matchers = MATCHERS.filter(({ hosts }) => !hosts.includes('*'))
    .map((each) => ({ ...each, kind: 'page', transport: 'http', path: '/**', methods: ['GET'] }));
  return { matchers, compiled: compile(matchers) };
}

/** Definitions of whom a page's cookies name, for pages themselves instead of their requests. */
function pages() {
  const known = [];
  const matchers = [];
  KNOWN.forEach(({ platform, kind, definition }, index) => {
    const acting = (definition.acting ?? []).filter((each) => each.at.startsWith('@cookie.'));
    if (kind !== 'submission' || !acting.length || MATCHERS[index].hosts.includes('*')) return;
    known.push({ platform, kind, definition: { name: 'page', verb: 'post', path: '/**', acting } });
    matchers.push({ ...MATCHERS[index], transport: 'http', path: '/**', methods: ['GET'] });
  });
  known.names = KNOWN.names;
  return { known, compiled: compile(matchers) };
}
