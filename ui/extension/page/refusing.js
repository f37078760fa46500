import { REFUSED, refusalText } from './refusal.js';
import { does, made, plain } from './untouched.js';

const TYPE = 'application/json';
const SHOWN = ['readyState', 'status', 'statusText', 'responseURL', 'responseText', 'response', 'responseXML',
  'getResponseHeader', 'getAllResponseHeaders'];

/** Makes an XMLHttpRequest that was never sent look answered by a refusal, and tells its listeners. */
export function refuse(self, url, text) {
  const answer = refusalText(text);
  const type = self.responseType;
  show(self, 'readyState', 4);
  show(self, 'status', REFUSED);
  show(self, 'statusText', 'Forbidden');
  show(self, 'responseURL', url);
  show(self, 'response', asType(type, answer));
  show(self, 'responseXML', null);
  if (type === '' || type === 'text') show(self, 'responseText', answer);
  show(self, 'getResponseHeader', (name) => (does.lower(`${name}`) === 'content-type' ? TYPE : null));
  show(self, 'getAllResponseHeaders', () => `content-type: ${TYPE}\r\n`);
  announce(self, 'load', answer.length);
}

function asType(type, answer) {
  if (type === 'json') return plain.parse(answer);
  if (type === 'blob') return new made.Blob([answer], { type: TYPE });
  if (type === 'arraybuffer') return does.encode(new made.TextEncoder(), answer).buffer;
  return type === 'document' ? null : answer;
}

function show(self, name, value) {
  try {
    plain.defineProperty(self, name, { value, configurable: true, enumerable: false, writable: false });
  } catch {
    // The page fixed a property of its own in this place; it has taken over what is read there.
  }
}

function announce(self, outcome, length) {
  does.dispatch(self, new made.Event('readystatechange'));
  does.dispatch(self, new made.ProgressEvent(outcome, { lengthComputable: false, loaded: length }));
  does.dispatch(self, new made.ProgressEvent('loadend', { lengthComputable: false, loaded: length }));
}

/** Tells the listeners of a held XMLHttpRequest that it was aborted, as if it had been under way. */
export function giveUp(self) {
  show(self, 'readyState', 4);
  announce(self, 'abort', 0);
  show(self, 'readyState', 0);
}

/** Takes away what `refuse` and `giveUp` showed. */
export function clear(self) {
  for (let at = 0; at < SHOWN.length; at += 1) {
    const own = plain.descriptor(self, SHOWN[at]);
    if (own?.configurable) delete self[SHOWN[at]];
  }
}
