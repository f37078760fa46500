import { candidates, own, readIndex, saysFits } from '../understanding/matching.js';
import { definitions } from './definitions.js';
import { searchable } from './contents.js';
import { does, made, plain, reads } from './untouched.js';

let index = null;

function addressOf(url, page) {
  try {
    return new made.URL(url, reads.baseURI(page));
  } catch {
    return null;
  }
}

/**
 * Which definitions a request from a document may be of: {method, url, query, holds, learns}; null for nearly every
 * request there is.
 */
export function fitting(method, given, page) {
  if (method === 'HEAD' || method === 'OPTIONS') return null;
  const address = addressOf(given, page);
  if (address === null) return null;
  const url = reads.href(address);
  index ??= readIndex(definitions());
  const found = candidates(index, method, url);
  if (found.length === 0) return null;
  const holds = [];
  const learns = [];
  for (let at = 0; at < found.length; at += 1) {
    const list = isLearning(found[at]) ? learns : holds;
    list[list.length] = found[at];
  }
  return { method: does.upper(method), url, query: reads.search(address), holds, learns };
}

function isLearning(position) {
  for (let at = 0; at < index.learning.length; at += 1) if (index.learning[at] === position) return true;
  return false;
}

/** The definitions among `fit.holds` whose words stand in this body. */
export function saying(fit, body) {
  const content = searchable(body);
  const left = [];
  for (let at = 0; at < fit.holds.length; at += 1) {
    if (saysFits(own(index.says, fit.holds[at]), content, fit.query)) left[left.length] = fit.holds[at];
  }
  return left;
}

/** The headers of a Request or Headers as an object with names in lower case. */
export function headersOf(headers) {
  const all = { __proto__: null };
  does.eachHeader(headers, (value, name) => { all[name] = value; });
  return all;
}

/** What stands in a header, '' where it is not there; its own property, for names can be anything. */
export function header(all, name) {
  return plain.descriptor(all, name)?.value ?? '';
}
