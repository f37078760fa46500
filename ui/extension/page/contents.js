import { filesOfForm } from './files.js';
import { does, is, made, plain, reads } from './untouched.js';

const TEXT_LIMIT = 4 * 1024 * 1024;
/** There is no body. */
export const NONE = { kind: 'none' };
const FORM_TYPE = 'application/x-www-form-urlencoded;charset=UTF-8';
const TEXT_TYPE = 'text/plain;charset=UTF-8';
const decoder = new made.TextDecoder('utf-8', { fatal: true });

/** Whether a value is a FormData. */
export const isForm = (value) => is((each) => does.hasField(each, ''), value);
const isParams = (value) => is(does.textOfParams, value);
const isBlob = (value) => is(reads.blobSize, value);
const isBuffer = (value) => is(reads.bufferSize, value);
const isDocument = (value) => is(reads.nodeType, value);

/** A body that is there but not read: why, and how long it is where that is known. */
export function opaque(why, size = null) {
  return { kind: 'opaque', why, size };
}

/**
 * What stands in a request's body, as the bridge is told; null where it can only be known by waiting (`contentsLater`).
 * `type` is the content type the page gave, or ''.
 */
export function contentsNow(value, type, coding = '') {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'string') return textual(value, type || TEXT_TYPE);
  if (isParams(value)) return textual(does.textOfParams(value), type || FORM_TYPE);
  if (isForm(value)) return ofForm(value);
  if (isBlob(value)) return null;
  if (isBuffer(value)) return ofBytes(value, reads.bufferSize(value), type, coding);
  if (plain.isView(value)) return ofBytes(value, viewed(value, 'viewSize'), type, coding);
  if (isDocument(value)) return textual(does.serialize(new made.XMLSerializer(), value), type || 'application/xml');
  if (is(reads.locked, value)) return opaque('stream');
  return textual(`${value}`, type || TEXT_TYPE);
}

/** The contents of a Blob, once they are read; over the limit they are not. */
export async function contentsLater(blob, type, coding = '') {
  try {
    return await ofBlob(blob, type, coding);
  } catch {
    return opaque('unread');
  }
}

async function ofBlob(blob, type, coding) {
  const size = reads.blobSize(blob);
  const said = type || reads.blobType(blob);
  if (size === 0) return NONE;
  if (size > TEXT_LIMIT) return opaque('large', size);
  if (does.indexOf(does.lower(said), 'multipart/form-data') === 0) return manyParts(blob, said, size);
  return ofBytes(await does.arrayBuffer(blob), size, said, coding);
}

async function manyParts(blob, type, size) {
  try {
    return ofForm(await does.fieldsOf(new made.Response(blob, { headers: { 'content-type': type } })));
  } catch {
    return opaque('multipart', size);
  }
}

function ofBytes(bytes, size, type, coding) {
  if (size === 0) return NONE;
  if (coding && does.lower(coding) !== 'identity') return opaque('compressed', size);
  if (size > TEXT_LIMIT) return opaque('large', size);
  try {
    return textual(does.decode(decoder, bytes), type);
  } catch {
    return opaque('binary', size);
  }
}

function textual(text, type) {
  return text.length > TEXT_LIMIT ? opaque('large', text.length) : { kind: 'text', text, type };
}

/** What stands in a form, with handles of its files, which only the bridge takes. */
export function ofForm(form) {
  return { kind: 'fields', fields: fieldsOfForm(form), files: filesOfForm(form) };
}

/** The fields of a FormData; of a file only its name, type and size. */
export function fieldsOfForm(form) {
  const fields = [];
  does.eachField(form, (value, name) => {
    const file = (each) => ({ file: reads.fileName(each), type: reads.blobType(each), size: reads.blobSize(each) });
    fields[fields.length] = [name, typeof value === 'string' ? value : file(value)];
  });
  return fields;
}

/** The text or fields in which a definition's words are looked for; null where they cannot be. */
export function searchable(body) {
  if (body.kind === 'text') return body.text;
  if (body.kind === 'fields') return body.fields;
  return body.kind === 'none' ? '' : null;
}

/** The same body as a value of our own, which the page cannot change while it is held. */
export function snapshot(value) {
  if (value === null || typeof value !== 'object' || is(reads.locked, value)) return value;
  if (isParams(value)) return new made.URLSearchParams(does.textOfParams(value));
  if (isForm(value)) return sameForm(value);
  if (isBuffer(value)) return does.sliceBuffer(value, 0);
  if (plain.isView(value)) {
    const start = viewed(value, 'viewOffset');
    return does.sliceBuffer(viewed(value, 'viewBuffer'), start, start + viewed(value, 'viewSize'));
  }
  if (isBlob(value)) return value;
  return isDocument(value) ? does.cloneNode(value, true) : `${value}`;
}

function sameForm(form) {
  const copy = new made.FormData();
  copyFields(form, copy);
  return copy;
}

/** Appends the fields of a FormData to another; files stay what they are, with the folder they were chosen in. */
export function copyFields(from, to) {
  does.eachField(from, (value, name) => does.append(to, name, value));
}

function viewed(value, what) {
  const { array, data } = reads[what];
  return is(array, value) ? array(value) : data(value);
}
