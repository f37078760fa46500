import { candidates, compile } from '../understanding/matching.js';
import { MATCHERS } from '../page/definitions.js';

let seen = false;

/** Something of a platform was met in this page, so it is one of its pages, wherever it is served from. */
export function platformSeen() {
  seen = true;
}

/** Whether this page belongs to a platform: it has a platform's name, or something of one was met in it. */
export function isPlatform() {
  if (seen) return true;
  seen = candidates(compile(MATCHERS.map(asPage)), 'PAGE', location.href).length > 0;
  return seen;
}

function asPage(matcher) {
  const kind = matcher.hosts.some((host) => host === '*') ? 'element' : 'page';
  return { ...matcher, kind, transport: 'http', methods: ['PAGE'], path: '/**' };
}

/** The positions of definitions that read an element of a page like this one. */
export function elementsHere() {
  const swapped = MATCHERS.map((each) => ({
    ...each, kind: each.kind === 'element' ? 'page' : 'element', transport: 'http', methods: ['PAGE'],
  }));
  return candidates(compile(swapped), 'PAGE', location.href);
}
