import { elementsHere, platformSeen } from './place.js';

const LONGEST_ELEMENT = 1024 * 1024;

/** Hands over what elements of the page say about who one is, once the page is there. */
export function readElements(say) {
  if (document.readyState !== 'loading') read(say);
  else document.addEventListener('DOMContentLoaded', () => read(say), { once: true });
}

function read(say) {
  for (const { matcher, element } of elementsHere()) {
    const text = textOf(element);
    if (text === '') continue;
    platformSeen();
    say({ t: 'element', matcher, text });
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
