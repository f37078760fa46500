import { MATCHERS } from '../page/definitions.js';
import { elementsHere, platformSeen } from './place.js';

const LONGEST_ELEMENT = 1024 * 1024;

/** Hands over what elements of the page say about who one is, once the page is there. */
export function readElements(say) {
  if (!MATCHERS.some((matcher) => matcher.kind === 'element')) return;
  if (document.readyState !== 'loading') read(say);
  else document.addEventListener('DOMContentLoaded', () => read(say), { once: true });
}

function read(say) {
  for (const index of elementsHere()) {
    const text = textOf(MATCHERS[index].element);
    if (text === '') continue;
    platformSeen();
    say({ t: 'element', matcher: index, text });
  }
}

function textOf(selector) {
  try {
    const text = document.querySelector(selector)?.textContent ?? '';
    return text.length > LONGEST_ELEMENT ? '' : text;
  } catch {
    return '';
  }
}
