/** Who posts, by what a request says; and accounts written from what stands in it. */

import { firstAt, isSomething, look, textOf } from './address.js';

/** The first entry of `acting` that has any value: {actors: [{platform, account, ref, secret}], unknown}. */
export function actingOf(known, platform, definition, view) {
  for (const entry of definition.acting ?? []) {
    const found = look(entry.at, view);
    const given = found.values.filter(isSomething);
    const texts = given.map(textOf).filter((text) => text !== null);
    const refs = texts.map((text) => behind(text, entry.after)).filter(Boolean);
    const unknown = found.flaw ?? (texts.length < given.length ? 'no text' : found.more ? 'too many' : null);
    if (refs.length || unknown) return { actors: actorsOf(known, platform, definition, view, entry, refs), unknown };
  }
  return { actors: [], unknown: null };
}

/** What follows the mark in a text, '' where it is not there; the text itself where there is no mark. */
export function behind(text, mark) {
  if (!mark) return text;
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(at + mark.length);
}

/** The template with what stands at its {addresses}, `{}` being `value`; null where one has no text. */
export function filled(template, view, value = '') {
  const [first, ...rest] = template.split('{');
  let text = first;
  for (const piece of rest) {
    const end = piece.indexOf('}');
    const address = piece.slice(0, end);
    const part = address === '' ? value : firstAt(address, view);
    if (!part) return null;
    text += part + piece.slice(end + 1);
  }
  return text;
}

/** The platform or service that is called `word`, or null. */
export function platformNamed(known, word) {
  return known.names?.get(word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')) ?? null;
}

function actorsOf(known, platform, definition, view, entry, refs) {
  const platforms = platformsOf(known, platform, definition, view, refs.length);
  const seen = new Set();
  const actors = [];
  refs.forEach((ref, at) => {
    const same = JSON.stringify([platforms[at], ref]);
    if (seen.has(same)) return;
    seen.add(same);
    const account = entry.as ? (filled(entry.as, view, ref) ?? '') : '';
    actors.push({ platform: platforms[at], account, ref, secret: entry.secret === true });
  });
  return actors;
}

/** The platform that each of so many values posts to. */
function platformsOf(known, platform, definition, view, count) {
  const words = (definition.through ?? []).flatMap((address) => look(address, view).values.map(textOf).filter(Boolean));
  const named = words.map((word) => platformNamed(known, word) ?? platform);
  if (named.length === count) return named;
  return Array(count).fill(named.length === 1 ? named[0] : platform);
}
