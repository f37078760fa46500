/** The browser's interface, and the few facts about this browser that others are told. */

/** `browser` in Firefox, `chrome` in Chromium; both give promises. */
export const api = globalThis.browser ?? globalThis.chrome;

/** Whether this is Firefox, where containers, blocking requests and event pages are. */
export const isFirefox = api.runtime.getURL('').startsWith('moz-extension:');

const BRANDS = {
  'Google Chrome': ['chrome', 'Chrome'],
  'Microsoft Edge': ['edge', 'Edge'],
  Brave: ['brave', 'Brave'],
  Opera: ['opera', 'Opera'],
  Vivaldi: ['vivaldi', 'Vivaldi'],
};

/** This browser as `{id, name}`: `{id: 'chrome', name: 'Chrome'}`. */
export function thisBrowser() {
  if (isFirefox) return { id: 'firefox', name: 'Firefox' };
  const brands = (navigator.userAgentData?.brands ?? []).map((each) => each.brand);
  const [id, name] = brands.map((each) => BRANDS[each]).find(Boolean) ?? ['chromium', 'Chromium'];
  return { id, name };
}

/** The language in which the guard speaks to the person here: that of the extension's own texts. */
export function language() {
  return say('language');
}

/** A sentence of `_locales`, with its values. */
export function say(key, ...values) {
  return api.i18n.getMessage(key, values.map(String)) || key;
}

/** The host of an address, with its port; '' where it has none. */
export function hostOf(url) {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
}
