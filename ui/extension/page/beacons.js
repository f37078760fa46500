import { ask } from './asking.js';
import { contentsLater, contentsNow, snapshot } from './contents.js';
import { fitting, saying } from './fitting.js';
import { made, nativeFetch, run } from './untouched.js';
import { wrap } from './wrapping.js';

/** Holds `navigator.sendBeacon`. It has to answer before anyone could be asked: it says yes and sends when it may. */
export function wrapBeacon(realm) {
  wrap(realm.Navigator.prototype, 'sendBeacon', (native, self, given) => {
    const fit = fitOfBeacon(given, realm);
    if (fit === null || fit.holds.length === 0) return run(native, self, given);
    const value = snapshot(given[1]);
    const body = contentsNow(value, '');
    if (body !== null && saying(fit, body).length === 0) return run(native, self, [given[0], value]);
    holdBeacon(native, self, fit, value, body);
    return true;
  });
}

function fitOfBeacon(given, realm) {
  try {
    return fitting('POST', `${given[0]}`, realm.document);
  } catch {
    return null;
  }
}

async function holdBeacon(native, self, fit, value, now) {
  const body = now ?? (await contentsLater(value, ''));
  const matchers = saying(fit, body);
  const settle = (verdict) => { if (verdict.allow) sendBeacon(native, self, fit.url, value); };
  if (matchers.length === 0) return settle({ allow: true });
  const headers = body.type ? { 'content-type': body.type } : {};
  ask({ via: 'beacon', method: 'POST', url: fit.url, headers, body, matchers }, settle);
}

// A beacon may be refused for its size or because too many are under way; the page was told that it goes.
function sendBeacon(native, self, url, body) {
  if (run(native, self, [url, body])) return;
  nativeFetch(new made.Request(url, { method: 'POST', body, credentials: 'include', mode: 'no-cors' })).catch(() => {});
}
