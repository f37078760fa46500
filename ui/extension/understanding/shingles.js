/**
 * A text as salted hashes of its pieces, by which a copy is known again though the text is never told. The twin of
 * guard/engine/shingles.py: both give the same for the same text.
 */

const WEIGHT = 12; // of a piece: four words, each of which weighs three, or twelve characters where there are no spaces
const WORD = 3;
const MOST = 500;
const LONGEST = 65_536;
const UNSPACED = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff'
  + '\\uf900-\\ufaff\\u{20000}-\\u{3ffff}';
const UNIT = new RegExp(`(?=[\\p{L}\\p{N}\\p{M}])[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}])`
  + `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])*`, 'gu');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');

/** The words of a text, and the characters of scripts without spaces, as they are compared: without case or form. */
export function units(text) {
  const plain = [...text.slice(0, 2 * LONGEST)].slice(0, LONGEST).join('');
  return plain.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').match(UNIT) ?? [];
}

/** All pieces of a text, each once, in their order; one too short for any, of at least 12 letters, is one itself. */
export function pieces(text) {
  const all = units(text);
  const weights = all.map((unit) => (IS_UNSPACED.test(unit) ? 1 : WORD));
  const found = new Set();
  let end = 0;
  let weight = 0;
  for (let start = 0; start < all.length; start += 1) {
    while (end < all.length && weight < WEIGHT) weight += weights[end++];
    if (weight < WEIGHT) break;
    found.add(all.slice(start, end).join(' '));
    weight -= weights[start];
  }
  if (!found.size && [...all.join('')].length >= WEIGHT) found.add(all.join(' '));
  return [...found];
}

/** The hashes of a text's pieces under this key (a text), sorted; at most 500, the smallest, wherever they stand. */
export async function shingles(text, key) {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const secret = await crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, ['sign']);
  const hashes = pieces(text).map(async (piece) => {
    const digest = new Uint8Array(await crypto.subtle.sign('HMAC', secret, encoder.encode(piece)));
    return shortened(digest);
  });
  return (await Promise.all(hashes)).sort().slice(0, MOST);
}

function shortened(digest) {
  const base64 = btoa(String.fromCharCode(...digest.subarray(0, 9)));
  return base64.replaceAll('+', '-').replaceAll('/', '_').slice(0, 11);
}
