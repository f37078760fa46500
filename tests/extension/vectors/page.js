/** Runs what the extension understands in a page, for test_understanding.py and test_understanding_fuzz.py. */

import { DEFINITIONS, MATCHERS } from '/ui/extension/understanding/definitions.js';
import { extract } from '/ui/extension/understanding/extract.js';
import { learned } from '/ui/extension/understanding/learning.js';
import {
  candidates, compile, definitionsBehind, isOnHost, readIndex, saysFits,
} from '/ui/extension/understanding/matching.js';
import { pieces, shingles } from '/ui/extension/understanding/shingles.js';
import { hostile } from './hostile.js';

const known = definitionsBehind(DEFINITIONS, MATCHERS);
const compiled = compile(MATCHERS);

/** What is extracted from each [method, url, headers, body]; null where nothing is, an error's text where it throws. */
function submissions(cases) {
  return JSON.parse(cases).map((each) => told(() => {
    const [method, url, headers, body] = each;
    return submission(method, url, headers, bodyOf(body));
  }));
}

function submission(method, url, headers, body) {
  const request = { method, url, headers, body };
  const found = candidates(compiled, method, url).filter((index) => passes(index, request));
  return extract(known, found, request, { cookies: cookiesOf(headers) });
}

/** What the page itself asks before it holds: it may ask too often, never too seldom. */
function passes(index, { url, headers, body }) {
  const isPacked = 'content-encoding' in headers;
  const content = isPacked ? null : ({ text: body.text, fields: body.fields, none: '' }[body.kind] ?? null);
  return saysFits(MATCHERS[index].says, content, new URL(url).search.slice(1));
}

/** What each [method or selector, url, headers, body, answer] teaches, as {key, account, …}. */
function lessons(cases) {
  return JSON.parse(cases).map(([method, url, headers, body, answer]) => told(() => {
    const request = { method, url, headers, body: bodyOf(body) };
    const every = MATCHERS.map((_matcher, index) => index);
    const found = method.includes('#')
      ? every.filter((index) => MATCHERS[index].element === method && fitsPage(MATCHERS[index], url))
      : candidates(compiled, method, url).filter((index) => known[index].kind === 'learning');
    return found.flatMap((index) => learned(known, index, request, answer, { cookies: cookiesOf(headers) }));
  }));
}

function fitsPage(matcher, url) {
  return candidates(compile([{ ...matcher, kind: 'learning', methods: ['GET'] }]), 'GET', url).length > 0;
}

function told(work) {
  try {
    return work();
  } catch (error) {
    return `threw ${error.stack}`;
  }
}

function bodyOf(body) {
  if (body === null) return { kind: 'none' };
  if (typeof body === 'string') return { kind: 'text', text: body, type: '' };
  if (body.fields) return { kind: 'fields', fields: body.fields };
  return { kind: 'bytes', bytes: Uint8Array.from(atob(body.bytes), (character) => character.charCodeAt(0)) };
}

function cookiesOf({ cookie = '' }) {
  const pairs = cookie.split(';').map((pair) => pair.trim()).filter((pair) => pair.includes('='));
  const named = pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
  return Object.fromEntries(named.reverse());
}

/** Milliseconds for one `candidates` of requests that no definition is about, and how many were found nevertheless. */
function cost(urls, times) {
  return urls.map((url) => {
    const request = { url, headers: {}, body: { kind: 'text', text: '{}' } };
    const every = ['GET', 'POST'].flatMap((method) => candidates(compiled, method, url));
    const found = every.filter((index) => passes(index, request));
    const begun = performance.now();
    for (let time = 0; time < times; time += 1) candidates(compiled, time % 2 ? 'POST' : 'GET', url);
    return { url, found: found.length, each: (performance.now() - begun) / times };
  });
}

/** What comes of a body that only a page can make, and after how many milliseconds. */
function struck(name, method, url) {
  const { headers, body } = hostile[name]();
  const begun = performance.now();
  const result = told(() => submission(method, url, headers, body));
  const milliseconds = performance.now() - begun;
  const said = typeof result === 'string' ? result : (result?.unreadable ?? null);
  return { result: said, text: result?.text?.length ?? 0, milliseconds };
}

/** What the background makes of the matchers, to be held against what the builder has made. */
function index() {
  const { tables, paths, hosts, asks } = compile(MATCHERS);
  return { tables, paths, hosts, asks };
}

/** What fits requests [[method, url], …] by the builder's index, read after a page has broken all that it can. */
function inBrokenPage(text, requests) {
  const list = JSON.parse(requests);
  const repair = breakAll([Object, JSON, Reflect, Array.prototype, String.prototype, Map.prototype]);
  try {
    const read = readIndex(text);
    for (let at = 0; at < list.length; at += 1) list[at] = candidates(read, list[at][0], list[at][1]);
  } finally {
    repair();
  }
  return list;
}

function breakAll(owners) {
  const { defineProperty } = Object;
  const places = owners.flatMap((owner) => Object.entries(Object.getOwnPropertyDescriptors(owner))
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    .map(([name, place]) => ({ owner, name, place })));
  const value = () => { throw new Error('the page has broken it'); };
  for (let at = 0; at < places.length; at += 1) {
    const { owner, name, place } = places[at];
    defineProperty(owner, name, { ...place, value });
  }
  return () => {
    for (let at = 0; at < places.length; at += 1) defineProperty(places[at].owner, places[at].name, places[at].place);
  };
}

globalThis.understanding = {
  submissions, lessons, cost, struck, pieces, shingles, index, inBrokenPage, isOnHost, names: Object.keys(hostile),
};
