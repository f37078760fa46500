/**
 * Chromium on a managed machine: an extension that the machine's policy has installed may let a request wait in the
 * browser, as Firefox lets every extension. That the browser honours a promise there is nowhere promised, so it is tried
 * out at each start.
 *
 * const waits = isWaiting({webRequest, permissions, fetch})  -> Promise<boolean>; tries nothing where it may not
 *
 * What waits is let go when the browser ends this background for idleness. It does not while the guard is connected, nor
 * while that is tried again and again and a window asks.
 */

/** The permission: only the build for managed machines asks for it, and gets it only where a policy has installed it. */
export const NEEDED = 'webRequestBlocking';

// a name that leads nowhere, should the request leave after all
const TRIAL = 'https://hatcheck.invalid/waits';
const BLOCKED = 'net::ERR_BLOCKED_BY_CLIENT';
const TRIAL_TAKES = 100;
const UNSAID_AFTER = 1000;

/** Whether a request waits for what a listener promises, and does not leave where it is cancelled then. */
export async function isWaiting({ webRequest, permissions, fetch }) {
  if (!(await permissions.contains({ permissions: [NEEDED] }))) return false;
  const begun = performance.now();
  const later = () => new Promise((resolve) => setTimeout(resolve, TRIAL_TAKES, { cancel: true }));
  webRequest.onBeforeSendHeaders.addListener(later, { urls: [TRIAL] }, ['blocking']);
  const error = await errorOf(webRequest, fetch);
  webRequest.onBeforeSendHeaders.removeListener(later);
  return error === BLOCKED && performance.now() - begun >= TRIAL_TAKES;
}

/** How the trial fails; nothing where it does not, or nobody says how. */
function errorOf({ onErrorOccurred }, fetch) {
  return new Promise((resolve) => {
    const failed = ({ error }) => {
      onErrorOccurred.removeListener(failed);
      resolve(error);
    };
    onErrorOccurred.addListener(failed, { urls: [TRIAL] });
    const unsaid = () => failed({ error: '' });
    fetch(TRIAL).then(unsaid, () => setTimeout(unsaid, UNSAID_AFTER));
  });
}
