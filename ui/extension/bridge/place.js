import { isOnHost, named } from '../understanding/matching.js';
import { ELEMENTS, PLATFORM_HOSTS } from './definitions.js';

let seen = false;

/** Something of a platform was met in this page, so it is one of its pages, wherever it is served from. */
export function platformSeen() {
  seen = true;
}

/** Whether this page belongs to a platform: it has a platform's name, or something of one was met in it. */
export function isPlatform() {
  seen ||= isOnHost(PLATFORM_HOSTS, location.href);
  return seen;
}

/** The elements that definitions read in a page like this one: `[{matcher, element}]`. */
export function elementsHere() {
  const { href } = location;
  return ELEMENTS.filter(({ hosts, path }) => isOnHost(hosts, href) && named(path, href) !== null);
}
