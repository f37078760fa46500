import { isOnHost, named } from '../understanding/matching.js';
import { ELEMENTS, PLATFORM_HOSTS } from './definitions.js';

let seen = false;
let told = () => {};

/** Calls `tell` as soon as it is known that this page belongs to a platform. */
export function whenPlatform(tell) {
  told = tell;
  if (seen) tell();
}

/** Something of a platform was met in this page, so it is one of its pages, wherever it is served from. */
export function platformSeen() {
  if (seen) return;
  seen = true;
  told();
}

/** Whether this page belongs to a platform: it has a platform's name, or something of one was met in it. */
export function isPlatform() {
  if (!seen && isOnHost(PLATFORM_HOSTS, location.href)) platformSeen();
  return seen;
}

/** The elements that definitions read in a page like this one: `[{matcher, element}]`. */
export function elementsHere() {
  const { href } = location;
  return ELEMENTS.filter(({ hosts, path }) => isOnHost(hosts, href) && named(path, href) !== null);
}
