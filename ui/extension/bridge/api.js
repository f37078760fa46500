/** The browser's interface for extensions. */
export const api = globalThis.browser ?? globalThis.chrome;

const KEYS = ['pageStopped', 'pageHeld', 'pageOpen', 'pageAskAgain', 'pageClose', 'pageReload', 'pageNoAnswer',
  'pageCannotWait', 'pageError', 'pageActing', 'pageNotesClose', 'pageNoteSpot', 'noteHigh', 'noteMedium', 'noteLow'];
const GAP = '{}';
const words = {};

/** Takes all texts now: once the extension was updated, this page can ask for none. */
export function takeTexts() {
  for (const key of KEYS) words[key] = api.i18n.getMessage(key, [GAP]) || key;
}

/** The text for a key; with a value where it has a gap for one. */
export function textFor(key, value = '') {
  return words[key].replace(GAP, () => value);
}

/** Whether the extension that put this script here is still the one at work. */
export function isAlive() {
  try {
    return Boolean(api.runtime?.id);
  } catch {
    return false;
  }
}
