/**
 * Requests as the browser's webRequest shows them, in the form in which a page's wrapper announces them: {method, url,
 * headers, body, via, tabId, frameId, from, store, incognito}. The id of the tab is -1 for shared and service workers;
 * `from` is the address or origin of who sends, as far as the browser tells.
 */

import { parse } from '../../understanding/body.js';

/** The request behind an event's details; `headers` is its list of {name, value}, where it is known. */
export function requestOf(details, headers = []) {
  const { method, url, tabId, frameId, requestBody } = details;
  const from = details.initiator ?? details.originUrl ?? '';
  const pairs = headers.map(({ name, value }) => [name.toLowerCase(), value ?? '']);
  const body = bodyOf(requestBody);
  const via = tabId < 0 ? 'worker' : 'unannounced';
  const { cookieStoreId: store = '', incognito = false } = details;
  const where = { tabId, frameId, from, store, incognito };
  return { method, url: withoutFragment(url), headers: Object.fromEntries(pairs), body, via, ...where };
}

/**
 * What makes two sightings of one request the same, beside method and URL; null where its body tells nothing. That is so
 * for JSON that calls itself a form, as axios sends it by default: the browser shows it as fields.
 */
export function fingerprint({ headers, body }) {
  const { raw, fields, unreadable } = parse(body, headers);
  if (unreadable !== null && raw === null) return null;
  if (!fields.length) return /x-www-form-urlencoded/i.test(headers['content-type'] ?? '') ? null : raw;
  const plain = fields.map(([name, value]) => [name, (value.file ?? value).replace(/\r\n?/g, '\n')]);
  return JSON.stringify(plain.sort(([a, x], [b, y]) => (a + x < b + y ? -1 : 1)));
}

/** A URL as it goes over the wire. */
export function withoutFragment(url) {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}

function bodyOf(requestBody) {
  if (!requestBody) return { kind: 'none' };
  if (requestBody.error) return { kind: 'opaque', why: 'too large', size: 0 };
  if (requestBody.formData) return { kind: 'fields', fields: fieldsOf(requestBody.formData) };
  const parts = requestBody.raw ?? [];
  if (parts.some((part) => !part.bytes)) return { kind: 'opaque', why: 'a file', size: 0 };
  return { kind: 'bytes', bytes: joined(parts.map((part) => new Uint8Array(part.bytes))) };
}

function fieldsOf(formData) {
  return Object.entries(formData).flatMap(([name, values]) => values.map((value) => [name, textOf(value)]));
}

function textOf(value) {
  return typeof value === 'string' ? value : new TextDecoder().decode(value);
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
