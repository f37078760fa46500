import { isPlatform } from './place.js';

const SHORTEST_COPY = 16;
const LONGEST_COPY = 65_536;

/** Hands over what the person copies in a platform's page, so that a paste as somebody else can be noticed. */
export function watchCopies(say) {
  for (const name of ['copy', 'cut']) addEventListener(name, (event) => copied(event, say), true);
}

function copied(event, say) {
  if (!event.isTrusted || !isPlatform()) return;
  const text = selected(event.composedPath()[0]).trim();
  if (text.length >= SHORTEST_COPY) say({ t: 'copied', text: text.slice(0, LONGEST_COPY) });
}

function selected(target) {
  if (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text')) {
    return target.value.slice(target.selectionStart, target.selectionEnd);
  }
  if (target instanceof HTMLInputElement) return '';
  return String(getSelection() ?? '');
}
