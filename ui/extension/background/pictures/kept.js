/** Pictures by tab, in memory alone, for a while; what shows the same is one. */
import { say } from '../api.js';
import { FileOf } from '../../understanding/fields.js';

const KEPT_FOR = 10 * 60_000;
const MOST_OF_TAB = 24;
const MOST = 48;
const LONGEST_NAME = 255;
const LONGEST_WORDS = 200;
const LONGEST_PART = 300_000;
/** Of 255, on average over the grid: a picture that a page has made smaller or saved again differs by less. */
const ALIKE = 3;
/** Of a picture's proportions. */
const NEARLY = 0.03;
const CALLED_NOTHING = ['', 'blob', 'file', 'image', 'untitled'];
const clock = () => performance.now();

/** All pictures that are kept: {name, type, size, words, names, uploads, alt, received, from, small, head, …}. */
export class Kept {
  #tabs = new Map();
  #timer = 0;

  /** Those of a tab, the earliest first. */
  of(tab) {
    this.#forget();
    return [...new Set(this.#tabs.get(tab)?.values())];
  }

  /** A file was met in a tab; how it looks comes later. */
  add({ key, name, type, size, upload, received, from }, alt, tab) {
    if (tab < 0 || typeof key !== 'string') return;
    const one = {
      at: clock(), name: textOf(name, LONGEST_NAME), type: textOf(type, LONGEST_NAME), size: countOf(size),
      received: textOf(received, 20), from: textOf(from, LONGEST_NAME), alt, words: new Set(), names: new Set(),
      uploads: new Set(upload ? [upload] : []), small: '', head: '', print: '', width: 0, height: 0, seconds: null,
      made: null, isMade: null,
    };
    one.made = new Promise((resolve) => (one.isMade = resolve));
    one.words.add(wordsOf(one));
    if (!this.#tabs.has(tab)) this.#tabs.set(tab, new Map());
    this.#tabs.get(tab).set(key, one);
    this.#forget();
  }

  /** What a file looks like, or of which other one it is a copy, or that it is no picture. */
  look({ key, none, same, ...looks }, tab) {
    const kept = this.#tabs.get(tab);
    const one = kept?.get(key);
    if (!one) return;
    const first = kept.get(same);
    if (none === true || (same !== undefined && !first)) this.#take(kept, one);
    else if (first) this.#merge(kept, one, first);
    else this.#seen(kept, one, looks);
    one.isMade();
  }

  /** Lets those of a tab go of which `isDone` holds. */
  let(tab, isDone) {
    const kept = this.#tabs.get(tab);
    for (const one of new Set(kept?.values())) if (isDone(one)) this.#take(kept, one);
  }

  /** The tab is closed. */
  drop(tab) {
    this.#tabs.delete(tab);
  }

  #seen(kept, one, { type, small, head, print, width, height, seconds }) {
    const words = wordsOf(one);
    const looks = {
      type: textOf(type, LONGEST_NAME) || one.type, small: textOf(small, LONGEST_PART),
      head: textOf(head, LONGEST_PART), print: textOf(print, 128), width: countOf(width), height: countOf(height),
      seconds: Number.isFinite(seconds) ? seconds : null,
    };
    Object.assign(one, looks);
    one.words.add(words).add(wordsOf(one));
    if (one.uploads.size && one.print) this.#merge(kept, one, this.#origin(kept, one));
  }

  /** The picture from which a page has made this one: chosen, not sent yet, and like no other. */
  #origin(kept, one) {
    const chosen = [...new Set(kept.values())].filter((each) => each !== one && !each.uploads.size && each.print);
    const near = chosen.map((each) => ({ each, far: distance(each, one) })).filter(({ far }) => far <= ALIKE);
    return near.sort((a, b) => a.far - b.far)[0]?.each;
  }

  /** The second sending of a picture: it looks as it is sent, and is called and came as it was chosen. */
  #merge(kept, one, first) {
    if (!first || first === one) return; // nothing is like it
    for (const part of ['words', 'names', 'uploads']) for (const each of one[part]) first[part].add(each);
    if (one.small) {
      const { type, size, small, head, print, width, height } = one;
      Object.assign(first, { type, size, small, head, print, width, height });
    }
    if (CALLED_NOTHING.includes(first.name.toLowerCase())) first.name = one.name || first.name;
    first.words.add(wordsOf(first));
    first.alt ??= one.alt;
    for (const [key, each] of kept) if (each === one) kept.set(key, first);
  }

  #take(kept, one) {
    for (const [key, each] of kept) if (each === one) kept.delete(key);
  }

  /** Lets go what is too old, and the oldest of too many. */
  #forget() {
    const until = clock() - KEPT_FOR;
    let count = 0;
    for (const [tab, kept] of this.#tabs) {
      for (const [key, one] of kept) if (one.at < until || kept.size > MOST_OF_TAB) kept.delete(key);
      count += kept.size;
      if (!kept.size) this.#tabs.delete(tab);
    }
    for (const tab of this.#tabs.keys()) {
      if (count <= MOST) break;
      count -= this.#tabs.get(tab).size;
      this.#tabs.delete(tab);
    }
    clearTimeout(this.#timer);
    if (this.#tabs.size) this.#timer = setTimeout(() => this.#forget(), KEPT_FOR);
  }
}

/** How people are told of a file, as of one in a form. */
export function wordsOf({ name, type, size }) {
  return String(new FileOf({ file: name || say('attachedUnnamed'), type, size })).slice(0, LONGEST_WORDS);
}

function distance(one, other) {
  const shape = (each) => each.width / each.height;
  if (Math.abs(shape(one) / shape(other) - 1) > NEARLY) return Infinity;
  let sum = 0;
  for (let at = 0; at < one.print.length; at += 2) {
    sum += Math.abs(parseInt(one.print.slice(at, at + 2), 16) - parseInt(other.print.slice(at, at + 2), 16));
  }
  return (sum * 2) / one.print.length;
}

function textOf(value, longest) {
  return typeof value === 'string' ? value.slice(0, longest).toWellFormed() : '';
}

function countOf(value) {
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}
