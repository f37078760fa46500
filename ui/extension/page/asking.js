import { does, made, plain, reads } from './untouched.js';

const PATIENCE = 2000;
const waiting = { __proto__: null };
const unsent = [];
const key = newKey();
let port = null;
let asked = 0;
let watched = false;
let texts = {
  cannotWait: 'This page sends without waiting, so nobody can be asked.',
  error: 'This request could not be looked at.',
  reload: 'Hatcheck was updated or switched off. Reload this page.',
};

function newKey() {
  const numbers = plain.random(new Uint32Array(2));
  return `${numbers[0].toString(36)}${numbers[1].toString(36)}`;
}

/** A stop for a reason of our own: `cannotWait`, `error` or `reload`. */
export function ownStop(why) {
  return { allow: false, text: texts[why] };
}

/** Whether the page is a platform's, so that files which it sends may belong to a post. */
export function isWatched() {
  return watched;
}

/** Hands something to the bridge; kept until the bridge is there. */
export function tell(message) {
  if (port === null) unsent[unsent.length] = message;
  else does.post(port, message);
}

/**
 * Asks about a request. `settle({allow, text})` is called exactly once, unless the question is withdrawn by calling
 * what is returned.
 */
export function ask(hold, settle) {
  asked += 1;
  const id = `${key}-${asked}`;
  waiting[id] = { settle, timer: null, known: false };
  try {
    tell({ t: 'hold', id, ...hold });
  } catch {
    answer(id, ownStop('error'));
    return () => {};
  }
  expectAcknowledgement(id, 2);
  return () => takeBack(id);
}

function takeBack(id) {
  if (waiting[id] === undefined) return;
  forget(id);
  tell({ t: 'gone', id });
}

function forget(id) {
  plain.clearTimeout(waiting[id].timer);
  delete waiting[id];
}

function answer(id, verdict) {
  const question = waiting[id];
  if (question === undefined) return;
  forget(id);
  question.settle(verdict);
}

// The bridge may vanish without a word, with the extension; so it has to say again and again that it has the question.
// Two rounds: after the machine slept or the page was busy, a timer may fire before a message that came earlier.
function expectAcknowledgement(id, rounds) {
  waiting[id].timer = plain.setTimeout(() => {
    const question = waiting[id];
    if (!question.known && rounds <= 1) return answer(id, ownStop('reload'));
    if (question.known) tell({ t: 'still', id });
    expectAcknowledgement(id, question.known ? 2 : rounds - 1);
    question.known = false;
    return undefined;
  }, PATIENCE);
}

function heard(event) {
  const message = reads.data(event);
  if (message.t === 'texts') texts = message.texts;
  else if (message.t === 'watch') watched = true;
  else if (message.t === 'taken' && waiting[message.id] !== undefined) waiting[message.id].known = true;
  else if (message.t === 'verdict') answer(message.id, { allow: message.allow === true, text: message.text });
}

/**
 * Meets the bridge, whichever of the two was put into the page first. The port is handed over within one event, before
 * a script of the page runs; afterwards there is nothing left to listen to.
 */
export function meetBridge() {
  const greet = () => {
    if (port !== null) return;
    does.removeListener(window, 'hatcheck:ready', greet);
    const channel = new made.MessageChannel();
    port = channel.port1;
    port.onmessage = heard;
    does.dispatch(window, new made.MessageEvent('hatcheck:hello', { ports: [channel.port2] }));
    for (let at = 0; at < unsent.length; at += 1) does.post(port, unsent[at]);
    unsent.length = 0;
  };
  if (port !== null) return;
  does.addListener(window, 'hatcheck:ready', greet);
  if (!does.dispatch(window, new made.CustomEvent('hatcheck:probe', { cancelable: true }))) greet();
}
