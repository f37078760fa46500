import { does, is, made, plain, reads } from './untouched.js';

const SMALLEST = 1024;
const LARGEST = 64 * 1024 * 1024;
const TEXTS = ['text/', 'application/json', 'application/x-www-form-urlencoded', 'multipart/'];

/** The files in a form, as handles: nothing of them is read. */
export function filesOfForm(form) {
  const files = [];
  does.eachField(form, (value) => { if (typeof value !== 'string') files[files.length] = value; });
  return files;
}

/** What a body without a form may be the whole of: one file, or nothing. */
export function fileOfBody(value, type) {
  if (isText(type)) return [];
  if (is(reads.blobSize, value)) return isText(reads.blobType(value)) || isSmall(reads.blobSize(value)) ? [] : [value];
  const size = bytesIn(value);
  // a copy, for the page may fill it anew while it is on its way
  return size === null || isSmall(size) ? [] : [new made.Blob([value], { type })];
}

function bytesIn(value) {
  if (is(reads.bufferSize, value)) return reads.bufferSize(value);
  if (!plain.isView(value)) return null;
  const { array, data } = reads.viewSize;
  return is(array, value) ? array(value) : data(value);
}

function isText(type) {
  const said = does.lower(type);
  for (let at = 0; at < TEXTS.length; at += 1) if (does.indexOf(said, TEXTS[at]) === 0) return true;
  return false;
}

function isSmall(size) {
  return size < SMALLEST || size > LARGEST;
}
