import { ask, ownStop, tell } from './asking.js';
import { contentsLater, contentsNow, opaque, snapshot } from './contents.js';
import { fitting, header, saying } from './fitting.js';
import { learnFrom } from './learning.js';
import { clear, giveUp, refuse } from './refusing.js';
import { does, made, plain, reads, run } from './untouched.js';
import { noteAddress, watchUpload } from './uploads.js';
import { wrap } from './wrapping.js';

// In Firefox the background can hold a request that does not return before it is answered; in Chromium nobody can.
const heldElsewhere = 'buildID' in navigator;
const opened = new made.WeakMap();

/** Holds what is sent by XMLHttpRequest. Per instance: open -> 'ready' -> held -> over, until it is opened again. */
export function wrapRequests(realm) {
  const { prototype } = realm.XMLHttpRequest;
  wrap(prototype, 'open', (native, self, given) => openRequest(native, self, given, realm));
  wrap(prototype, 'setRequestHeader', setHeader);
  wrap(prototype, 'send', sendRequest);
  wrap(prototype, 'abort', abortRequest);
}

function openRequest(native, self, given, realm) {
  const answer = run(native, self, given);
  const before = does.getMap(opened, self);
  const fit = fitOfOpen(given, realm);
  noteAddress(self, given[1]);
  if (!before && fit === null) return answer;
  if (before) withdrawRequest(before);
  clear(self);
  const waits = given.length < 3 || Boolean(given[2]);
  does.setMap(opened, self, fit && { fit, waits, headers: { __proto__: null }, stage: 'ready', withdraw: null });
  return answer;
}

function fitOfOpen(given, realm) {
  try {
    return fitting(`${given[0]}`, `${given[1]}`, realm.document);
  } catch {
    return null;
  }
}

function withdrawRequest(state) {
  state.stage = 'over';
  state.withdraw?.();
  state.withdraw = null;
}

function setHeader(native, self, given) {
  const state = does.getMap(opened, self);
  if (state && state.stage !== 'ready') throw wrongState('setRequestHeader');
  const answer = run(native, self, given);
  if (state) {
    const name = does.lower(`${given[0]}`);
    const before = header(state.headers, name);
    state.headers[name] = before === '' ? `${given[1]}` : `${before}, ${given[1]}`;
  }
  return answer;
}

function wrongState(method) {
  const text = `Failed to execute '${method}' on 'XMLHttpRequest': The object's state must be OPENED.`;
  return new made.DOMException(text, 'InvalidStateError');
}

function sendRequest(native, self, given) {
  const state = does.getMap(opened, self);
  if (!state && reads.readyState(self) === 1) watchUpload(self, given[0], '');
  if (!state || reads.readyState(self) !== 1) return run(native, self, given);
  if (state.stage !== 'ready') throw wrongState('send');
  const value = snapshot(given[0]);
  const body = contentsNow(value, header(state.headers, 'content-type'), header(state.headers, 'content-encoding'));
  const matchers = body === null ? state.fit.holds : saying(state.fit, body);
  if (matchers.length > 0 && state.waits) return holdRequest(native, self, value, state, body);
  if (matchers.length > 0 && !heldElsewhere) return refuseAtOnce(self, state);
  if (matchers.length === 0) watchUpload(self, value, header(state.headers, 'content-type'));
  return releaseRequest(native, self, value, state, body ?? opaque('unread'));
}

function refuseAtOnce(self, state) {
  const { text } = ownStop('cannotWait');
  state.stage = 'over';
  tell({ t: 'stopped', text });
  refuse(self, state.fit.url, text);
}

async function holdRequest(native, self, value, state, now) {
  state.stage = 'held';
  const { headers } = state;
  const type = header(headers, 'content-type');
  const coding = header(headers, 'content-encoding');
  const body = now ?? (await contentsLater(value, type, coding));
  const matchers = saying(state.fit, body);
  const settle = (verdict) => {
    if (state.stage !== 'held') return;
    state.stage = 'over';
    if (verdict.allow) releaseSafely(native, self, value, state, body);
    else refuse(self, state.fit.url, verdict.text);
  };
  if (state.stage !== 'held') return;
  if (matchers.length === 0) return settle({ allow: true });
  const { method, url } = state.fit;
  state.withdraw = ask({ via: 'xhr', method, url, headers: { ...headers }, body, matchers }, settle);
}

function releaseSafely(native, self, value, state, body) {
  try {
    releaseRequest(native, self, value, state, body);
  } catch {
    refuse(self, state.fit.url, ownStop('error').text);
  }
}

function releaseRequest(native, self, value, state, body) {
  // before the page's own listeners: what it posts in them finds the account known
  const loaded = () => reads.readyState(self) === 4 && learnFromRequest(self, state, body);
  if (state.fit.learns.length > 0) does.addListener(self, 'readystatechange', loaded, { capture: true });
  return run(native, self, [value]);
}

function learnFromRequest(self, state, body) {
  const status = reads.status(self);
  if (status < 200 || status > 299) return;
  const type = reads.responseType(self);
  const held = { fit: state.fit, headers: state.headers, body };
  if (type === '' || type === 'text') learnFrom(held, reads.responseText(self));
  else if (type === 'json') learnFrom(held, plain.stringify(reads.response(self)));
}

function abortRequest(native, self, given) {
  const state = does.getMap(opened, self);
  const wasHeld = state?.stage === 'held';
  if (state) withdrawRequest(state);
  const answer = run(native, self, given);
  if (wasHeld) giveUp(self);
  return answer;
}
