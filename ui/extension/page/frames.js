import { does, made, reads } from './untouched.js';
import { atWorkAlready, watchReading } from './wrapping.js';

const met = new made.WeakMap();

/**
 * A frame that is on its way to an address has a window at once, into which the browser puts no script. Whoever reaches
 * for it meets a window that `guard(window)` has taken care of; what arrives there later brings its own script. A frame
 * that is taken out and put in again has another window.
 */
export function wrapFrames(realm, guard) {
  const meet = (other) => {
    if (other === null || does.getMap(met, other) === true) return;
    does.setMap(met, other, true);
    try {
      if (!atWorkAlready(other)) guard(other);
    } catch {
      // It is of another origin: out of the page's reach, and the browser has put the script there.
    }
  };
  for (const name of ['HTMLIFrameElement', 'HTMLFrameElement']) {
    watchReading(realm[name].prototype, 'contentWindow', meet);
    watchReading(realm[name].prototype, 'contentDocument', (page) => meet(page && reads.defaultView(page)));
  }
}
