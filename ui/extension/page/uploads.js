import { isWatched, tell } from './asking.js';
import { contentsLater, contentsNow, isForm, NONE, ofForm } from './contents.js';
import { fileOfBody } from './files.js';
import { header, headersOf } from './fitting.js';
import { does, is, made, plain, reads, run } from './untouched.js';

const READ_OF_ANSWER = 65_536;
const REMARK_LIMIT = 65_536;
const ANSWERED_WITHIN = 1000;
const REMARKS = ['alt', 'description', 'comment', 'caption'];
const addresses = new made.WeakMap();
let uploads = 0;

/**
 * `fetch` of what is no post by itself: where it carries files, they and what the platform answers are handed over, so
 * that a post which names them later is known to have them. The request is sent as it is, and at once. `known` is what
 * it carries, {url, body}, where that was looked at already.
 */
export function fetchUpload(native, self, given, known = null) {
  const coming = isWatched() ? (known ?? carriedBy(given)) : null;
  return coming === null ? run(native, self, given) : fetchAndTell(native, self, given, coming);
}

async function fetchAndTell(native, self, given, coming) {
  const telling = tellOf(coming);
  const response = await run(native, self, given);
  const number = await within(telling);
  if (number !== null && reads.responseOk(response)) await within(answeredTo(number, response));
  return response;
}

/** Remembers where an XMLHttpRequest goes that is opened. */
export function noteAddress(self, url) {
  if (isWatched()) does.setMap(addresses, self, `${url}`);
}

/** As `fetchUpload`, for an XMLHttpRequest that is about to be sent. */
export function watchUpload(self, value, type) {
  if (!isWatched()) return;
  const carried = carriedIn(value, type);
  const number = carried && tellNow({ ...carried, url: does.getMap(addresses, self) });
  if (!carried || number === null) return;
  const loaded = () => reads.readyState(self) === 4 && answeredBy(number, self);
  does.addListener(self, 'readystatechange', loaded, { capture: true });
}

/** What a request of `fetch` carries: {url, body}, a promise of that, or null where it is nothing of interest. */
function carriedBy(given) {
  try {
    const body = given[1]?.body;
    const isRequest = is(reads.requestURL, given[0]);
    const url = isRequest ? reads.requestURL(given[0]) : `${given[0]}`;
    if (body !== undefined && body !== null) {
      const carried = carriedIn(body, header(headersOf(new made.Headers(given[1].headers)), 'content-type'));
      return carried && { ...carried, url };
    }
    return isRequest ? carriedByRequest(given[0], url) : null;
  } catch {
    return null;
  }
}

function carriedByRequest(request, url) {
  const method = reads.requestMethod(request);
  const type = does.lower(header(headersOf(reads.requestHeaders(request)), 'content-type'));
  if (method === 'GET' || method === 'HEAD' || type === '') return null;
  const isMultipart = does.indexOf(type, 'multipart/form-data') === 0;
  const isMedia = does.indexOf(type, 'image/') === 0 || does.indexOf(type, 'video/') === 0;
  if (!isMultipart && !isMedia && uploads === 0) return null;
  const copy = does.cloneRequest(request);
  return isMultipart ? formOf(copy, url) : blobOf(copy, url, type, isMedia);
}

async function formOf(copy, url) {
  return { url, body: ofForm(await does.fieldsOfRequest(copy)) };
}

async function blobOf(copy, url, type, isMedia) {
  const blob = await does.blob(copy);
  return { url, body: isMedia ? { ...NONE, files: fileOfBody(blob, type) } : await contentsLater(blob, type) };
}

function carriedIn(value, type) {
  if (isForm(value)) return { body: ofForm(value) };
  const files = fileOfBody(value, type);
  if (files.length > 0) return { body: { ...NONE, files } };
  const isText = typeof value === 'string' || is(does.textOfParams, value);
  return isText && uploads > 0 ? { body: contentsNow(value, type) } : null;
}

async function tellOf(coming) {
  try {
    return tellNow(await coming);
  } catch {
    return null;
  }
}

/** Tells what a request carries; the upload's number, or null where it carries no file. */
function tellNow({ url = '', body }) {
  if ((body.files?.length ?? 0) === 0) {
    if (uploads > 0 && isRemark(body)) tell({ t: 'remark', url, body });
    return null;
  }
  uploads += 1;
  tell({ t: 'upload', number: uploads, body });
  return uploads;
}

/** Whether it may describe a file that was sent before. */
function isRemark(body) {
  const text = body.kind === 'text' ? body.text : body.kind === 'fields' ? plain.stringify(body.fields) : '';
  if (text === '' || text.length > REMARK_LIMIT) return false;
  for (let at = 0; at < REMARKS.length; at += 1) if (does.indexOf(text, REMARKS[at]) >= 0) return true;
  return false;
}

async function answeredTo(number, response) {
  const type = header(headersOf(reads.responseHeaders(response)), 'content-type');
  const isText = does.indexOf(type, 'json') >= 0 || does.indexOf(type, 'text/') === 0;
  const answer = isText ? await does.text(does.cloneResponse(response)) : '';
  tellAnswer(number, reads.responseAddress(response), answer);
}

function answeredBy(number, self) {
  const status = reads.status(self);
  if (status < 200 || status > 299) return;
  const type = reads.responseType(self);
  const isText = type === '' || type === 'text';
  const answer = isText ? reads.responseText(self) : type === 'json' ? plain.stringify(reads.response(self)) : '';
  tellAnswer(number, reads.responseURL(self), answer);
}

function tellAnswer(number, url, answer) {
  tell({ t: 'uploaded', number, url, answer: answer.length > READ_OF_ANSWER ? '' : answer });
}

/** What is promised, or null after a while: nobody waits long for what is only looked at. */
function within(coming) {
  return new made.Promise((resolve) => {
    plain.setTimeout(() => resolve(null), ANSWERED_WITHIN);
    const settle = async () => {
      try {
        resolve(await coming);
      } catch {
        resolve(null);
      }
    };
    settle();
  });
}
