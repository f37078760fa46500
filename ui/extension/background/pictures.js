/**
 * The pictures that pages have met, and which of them go along with a post. They are kept in memory alone: until the
 * post has left, for ten minutes at most, and no longer than their tab is there.
 */
import { hostOf, say } from './api.js';
import { Kept, wordsOf } from './pictures/kept.js';
import { described, knowsMedia } from './reading.js';
import { altBeside, altOf, isTelling, namesGiven, saidIn } from '../understanding/carried.js';
import { parse } from '../understanding/body.js';

const MOST = 8;
/** In milliseconds: so long a post waits for what a picture looks like that was met just now. */
const WAITS = 500;
/** Where a picture's description is sent apart, so that it is known when none was. */
const DESCRIBED_APART = ['mastodon', 'pixelfed', 'misskey', 'x'];

/** The pictures of this browser's tabs. */
export class Pictures {
  #kept;

  /** `onRemoved` is the browser's event of a tab that is closed. */
  constructor({ onRemoved }) {
    this.#kept = new Kept();
    onRemoved.addListener((tab) => this.#kept.drop(tab));
  }

  /** A file was met. */
  file(message, place) {
    const { body } = message;
    const alt = body?.kind === 'fields' ? altOf(parse(body, {}).document) : null;
    this.#kept.add(message, alt, place.tab);
  }

  /** What it looks like. */
  picture(message, place) {
    this.#kept.look(message, place.tab);
  }

  /** A platform has answered to an upload, and named it. */
  uploaded({ upload, url, answer }, place) {
    const names = namesGiven(absolute(url, place), answer);
    const sent = this.#kept.of(place.tab).filter((one) => one.uploads.has(upload));
    for (const one of sent) for (const name of names) one.names.add(name);
  }

  /** Something was sent that may describe a picture. */
  remark({ url, body }, place) {
    const all = this.#kept.of(place.tab);
    if (!all.length) return;
    const said = saidIn({ url: absolute(url, place), headers: {}, body });
    const whole = altOf(parse(body, {}).document);
    for (const one of all) {
      const named = said.find(({ text }) => one.names.has(text));
      const alt = named ? (altBeside(named, true) ?? whole) : null;
      if (alt !== null) one.alt = alt;
    }
  }

  /**
   * What goes along with a post: {media, pictures, done}; `media` in words, where a picture was found by its own, and
   * `pictures` as the engine takes them. The whole is for `left`.
   */
  async of(post, request, place) {
    const all = this.#kept.of(place.tab);
    if (!all.length) return { media: post.media, pictures: [], done: () => false };
    const said = saidIn(request);
    const { found: first } = joined(post, said, all);
    await Promise.race([Promise.all(first.map(({ one }) => one.made)), passed(WAITS)]);
    // by now some may have turned out to be the same, and some to be no pictures
    const { media, found } = joined(post, said, this.#kept.of(place.tab));
    const told = new Map(found.map(({ one, name, alt }) => [one, asTold(one, name, alt, post.platform)]));
    const met = new Set(all);
    const done = (one) => told.has(one) || (met.has(one) && isLoose(one));
    return { media, pictures: [...told.values()].slice(0, MOST), done };
  }

  /** The post has left: its pictures are let go, and those met before it that nothing named. */
  left({ done }, place) {
    this.#kept.let(place.tab, done);
  }
}

/** Which pictures are a post's: by the words for its files, by names in it, or else those met since the last post. */
function joined(post, said, all) {
  const left = new Set(all);
  const found = [];
  const take = (one, name, alt) => {
    if (!left.delete(one)) return false;
    found.push({ one, name, alt });
    return true;
  };
  const media = post.media.map((word) => {
    const one = all.find((each) => left.has(each) && isCalled(each, word));
    if (!one) return { word, isFound: false };
    const name = one.words.has(word) ? word : wordsOf(one);
    return { word: name, isFound: take(one, name, altIn(said, one)) };
  });
  const open = media.filter(({ isFound }) => !isFound);
  const named = [...left].map((one) => ({ one, at: placeIn(said, one) })).filter(({ at }) => at >= 0);
  named.sort((a, b) => a.at - b.at);
  // nothing tells what a post's files are where its definition names none
  const isOpen = named.length === 0 && (open.length > 0 || !knowsMedia(post));
  const more = isOpen ? [...left].filter(isLoose).map((one) => ({ one })) : named;
  more.forEach(({ one }, at) => {
    const name = wordsOf(one);
    take(one, name, altIn(said, one));
    if (more.length === open.length) open[at].word = name;
    else if (!media.some(({ word }) => word === name)) media.push({ word: name });
  });
  return { media: media.map(({ word }) => word), found };
}

function isCalled(one, word) {
  return one.words.has(word) || one.name === word || [...one.names].some((name) => described(name) === word);
}

function placeIn(said, one) {
  return said.findIndex(({ text, file }) => (isTelling(text) && one.names.has(text)) || (file && one.words.has(file)));
}

function isLoose(one) {
  return one.names.size === 0;
}

function altIn(said, one) {
  const beside = said.filter(({ text }) => one.names.has(text) || (one.name && text === one.name));
  return beside.map((each) => altBeside(each, false)).find((alt) => alt !== null) ?? null;
}

function asTold(one, name, beside, platform) {
  const { type, size, small, head, width, height, seconds, received, from } = one;
  const none = one.names.size > 0 && DESCRIBED_APART.includes(platform) ? '' : null;
  const alt = beside ?? one.alt ?? none;
  return { name, type, size, small, head, width, height, seconds, alt, received, received_from: from };
}

function absolute(url, place) {
  try {
    return new URL(url ?? '', place.url).href;
  } catch {
    return '';
  }
}

function passed(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
