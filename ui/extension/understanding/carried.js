/**
 * Files that a page sends before the post they belong to: by which words a platform then calls them, where those stand
 * in the post, and how the files are described. Nothing here knows a platform.
 */

import { answerOf, formOf, jsonOf, parse } from './body.js';
import { textOf } from './address.js';
import { FileOf } from './fields.js';

const MOST_TEXTS = 20_000;
const MOST_NAMES = 64;
const DEEPEST_JSON = 3;
const FARTHEST = 4;
const SHORTEST_ANYWHERE = 6;
const LONGEST = 2048;
/** Members of an answer that name what was uploaded, */
const NAMES = /(?:id|ids|uri|url|urn|key|token|hash|cid|handle)(?:_?string)?$|^(?:src|path|name|\$link)$/i;
/** and those below which somebody is named instead. */
const SOMEBODY = /user|owner|account|author|actor|uploader|profile|viewer|session|channel|team/i;
const ALT = ['alt', 'alt_text', 'altText', 'accessibility_caption', 'custom_accessibility_caption'];
const ALT_OF_FILES = [...ALT, 'description', 'comment', 'caption'];

/** The words by which an upload may be named later, by the address it went to and what was answered. */
export function namesGiven(url, answer) {
  const found = new Set(addressed(url).filter((text) => text.length >= 8 && /\d/.test(text)));
  const document = typeof answer === 'string' ? answerOf(answer) : undefined;
  for (const { text, above } of texts(document ?? null)) {
    if (found.size >= MOST_NAMES) break;
    const isName = text.length <= LONGEST && (text.length >= 8 || /\d/.test(text));
    if (isName && above && NAMES.test(above.name) && !isSomebodys(above)) found.add(text);
  }
  return [...found];
}

/**
 * What a request says: `{text, above, file}` of each text in its body, with what it stands in, and in its address.
 * `file` is a file in words, where the text is its name.
 */
export function saidIn({ url, headers, body }) {
  const { document } = parse(body, headers);
  return [...texts(document), ...addressed(url).map((text) => ({ text, above: null, file: null }))];
}

/** Whether a word is long enough to stand for a file wherever it is met. */
export function isTelling(name) {
  return name.length >= SHORTEST_ANYWHERE;
}

/**
 * The description that stands beside a text: null where none does. Beside a file's name in a remark about it
 * (`isRemark`) and in a list of files `description` is one, too; elsewhere that describes the whole post.
 */
export function altBeside({ above }, isRemark) {
  let place = above;
  for (let far = 0; place !== null && far < FARTHEST; far += 1) {
    const inList = Array.isArray(place.up?.value);
    const alt = altIn(place.value, isRemark || inList ? ALT_OF_FILES : ALT);
    if (alt !== null) return alt;
    if (Array.isArray(place.value)) return null;
    place = place.up;
  }
  return null;
}

/** The description that a form or document of an upload, or of a remark, bears itself; null where it bears none. */
export function altOf(document) {
  return altIn(document, ALT_OF_FILES);
}

function altIn(value, names) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  for (const name of names) {
    const alt = Object.hasOwn(value, name) ? value[name] : null;
    if (typeof alt === 'string') return alt.slice(0, LONGEST);
    if (typeof alt?.text === 'string') return alt.text.slice(0, LONGEST);
  }
  return null;
}

/** Each text below a value; JSON inside of a text counts as what it says. */
function texts(document) {
  const found = [];
  const walk = (value, above, parsed) => {
    if (found.length >= MOST_TEXTS || value === null || value === undefined) return;
    if (typeof value === 'object' && !(value instanceof FileOf)) {
      for (const [name, each] of Object.entries(value)) walk(each, { value, name, up: above }, parsed);
      return;
    }
    const text = value instanceof FileOf ? value.file : textOf(value);
    const inside = text !== null && parsed < DEEPEST_JSON && /^[[{]/.test(text) ? jsonOf(text) : undefined;
    if (inside !== undefined) walk(inside, above, parsed + 1);
    else if (text) found.push({ text, above, file: value instanceof FileOf ? String(value) : null });
  };
  walk(document, null, 0);
  return found;
}

function isSomebodys(above) {
  for (let place = above; place !== null; place = place.up) if (SOMEBODY.test(place.name)) return true;
  return false;
}

/** The values of a URL's query, and the parts of its path. */
function addressed(url) {
  try {
    const { pathname, search } = new URL(url);
    const values = Object.values(formOf(search.slice(1))).flat().filter((value) => typeof value === 'string');
    return [...values, ...pathname.split('/').filter(Boolean).map(decoded)];
  } catch {
    return [];
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
