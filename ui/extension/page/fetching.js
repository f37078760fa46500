import { ask } from './asking.js';
import { contentsLater, contentsNow, NONE, opaque } from './contents.js';
import { fitting, header, headersOf, saying } from './fitting.js';
import { learnFirst } from './learning.js';
import { refusal } from './refusal.js';
import { does, is, made, nativeFetch, reads, run } from './untouched.js';
import { fetchUpload } from './uploads.js';
import { wrap } from './wrapping.js';

/** Holds what is sent by `fetch` and, in Chromium, by `fetchLater`. */
export function wrapFetch(realm) {
  wrap(realm, 'fetch', (native, self, given) => {
    const fit = fitOf(given, realm);
    if (fit === null) return fetchUpload(native, self, given);
    const request = requestOf(given);
    return request === null ? run(native, self, given) : fetchWith(native, self, request, given, fit);
  });
  wrap(realm, 'fetchLater', (native, self, given) => {
    const fit = fitOf(given, realm);
    if (fit === null || fit.holds.length === 0) return run(native, self, given);
    const request = requestOf(given);
    return request === null ? run(native, self, given) : sendLater(request, given, fit);
  });
}

function fitOf(given, realm) {
  try {
    const input = given[0];
    const isRequest = is(reads.requestURL, input);
    const said = given[1]?.method;
    const method = said !== undefined ? `${said}` : isRequest ? reads.requestMethod(input) : 'GET';
    return fitting(method, isRequest ? reads.requestURL(input) : `${input}`, realm.document);
  } catch {
    return null;
  }
}

// What `fetch` itself does first; from here on the page cannot change what is sent. Where this fails, so does `fetch`.
function requestOf(given) {
  try {
    return new made.Request(given[0], given[1]);
  } catch {
    return null;
  }
}

function fetchWith(native, self, request, given, fit) {
  const held = describe(request, given, fit);
  if (held.body !== null && fit.learns.length === 0 && saying(fit, held.body).length === 0) {
    return fetchUpload(native, self, [request], { url: fit.url, body: held.body });
  }
  return fetchHeld(native, self, request, held);
}

function describe(request, given, fit) {
  const headers = headersOf(reads.requestHeaders(request));
  return { fit, headers, body: bodyNow(request, given, headers) };
}

function bodyNow(request, given, headers) {
  const body = given[1]?.body;
  if (body !== undefined && body !== null) {
    return contentsNow(body, header(headers, 'content-type'), header(headers, 'content-encoding'));
  }
  const method = reads.requestMethod(request);
  return method === 'GET' || method === 'HEAD' || !is(reads.requestURL, given[0]) ? NONE : null;
}

async function fetchHeld(native, self, request, held) {
  const verdict = await judged(request, held, 'fetch');
  if (!verdict.allow) return refusal(held.fit.url, verdict.text);
  const response = await run(native, self, [request]);
  if (held.fit.learns.length > 0 && reads.responseOk(response)) {
    await learnFirst(held, does.text(does.cloneResponse(response)));
  }
  return response;
}

async function judged(request, held, via) {
  held.body ??= await bodyLater(request, held.headers);
  const matchers = saying(held.fit, held.body);
  if (matchers.length === 0) return { allow: true };
  const { method, url } = held.fit;
  // awaited here: an async function that returns a promise calls its `then`, which is the page's
  return await verdictOn(request, { via, method, url, headers: held.headers, body: held.body, matchers });
}

async function bodyLater(request, headers) {
  try {
    const blob = await does.blob(does.cloneRequest(request));
    return await contentsLater(blob, header(headers, 'content-type'), header(headers, 'content-encoding'));
  } catch {
    return opaque('unread'); // a stream that failed
  }
}

// A request that is given up while it is held was never sent; `fetch` says so with the signal's own reason.
function verdictOn(request, hold) {
  return new made.Promise((resolve, reject) => {
    const signal = reads.requestSignal(request);
    const end = () => reject(reads.abortReason(signal));
    if (reads.aborted(signal)) return end();
    const withdraw = ask(hold, resolve);
    return does.addListener(signal, 'abort', () => { withdraw(); end(); }, { once: true });
  });
}

function sendLater(request, given, fit) {
  const result = { activated: false };
  sendOnceAllowed(request, describe(request, given, fit), result);
  return result;
}

async function sendOnceAllowed(request, held, result) {
  try {
    const verdict = await judged(request, held, 'later');
    if (verdict.allow) await nativeFetch(new made.Request(request, { keepalive: true }));
    result.activated = true;
  } catch {
    // Given up by the page, or the network failed: nobody waits for the outcome.
  }
}
