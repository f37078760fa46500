/**
 * A request's body, read the way the page's own server will read it; how, is said in platform.schema.json. Hostile
 * bodies cost little and never throw: what cannot be read says why, in a few words that both languages share.
 */

import { pairs, tree } from './fields.js';
import { ofMultipart } from './multipart.js';

const DEEPEST = 64;
const LARGEST = 4 * 1024 * 1024;
const WHITE = /^\uFEFF?[ \t\r\n]*/;
const GUARDS = ['for (;;);', 'while(1);', ")]}'"]; // before JSON, against reading it as a script

/**
 * What a body says: {document, raw, fields, unreadable}. `document` is JSON or the tree of a form, null where nothing
 * has a name; `raw` is the text as it is sent, or null; `fields` [[name, value]]; `unreadable` says why, or is null.
 *
 * `body` is what the page handed over ({kind: 'bytes', bytes} besides), the names of `headers` are in lower case.
 */
export function parse(body, headers) {
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  const type = headers['content-type'] || body.type || '';
  if (isEmpty(body)) return content(null, '');
  if (encoding && encoding !== 'identity') return unreadable('compressed');
  if (body.kind === 'opaque') return unreadable(body.why);
  if (sizeOf(body) > LARGEST) return unreadable('too large');
  if (body.kind === 'fields') return content(tree(body.fields), null, body.fields);
  if (type.trimStart().toLowerCase().startsWith('multipart/form-data')) return ofParts(body, type);
  if (body.kind === 'text') return ofText(body.text, type.toLowerCase());
  const text = utf8(body.bytes);
  return text === null ? unreadable('not UTF-8') : ofText(text, type.toLowerCase());
}

/** A frame of a WebSocket, as `parse` gives a body: JSON, or a text in which nothing has a name. */
export function frame(body) {
  if (body.kind !== 'text') return isEmpty(body) ? content(null, '') : unreadable(body.why ?? 'not UTF-8');
  if (body.text.length > LARGEST) return unreadable('too large');
  return content(jsonOf(body.text) ?? null, body.text);
}

/** An answer of a platform, or the text of an element in its page, as a document; undefined where it is no JSON. */
export function answerOf(text) {
  if (text.length > LARGEST) return undefined;
  let rest = text.replace(WHITE, '');
  for (const guard of GUARDS) if (rest.startsWith(guard)) rest = rest.slice(guard.length);
  return jsonOf(rest);
}

/** Whether one of the words stands in what `parse` gave or in the query; what nobody can read says anything. */
export function says(words, parsed, query) {
  if (!words || (parsed.unreadable !== null && parsed.raw === null)) return true;
  const texts = [query, parsed.raw ?? '', ...parsed.fields.flat().filter((each) => typeof each === 'string')];
  return words.some((word) => texts.some((text) => text.includes(word)));
}

function content(document, raw, fields = []) {
  return { document, raw, fields, unreadable: null };
}

function unreadable(why, raw = null) {
  return { document: null, raw, fields: [], unreadable: why };
}

function isEmpty(body) {
  return body.kind === 'none' || body.text === '' || body.bytes?.length === 0 || body.fields?.length === 0;
}

function sizeOf(body) {
  if (body.kind !== 'fields') return (body.text ?? body.bytes).length;
  let size = 0;
  for (const [name, value] of body.fields) size += name.length + (typeof value === 'string' ? value.length : 0);
  return size;
}

function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function ofParts(body, type) {
  const raw = body.text ?? null;
  const fields = ofMultipart(body.bytes ?? new TextEncoder().encode(body.text), type);
  return typeof fields === 'string' ? unreadable(fields, raw) : content(tree(fields), raw, fields);
}

function ofText(text, type) {
  const isForm = type.trimStart().startsWith('application/x-www-form-urlencoded');
  if ('{['.includes(text.replace(WHITE, '')[0] ?? ' ') || type.includes('json')) {
    const document = jsonOf(text);
    if (document !== undefined) return content(document, text);
    if (!isForm) return unreadable('not JSON', text);
  }
  const undeclared = !type.trim() || type.trimStart().startsWith('text/plain');
  if (!isForm && !(undeclared && text.includes('='))) return unreadable('plain text', text);
  const fields = pairs(text);
  return content(tree(fields), text, fields);
}

/** The text as JSON, a BOM before it left out; undefined where it is none, or more than 64 deep. */
export function jsonOf(text) {
  if (nestsTooDeep(text)) return undefined; // engines take seconds to find that out by themselves
  try {
    const value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
    return isTooDeep(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** The text, in the syntax of URLs, as a document. */
export function formOf(text) {
  return tree(pairs(text));
}

function nestsTooDeep(text) {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > DEEPEST + 1) return true;
  }
  return false;
}

function endOfString(text, start) {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
  } while (isEscaped(text, end));
  return end;
}

function isEscaped(text, at) {
  let before = at - 1;
  while (text[before] === '\\') before -= 1;
  return (at - before) % 2 === 0;
}

function isTooDeep(value) {
  let level = [value];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (!level.length) return false;
  }
  return true;
}
