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
 * MATCHERS     [{platform, kind, definition, transport, hosts, path, methods, says?, asks?, element?, unique}]
 *   kind        'submission' | 'learning' (an answer to a request) | 'element' (JSON in the page)
 *   definition  the position in `submissions`, for the other two kinds in `learning`
 *   transport   'http' | 'websocket'
 *   hosts, path as in the data file; where an element's definition has no path, '/**' (any page)
 *   methods     upper case; filled in where the file leaves them out (POST, learning: GET); [] for websocket, element
 *   says        only where the data file has it;  element: the selector, only of kind 'element'
 *   asks        names that have to stand in the query, for a clause of `when` asks for their values
 *   unique      the address alone means a post: kind submission, http, no `says`, no `when` but what excludes, verb
 *               other than draft
 *   Order: those whose hosts all have a name before those with the host '*', else as in the files, files by their id.
 *
 * A matcher is named by its position. understanding/definitions.js exports both. What is put into every page is less:
 *
 * page/definitions.js    definitions(): JSON of {tables, paths, hosts, asks, learning, says}; the first four are what
 *                        `compile` makes, then come the positions of kind 'learning', and `says` by position
 * bridge/definitions.js  PLATFORM_HOSTS: all hosts of matchers whose hosts have a name
 *                        ELEMENTS: those of kind 'element', [{matcher, hosts, path, element}], `matcher` the position
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
  set: Map.prototype.set,
  hasOwn: Object.hasOwn,
  parse: JSON.parse,
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

/**
 * An index for `candidates`: {tables, paths, hosts, asks, templates}. Each position stands in the tables of its methods
 * under its hosts; else under the last segment of its path that is a certain word, by its distance from the end; else
 * in `rest`. packaging/definitions.py makes the same for pages beforehand.
 */
export function compile(matchers) {
  const index = { tables: {}, paths: matchers.map(({ path }) => path), hosts: {}, asks: {} };
  matchers.forEach((matcher, position) => {
    if (matcher.kind === 'element') return;
    const hosts = matcher.hosts.flatMap((host) => host.split('|'));
    if (hosts.some((host) => host.includes('*')) && !hosts.includes('*')) index.hosts[position] = hosts;
    if (matcher.asks) index.asks[position] = matcher.asks;
    const methods = matcher.transport === 'websocket' ? ['WEBSOCKET'] : matcher.methods;
    for (const method of methods) file((index.tables[method] ??= emptyTable()), position, hosts, matcher.path);
  });
  return ready(index);
}

/** The same index from the builder's JSON. */
export function readIndex(text) {
  return ready(pristine.parse(text));
}

function ready(index) {
  return { ...index, templates: new pristine.Map() };
}

function emptyTable() {
  return { hosts: {}, words: Array.from({ length: FARTHEST }, () => ({})), rest: [] };
}

function file(table, position, hosts, path) {
  const words = path.split('/').filter(Boolean).slice(-FARTHEST).reverse();
  const distance = words.findIndex((word) => word[0] !== '{' && !word.includes('*'));
  if (!hosts.some((host) => host.includes('*'))) for (const host of hosts) add(table.hosts, host, position);
  else if (distance < 0) table.rest.push(position);
  else for (const word of words[distance].split('|')) add(table.words[distance], word, position);
}

function add(places, key, position) {
  (places[key] ??= []).push(position);
}

/**
 * The positions of all matchers whose method, host and path fit, in their order; [] for nearly every request there is.
 * `url` is absolute and normalised (`new URL(…).href`); the method of a WebSocket is 'WEBSOCKET'.
 */
export function candidates(index, method, url) {
  const table = own(index.tables, call(pristine.upper, method));
  if (table === undefined) return [];
  const address = split(url);
  const found = [];
  take(index, own(table.hosts, address.name), address, found);
  const { path } = address;
  for (let distance = 0; distance < FARTHEST && distance < path.length; distance += 1) {
    take(index, own(table.words[distance], path[path.length - 1 - distance]), address, found);
  }
  take(index, table.rest, address, found);
  return found;
}

/** What stands under a key; the key may be any text, and the page may have changed what every object has. */
export function own(object, key) {
  return pristine.hasOwn(object, key) ? object[key] : undefined;
}

function take(index, positions, address, found) {
  if (positions === undefined) return;
  for (let at = 0; at < positions.length; at += 1) {
    const entry = entryAt(index, positions[at]);
    if (!hostFits(entry.hosts, address) || pathParts(entry, address.path) === null) continue;
    if (entry.asks === undefined || isAsked(entry.asks, address.query)) insert(found, positions[at]);
  }
}

function entryAt(index, position) {
  const known = call(pristine.get, index.templates, position);
  if (known !== undefined) return known;
  const hosts = own(index.hosts, position);
  const choices = hosts === undefined ? null : each(hosts, choice);
  const entry = { ...template(index.paths[position]), hosts: choices, asks: own(index.asks, position) };
  call(pristine.set, index.templates, position, entry);
  return entry;
}

function template(path) {
  const parts = written(path);
  const anywhere = parts[0] === '**';
  return { anywhere, segments: each(parts, segment, anywhere ? 1 : 0) };
}

function segment(pattern) {
  if (pattern[0] === '{') return { name: call(pristine.slice, pattern, 1, pattern.length - 1) };
  return { choices: each(call(pristine.split, pattern, '|'), choice) };
}

function choice(pattern) {
  const pieces = call(pristine.split, pattern, '*');
  const last = pieces.length - 1;
  if (last === 0) return { whole: pattern, before: null, between: null, after: '' };
  return { whole: pattern, before: pieces[0], between: each(pieces, whole, 1, last), after: pieces[last] };
}

function whole(piece) {
  return piece;
}

function each(list, make, from = 0, until = list.length) {
  const made = [];
  for (let at = from; at < until; at += 1) made[made.length] = make(list[at]);
  return made;
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
  return each(written(path), decoded);
}

function written(path) {
  const parts = call(pristine.split, path, '/');
  const kept = [];
  for (let at = 0; at < parts.length; at += 1) if (parts[at] !== '') kept[kept.length] = parts[at];
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

/** Without choices any host fits, or was looked up by its name. */
function hostFits(choices, address) {
  if (choices === null) return true;
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

function isAsked(names, query) {
  if (query === '') return false;
  const text = decoded(query);
  for (let at = 0; at < names.length; at += 1) if (!has(text, names[at])) return false;
  return true;
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
 * Whether one of a matcher's words (its `says`) may stand in the body or the query; true where it asks for none.
 * `content` is the raw text, the fields `[[name, value]]`, or null where the body cannot be read, which passes. Of a
 * text that may be a form, the resolved one counts too; the background looks again and exactly.
 */
export function saysFits(words, content, query) {
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

/** Whether a URL is of one of these hosts, written as in the data files. */
export function isOnHost(hosts, url) {
  return hostFits(each(hosts, choice), split(url));
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
