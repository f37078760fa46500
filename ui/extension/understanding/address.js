/**
 * Where values stand in a request: the small language of addresses, whose grammar platform.schema.json tells. Nothing
 * here throws, whatever the request holds: where an address leads nowhere there are no values.
 */

import { formOf, jsonOf } from './body.js';
import { FileOf } from './fields.js';

const MOST = 64;
const NAME_ENDS = '.[(<>';
const NAMED_ROOTS = ['path', 'query', 'header', 'cookie'];
const cache = new Map();

/**
 * What stands at an address: {values, flaw, more}; at most `most` values as they are, why not all could be read, or
 * null, and whether there were more. A list at the end gives its elements.
 *
 * `view` is what the request shows: {document, unreadable, raw, frame, host, url, path, query, headers, cookies,
 * token}. path, headers and cookies map names to texts, query is a document; `document` is null where there is none.
 */
export function look(address, view, most = MOST) {
  const { root, name, steps } = compiled(address);
  const start = rooted(root, name, view);
  const walk = { view, flaw: inBody(root) && !isThere(start) ? view.unreadable : null };
  const found = { values: [], more: false };
  if (isThere(start)) collect(below(start, view.document, steps, 0, walk), most, found);
  return { ...found, flaw: walk.flaw };
}

/** The first value there that has a text and is not empty, as text; or null. */
export function firstAt(address, view) {
  return look(address, view).values.map(textOf).find(Boolean) ?? null;
}

/** A value as text, well-formed; null where it has none, as objects, fractions and null have not. */
export function textOf(value) {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'boolean') return String(value);
  return Number.isSafeInteger(value) ? String(value || 0) : null;
}

/** Whether a value is not one of null, false, 0, '', [] and {}. */
export function isSomething(value) {
  if (typeof value !== 'object' || value === null || value instanceof FileOf) return Boolean(value);
  for (const name in value) if (Object.hasOwn(value, name)) return true;
  return false;
}

function inBody(root) {
  return root === '' || root === 'body' || root === 'text';
}

function isThere(value) {
  return value !== undefined && value !== null;
}

function rooted(root, name, view) {
  if (root === '') return view.document;
  if (root === 'host' || root === 'url' || root === 'token') return view[root];
  if (root === 'body') return view.raw || null;
  if (root === 'text') return view.frame || null;
  const named = { path: view.path, query: view.query, header: view.headers, cookie: view.cookies }[root];
  return named && Object.hasOwn(named, name) ? named[name] : null;
}

function collect(ends, most, found) {
  for (const end of ends) {
    for (const value of Array.isArray(end) ? end : [end]) {
      if (!isThere(value)) continue;
      if (found.values.length === most) {
        found.more = true;
        return;
      }
      found.values.push(value);
    }
  }
}

/** The values at the steps from `at` on; `base` is the document in which names that stand elsewhere are looked up. */
function* below(value, base, steps, at, walk) {
  if (at === steps.length) {
    yield value;
    return;
  }
  for (const next of steps[at](value, base, walk)) {
    const isDocument = steps[at].parses && (typeof value === 'string' || value instanceof FileOf);
    if (isThere(next)) yield* below(next, isDocument ? next : base, steps, at + 1, walk);
  }
}

function compiled(address) {
  let found = cache.get(address);
  if (!found) cache.set(address, (found = new Reader(address).address()));
  return found;
}

/** Reads an address from left to right into steps, each of which goes from one value to several. */
class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  address() {
    if (!this.takes('@')) return { root: '', name: '', steps: this.steps() };
    const root = this.word();
    const name = NAMED_ROOTS.includes(root) && this.takes('.') ? this.word() : '';
    return { root, name, steps: this.steps() };
  }

  steps() {
    const found = [];
    while (this.at < this.text.length) found.push(this.step());
    return found;
  }

  step() {
    if (this.takes('..')) return anyDepth(this.word());
    if (this.takes('[*]')) return every;
    if (this.takes('(json)')) return parsing(jsonOf);
    if (this.takes('(form)')) return parsing(formOf);
    if (this.takes('[')) return element(this.upTo(']'));
    this.takes('.');
    return this.takes('<') ? memberNamedAt(this.upTo('>')) : member(this.word());
  }

  takes(mark) {
    if (!this.text.startsWith(mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }

  upTo(mark) {
    const end = this.text.indexOf(mark, this.at);
    const inside = this.text.slice(this.at, end < 0 ? this.text.length : end);
    this.at = end < 0 ? this.text.length : end + mark.length;
    return inside;
  }

  word() {
    if (this.takes("'")) return this.upTo("'");
    const start = this.at;
    this.at += 1;
    while (this.at < this.text.length && !NAME_ENDS.includes(this.text[this.at])) this.at += 1;
    return this.text.slice(start, this.at);
  }
}

function isMap(value) {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof FileOf);
}

function field(value, name) {
  return isMap(value) && Object.hasOwn(value, name) ? [value[name]] : [];
}

function member(name) {
  return (value) => field(value, name);
}

function element(number) {
  return (value) => (Array.isArray(value) ? value.slice(Number(number), Number(number) + 1) : field(value, number));
}

function memberNamedAt(address) {
  return (value, base, { view }) => {
    const { values } = look(address, { ...view, document: base }, 1);
    return field(value, values.map(textOf).find((text) => text !== null) ?? '');
  };
}

function every(value) {
  if (Array.isArray(value)) return value;
  return isMap(value) ? Object.values(value) : [value];
}

function parsing(parse) {
  const step = (value, _base, walk) => {
    if (value instanceof FileOf) walk.flaw ??= 'a file';
    if (value instanceof FileOf || value === '') return [];
    if (typeof value !== 'string') return [value];
    const document = parse(value);
    if (document === undefined) walk.flaw ??= 'not JSON';
    return [document];
  };
  step.parses = true;
  return step;
}

function anyDepth(name) {
  return function* deep(value) {
    yield* field(value, name);
    if (typeof value !== 'object' || value instanceof FileOf) return;
    for (const inner of Object.values(value)) if (isThere(inner)) yield* deep(inner);
  };
}
