import { does, made } from './untouched.js';
import { atWorkAlready, watchReading } from './wrapping.js';

const met = new made.WeakMap();

/**
 * A frame that is on its way to an address has a window at once, into which the browser puts no script. Whoever reaches
 * for it meets a window that `guard(window)` has taken care of; what arrives there later brings its own script.
 */
export function wrapFrames(guard) {
  const meet = (frame, realm) => {
    if (realm === null || does.getMap(met, frame) === true) return;
    does.setMap(met, frame, true);
    try {
      if (!atWorkAlready(realm)) guard(realm);
    } catch {
      // It is of another origin: out of the page's reach, and the browser has put the script there.
    }
  };
  for (const prototype of [HTMLIFrameElement.prototype, HTMLFrameElement.prototype]) {
    watchReading(prototype, 'contentWindow', meet);
    watchReading(prototype, 'contentDocument', (frame, page) => meet(frame, page && page.defaultView));
  }
}
