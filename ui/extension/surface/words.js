/** What the extension's own windows share: their words, and how an identity is drawn. */
import { language, say } from '../background/api.js';
import { inkOn } from '../background/identity.js';

/** Fills in the texts of all elements that name theirs by `data-say`, and of their labels by `data-label`. */
export function fill() {
  document.documentElement.lang = language();
  for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll('[data-label]')) element.ariaLabel = say(element.dataset.label);
}

/** Draws a badge (or nobody's, for null) into an element. */
export function drawBadge(element, badge) {
  element.className = `badge ${badge ? badge.kind : 'nobody'}`;
  element.textContent = badge?.letters ?? '';
  element.style.background = badge?.color ?? '';
  element.style.color = badge ? inkOn(badge.color) : '';
}

/** How long ago a time was, in words. */
export function ago(time) {
  const minutes = Math.round((time - Date.now()) / 60_000);
  const [count, unit] = [[minutes, 'minute'], [minutes / 60, 'hour'], [minutes / 1440, 'day']]
    .filter(([each], step) => step === 0 || Math.abs(each) >= 1).at(-1);
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
  return words.format(Math.round(count), unit);
}
