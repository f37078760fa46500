/** What a request shows, as the roots of addresses: its document, host, path, query, headers, cookies, token. */

import { formOf } from './body.js';
import { resolved } from './fields.js';
import { named, split } from './matching.js';

/**
 * The request as `look` reads it; null where its URL is none or does not have this path.
 *
 * `parsed` is what `parse` gave, `cookies` maps names to values as they are sent.
 */
export function viewOf(request, parsed, path, cookies) {
  const url = addressOf(request.url);
  if (url === null) return null;
  const parts = named(path, url.href);
  return parts && {
    document: parsed.document,
    unreadable: parsed.unreadable,
    raw: parsed.raw,
    frame: isFrame(request) ? parsed.raw : null,
    host: url.host,
    url: url.href,
    path: parts,
    asked: split(url.href).query,
    query: formOf(url.search.slice(1)),
    headers: request.headers,
    cookies: Object.fromEntries(Object.entries(cookies).map(([name, value]) => [name, plain(value)])),
    token: tokenOf(request.headers.authorization),
  };
}

function addressOf(text) {
  try {
    const url = new URL(text);
    url.hash = '';
    return url;
  } catch {
    return null;
  }
}

/** Whether what is sent is a frame of a WebSocket. */
export function isFrame({ method, via }) {
  return method === 'WEBSOCKET' || via === 'websocket';
}

function plain(cookie) {
  return resolved(cookie.length > 1 && cookie.startsWith('"') && cookie.endsWith('"') ? cookie.slice(1, -1) : cookie);
}

/** What follows the scheme in an Authorization header; some platforms' pages write no scheme. */
function tokenOf(authorization = '') {
  const value = authorization.trim();
  const space = value.indexOf(' ');
  return space < 0 ? value : value.slice(space).trimStart();
}
