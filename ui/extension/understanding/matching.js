/**
 * Which definitions a request could be of, from its method and its URL alone. Used in the page, where it runs for every
 * request, and in the background. It imports nothing and calls only what it took before the page's own scripts ran.
 *
 * What the builder writes:
 *
 * DEFINITIONS  [{platform, service, names, submissions, learning}], one of every data file, sorted by id
 *   service     it has no `account`
 *   names       id, name and aliases, each folded as _data.folded does
 *   submissions, learning  as in the file, [] where it has none
 * MATCHERS     [{platform, kind, definition, transport, hosts, path, methods, says?, element?, unique}]
 *   kind        'submission' | 'learning' (an answer to a request) | 'element' (JSON in the page)
 *   definition  the position in `submissions`, for the other two kinds in `learning`
 *   transport   'http' | 'websocket'
 *   hosts, path as in the data file; where an element's definition has no path, '/**' (any page)
 *   methods     upper case; filled in where the file leaves them out (POST, learning: GET); [] for websocket, element
 *   says        only where the data file has it;  element: the selector, only of kind 'element'
 *   unique      the address alone means a post: kind submission, http, no `says`, no `when`, verb other than draft
 *   Order: those whose hosts all have a name before those with the host '*', else as in the files, files by their id.
 *
 * understanding/definitions.js exports both, page/definitions.js has MATCHERS. A matcher is named by its position.
 */

const pristine = {
  apply: Reflect.apply,
  indexOf: String.prototype.indexOf,
  slice: String.prototype.slice,
  lower: String.prototype.toLowerCase,
  upper: String.prototype.toUpperCase,
  split: String.prototype.split,
  join: Array.prototype.join,
  starts: String.prototype.startsWith,
  ends: String.prototype.endsWith,
  get: Map.prototype.get,
  decode: decodeURIComponent,
  toText: URLSearchParams.prototype.get,
  Params: URLSearchParams,
  Map,
};

const ADDRESSES_READ = 8192;
const FARTHEST = 4; // from the end of a path a word is looked up

function call(method, subject, a, b) {
  return pristine.apply(method, subject, b === undefined ? [a] : [a, b]);
}

/** MATCHERS made ready for `candidates`: sorted by method, and there by host or by a word of the path. */
export function compile(matchers) {
  const byMethod = new pristine.Map();
  matchers.forEach((matcher, index) => {
    if (matcher.kind === 'element') return;
    const hosts = matcher.hosts.flatMap((host) => host.split('|')).map(choice);
    const entry = { index, hosts, ...template(matcher.path) };
    const methods = matcher.transport === 'websocket' ? ['WEBSOCKET'] : matcher.methods;
    for (const method of methods) {
      if (!byMethod.has(method)) byMethod.set(method, emptyTable());
      file(byMethod.get(method), entry);
    }
  });
  return byMethod;
}

function emptyTable() {
  const words = Array.from({ length: FARTHEST }, () => new pristine.Map());
  return { hosts: new pristine.Map(), words, rest: [] };
}

/** Under its hosts; else under the last segment that is a certain word, by its distance from the end; else apart. */
function file(table, entry) {
  const { hosts, segments } = entry;
  const words = segments.slice(-FARTHEST).reverse();
  const distance = words.findIndex(({ choices }) => choices?.every(({ before }) => before === null));
  if (hosts.every(({ before }) => before === null)) for (const { whole } of hosts) add(table.hosts, whole, entry);
  else if (distance < 0) table.rest.push(entry);
  else for (const { whole } of words[distance].choices) add(table.words[distance], whole, entry);
}

function add(map, key, entry) {
  if (!map.has(key)) map.set(key, []);
  map.get(key).push(entry);
}

function template(path) {
  const parts = path.split('/').filter(Boolean);
  const anywhere = parts[0] === '**';
  return { anywhere, segments: (anywhere ? parts.slice(1) : parts).map(segment) };
}

function segment(pattern) {
  return pattern[0] === '{' ? { name: pattern.slice(1, -1) } : { choices: pattern.split('|').map(choice) };
}

function choice(pattern) {
  const pieces = pattern.split('*');
  if (pieces.length === 1) return { whole: pattern, before: null, between: [], after: '' };
  return { whole: pattern, before: pieces[0], between: pieces.slice(1, -1), after: pieces[pieces.length - 1] };
}

/**
 * The positions of all matchers whose method, host and path fit, in their order; [] for nearly every request there is.
 * `url` is absolute and normalised (`new URL(…).href`); the method of a WebSocket is 'WEBSOCKET'.
 */
export function candidates(compiled, method, url) {
  const table = call(pristine.get, compiled, call(pristine.upper, method));
  if (table === undefined) return [];
  const address = split(url);
  const found = [];
  take(call(pristine.get, table.hosts, address.name), address, found);
  const { path } = address;
  for (let distance = 0; distance < FARTHEST && distance < path.length; distance += 1) {
    take(call(pristine.get, table.words[distance], path[path.length - 1 - distance]), address, found);
  }
  take(table.rest, address, found);
  return found;
}

function take(entries, address, found) {
  if (entries === undefined) return;
  for (let at = 0; at < entries.length; at += 1) {
    const entry = entries[at];
    if (hostFits(entry.hosts, address) && pathParts(entry, address.path) !== null) insert(found, entry.index);
  }
}

/** Keeps the list sorted and without doubles; it has one or two members. */
function insert(found, index) {
  let at = found.length;
  while (at > 0 && found[at - 1] > index) at -= 1;
  if (at > 0 && found[at - 1] === index) return;
  for (let move = found.length; move > at; move -= 1) found[move] = found[move - 1];
  found[at] = index;
}

/** An absolute URL as {host, name (the host without its port), path (decoded segments), query (as it stands)}. */
export function split(url) {
  let text = url.length > ADDRESSES_READ ? call(pristine.slice, url, 0, ADDRESSES_READ) : url;
  text = until(text, '#');
  const before = until(text, '?');
  const query = before.length < text.length ? call(pristine.slice, text, before.length + 1) : '';
  const scheme = call(pristine.indexOf, before, '://');
  const rest = scheme < 0 ? before : call(pristine.slice, before, scheme + 3);
  const slash = call(pristine.indexOf, rest, '/');
  let host = slash < 0 ? rest : call(pristine.slice, rest, 0, slash);
  const login = call(pristine.indexOf, host, '@');
  host = call(pristine.lower, login < 0 ? host : call(pristine.slice, host, login + 1));
  const path = slash < 0 ? [] : segments(call(pristine.slice, rest, slash + 1));
  return { host, name: withoutPort(host), path, query };
}

function withoutPort(host) {
  if (host[0] === '[') return call(pristine.slice, host, 0, call(pristine.indexOf, host, ']') + 1);
  const name = until(host, ':');
  return call(pristine.ends, name, '.') ? call(pristine.slice, name, 0, name.length - 1) : name;
}

function until(text, mark) {
  const at = call(pristine.indexOf, text, mark);
  return at < 0 ? text : call(pristine.slice, text, 0, at);
}

function segments(path) {
  const parts = call(pristine.split, path, '/');
  const kept = [];
  for (let at = 0; at < parts.length; at += 1) if (parts[at] !== '') kept[kept.length] = decoded(parts[at]);
  return kept;
}

function decoded(text) {
  if (call(pristine.indexOf, text, '%') < 0) return text;
  try {
    return pristine.decode(text);
  } catch {
    return leniently(text);
  }
}

/** Percent signs resolved where not all of them are UTF-8: what is none becomes U+FFFD. */
function leniently(text) {
  const query = replaced(replaced(text, '&', '%26'), '+', '%2B');
  return call(pristine.toText, new pristine.Params(`v=${query}`), 'v');
}

function replaced(text, mark, by) {
  return call(pristine.join, call(pristine.split, text, mark), by);
}

function hostFits(choices, address) {
  for (let at = 0; at < choices.length; at += 1) {
    if (fits(choices[at], address.name)) return true;
  }
  return false;
}

function pathParts(entry, path) {
  const wanted = entry.segments;
  const skipped = entry.anywhere ? path.length - wanted.length : 0;
  if (skipped < 0 || path.length - skipped !== wanted.length) return null;
  const parts = { __proto__: null };
  for (let at = 0; at < wanted.length; at += 1) {
    const text = path[skipped + at];
    if (wanted[at].name !== undefined) parts[wanted[at].name] = text;
    else if (!oneFits(wanted[at].choices, text)) return null;
  }
  return parts;
}

function oneFits(choices, text) {
  for (let at = 0; at < choices.length; at += 1) if (fits(choices[at], text)) return true;
  return false;
}

function fits(pattern, text) {
  if (pattern.before === null) return pattern.whole === text;
  const { before, between, after } = pattern;
  if (!call(pristine.starts, text, before) || !call(pristine.ends, text, after)) return false;
  let at = before.length;
  for (let each = 0; each < between.length; each += 1) {
    const place = call(pristine.indexOf, text, between[each], at);
    if (place < 0) return false;
    at = place + between[each].length;
  }
  return at + after.length <= text.length;
}

/**
 * Whether one of the words in the matcher's `says` may stand in the body or the query; true where it asks for none.
 * `content` is the raw text, the fields `[[name, value]]`, or null where the body cannot be read, which passes. Of a
 * text that may be a form, the resolved one counts too; the background looks again and exactly.
 */
export function saysFits(matcher, content, query) {
  const words = matcher.says;
  if (words === undefined || content === null || content === undefined) return true;
  const isText = typeof content === 'string';
  if (hasOne(query, words) || (isText ? hasOne(content, words) : inFields(content, words))) return true;
  return isText && has(content, '%') && hasOne(decoded(replaced(content, '+', ' ')), words);
}

function hasOne(text, words) {
  for (let at = 0; at < words.length; at += 1) if (has(text, words[at])) return true;
  return false;
}

function inFields(fields, words) {
  for (let at = 0; at < fields.length; at += 1) {
    const value = fields[at][1];
    if (hasOne(fields[at][0], words) || (typeof value === 'string' && hasOne(value, words))) return true;
  }
  return false;
}

function has(text, word) {
  return call(pristine.indexOf, text, word) >= 0;
}

/** What the path's {names} stand for in this URL, {} where it has none; null where it does not fit the path at all. */
export function named(path, url) {
  return pathParts(template(path), split(url).path);
}

/** For each position in MATCHERS {platform, service, kind, definition, matcher}; `names` of the list: ids by names. */
export function definitionsBehind(definitions, matchers) {
  const files = new Map(definitions.map((each) => [each.platform, each]));
  const known = matchers.map((matcher) => {
    const { platform, service, submissions, learning } = files.get(matcher.platform);
    const list = matcher.kind === 'submission' ? submissions : learning;
    return { platform, service, kind: matcher.kind, definition: list[matcher.definition], matcher };
  });
  known.names = new Map(definitions.flatMap(({ platform, names = [] }) => names.map((name) => [name, platform])));
  return known;
}
