/**
 * How long a text is, as each network counts it. The twin of guard/platforms/length.py: both give the same for the
 * same text.
 */

const LATIN = 'À-ÖØ-öø-ÿĀ-ɏ';
const WORD = '\\p{L}\\p{N}_';
const SCHEMED = new RegExp(`(?<![A-Za-z0-9@＠$#＃])([Hh][Tt][Tt][Pp][Ss]?://)((?:[${WORD}-]{1,63}\\.){1,20}[${WORD}-]{2,63})`, 'gu');
const BARE = new RegExp(`(?<![A-Za-z0-9@＠$#＃_./${LATIN}-])(?:[A-Za-z0-9_${LATIN}-]{1,63}\\.){1,20}`
  + '[A-Za-z][A-Za-z0-9-]{1,62}', 'gu');
const PORT = /:[0-9]{1,5}(?![0-9])/uy;
const PATH = new RegExp(`[A-Za-z0-9!*';:=+,.$/%#\\[\\]\\-\\u2013_~@|&()${LATIN}\\u0400-\\u04ff]*`, 'uy');
const QUERY = /\?[A-Za-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*/uy;
const ENDS = new RegExp(`[A-Za-z0-9+\\-=_#/&${LATIN}\\u0400-\\u04ff]`, 'u');
const SERVER = new RegExp(`(?<![${WORD}/])(@[A-Za-z0-9_]+)@[A-Za-z0-9.-]*[A-Za-z0-9](?![A-Za-z0-9-])`, 'gu');
const SHORT = ['co', 'tv']; // countries whose names are linked without a path: t.co, but not example.de
const EMOJI = new RegExp('\\p{Regional_Indicator}{2}|[0-9#*]\\uFE0F?\\u20E3|[©®]\\uFE0F|(?![©®])'
  + '\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?[\\u{E0020}-\\u{E007F}]*'
  + '(?:\\u200D\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?)*', 'gu');
const HEAVY = 0x1100; // from here on a character may weigh two
const LIGHT = [[0x2000, 0x200d], [0x2010, 0x201f], [0x2032, 0x2037]]; // where one above that weighs one still
let segmenter = null;

/**
 * The length of the text by a measure: {unit, link, bare, local}, each as the class Measure of the other twin says.
 * `tops` are the names at the end of hosts, a Set.
 */
export function measured(text, measure, tops) {
  const plain = measure.unit === 'weighted' ? text.normalize('NFC') : text;
  let total = 0;
  let at = 0;
  let pieces = [];
  if (measure.link) {
    for (const [start, end] of linked(plain, measure.bare, tops)) {
      pieces.push(plain.slice(at, start));
      total += measure.link;
      at = end;
    }
  }
  pieces.push(plain.slice(at));
  if (measure.local) pieces = pieces.map((piece) => piece.replace(SERVER, '$1'));
  return pieces.reduce((sum, piece) => sum + counted(piece, measure.unit), total);
}

function counted(text, unit) {
  if (unit === 'weighted') return weighted(text);
  if (unit === 'grapheme') return graphemes(text);
  if (unit === 'utf16') return text.length;
  if (unit === 'utf8-byte') return new TextEncoder().encode(text).length;
  return [...text].length;
}

function weighted(text) {
  let total = 0;
  let at = 0;
  for (const match of text.matchAll(EMOJI)) {
    total += weights(text.slice(at, match.index)) + 2;
    at = match.index + match[0].length;
  }
  return total + weights(text.slice(at));
}

function weights(text) {
  let total = 0;
  for (const character of text) {
    const code = character.codePointAt(0);
    total += code < HEAVY || LIGHT.some(([first, last]) => first <= code && code <= last) ? 1 : 2;
  }
  return total;
}

function graphemes(text) {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].length;
}

/** Where the links are that X and Mastodon make of a text: with https://, and bare ones, too. */
export function linked(text, bare, tops) {
  const found = [];
  for (const match of text.matchAll(SCHEMED)) {
    const hostAt = match.index + match[1].length;
    const host = cut(match[2], text.charAt(hostAt + match[2].length), tops);
    if (host) found.push([match.index, endOf(text, hostAt + host.length)]);
  }
  for (const match of bare ? text.matchAll(BARE) : []) {
    const span = bareSpan(text, match.index, match[0], tops);
    if (span) found.push(span);
  }
  found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  let at = 0;
  return found.filter(([start, end]) => {
    if (start < at) return false;
    at = end;
    return true;
  });
}

function bareSpan(text, start, whole, tops) {
  const host = cut(whole, text.charAt(start + whole.length), tops);
  if (!host) return null;
  const hostsEnd = start + host.length;
  const end = endOf(text, hostsEnd);
  const labels = host.split('.');
  const alone = end === hostsEnd || text.charAt(hostsEnd) === ':';
  const country = labels.length === 2 && labels[1].length === 2 && !SHORT.includes(labels[1].toLowerCase());
  return alone && country ? null : [start, end];
}

/** The host as far as it ends like one of the web; empty where it never does. */
function cut(host, behindIt, tops) {
  const labels = host.split('.');
  let behind = behindIt;
  while (labels.length > 1) {
    const top = labels.at(-1).toLowerCase();
    const known = tops.has(top) || (/[^\x00-\x7f]/u.test(top) && tops.has(punycode(top)));
    if (known && !['@', '+', '-'].includes(behind) && labels.every(sound)) return labels.join('.');
    labels.pop();
    behind = '.';
  }
  return '';
}

function sound(label) {
  return label !== '' && !label.startsWith('-') && !label.endsWith('-');
}

/** The name as it is asked for: other alphabets by the numbers of RFC 3492, which URL applies. */
function punycode(label) {
  try {
    const asked = new URL(`http://a.${label}/`).hostname.slice(2);
    return asked.startsWith('xn--') ? asked : ''; // what it takes for plain letters was not typed as such
  } catch {
    return '';
  }
}

/** Where the link ends whose host ends here: behind its port, path and query. */
function endOf(text, hostsEnd) {
  let at = hostsEnd + lengthAt(PORT, text, hostsEnd);
  if (text.charAt(at) === '/') at = kept(text, at, at + lengthAt(PATH, text, at));
  const query = lengthAt(QUERY, text, at);
  if (query) {
    const end = kept(text, at, at + query);
    at = end > at + 1 ? end : at;
  }
  return at;
}

function lengthAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** Without the sentence's punctuation at the end; a closing bracket stays where it was opened within. */
function kept(text, start, whole) {
  let end = whole;
  while (end > start && !ENDS.test(text.charAt(end - 1))) {
    const piece = text.slice(start, end);
    if (piece.endsWith(')') && piece.split('(').length >= piece.split(')').length) break;
    end -= 1;
  }
  return end;
}
