import { run } from './untouched.js';

const MARK = 'hatcheck';
const hasKey = Reflect.has;
const wakers = [];

/** Runs `wake` now, and again whenever the page's document was emptied, which takes every listener away. */
export function keepAwake(wake) {
  wakers[wakers.length] = wake;
  wake();
}

function wakeAll() {
  for (let at = 0; at < wakers.length; at += 1) wakers[at]();
}

/**
 * Puts `instead(native, self, given)` in the place of a function, which keeps its name, its length, its place and its
 * looks: what watches over a page for errors leaves a `fetch` alone that does not look like the browser's own.
 */
export function wrap(owner, name, instead) {
  const place = Object.getOwnPropertyDescriptor(owner, name);
  if (typeof place?.value !== 'function') return;
  const has = (native, key) => (key === MARK ? knocked() : hasKey(native, key));
  const looks = `${place.value}`;
  const toString = () => looks;
  const get = (native, key) => (key === 'toString' ? toString : native[key]);
  Object.defineProperty(owner, name, { ...place, value: new Proxy(place.value, { apply: instead, has, get }) });
}

// The extension may put its script into the same window twice. The second copy knocks at the first, which then only
// takes its listeners up again; nothing the page could see or change is left to tell them apart.
function knocked() {
  wakeAll();
  return true;
}

/** Whether a copy of this script is at work in a window already. */
export function atWorkAlready(realm) {
  const submit = realm.HTMLFormElement.prototype.submit;
  const { send } = realm.XMLHttpRequest.prototype;
  return isOurs(submit) || isOurs(send) || isOurs(realm.fetch);
}

function isOurs(value) {
  return typeof value === 'function' && MARK in value;
}

/** `document.open` and what opens by itself empty the window of listeners; ours come back at once. */
export function wrapDocument() {
  for (const name of ['open', 'write', 'writeln']) {
    wrap(Document.prototype, name, (native, self, given) => {
      const answer = run(native, self, given);
      wakeAll();
      return answer;
    });
  }
}

/** Calls `seen(value)` whenever a property is read; what it does is not noticed by the page. */
export function watchReading(prototype, name, seen) {
  const place = Object.getOwnPropertyDescriptor(prototype, name);
  const apply = (native, self, given) => {
    const value = run(native, self, given);
    seen(value);
    return value;
  };
  Object.defineProperty(prototype, name, { ...place, get: new Proxy(place.get, { apply }) });
}
