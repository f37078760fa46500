/** How this browser is guarded, as a light in the desktop's tray. */
import { api, isFirefox, say, thisBrowser } from './api.js';

const ALL = { origins: ['<all_urls>'] };

/** The report for the engine: `{id, name, color, text}`. */
export async function report() {
  const { id, name } = thisBrowser();
  const [mayRead, inPrivate] = await Promise.all([
    api.permissions.contains(ALL),
    api.extension.isAllowedIncognitoAccess(),
  ]);
  return { id: `browser:${id}`, name, ...state(name, mayRead, inPrivate) };
}

function state(name, mayRead, inPrivate) {
  if (!mayRead) return { color: 'red', text: say('lightBlind', name) };
  if (!inPrivate) return { color: 'amber', text: say(isFirefox ? 'lightPrivateFirefox' : 'lightPrivate', name) };
  return { color: 'green', text: say('lightGreen', name) };
}
