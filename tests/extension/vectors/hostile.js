/** Bodies that nobody writes by accident, made in the page since they are too large to be sent to it. */

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const PARTS_TYPE = { 'content-type': 'multipart/form-data; boundary=edge' };
const MEGA = 1024 * 1024;

function text(content, headers) {
  return { headers, body: { kind: 'text', text: content, type: '' } };
}

function bytes(content, headers) {
  return { headers, body: { kind: 'bytes', bytes: content } };
}

/** By name, what makes one: {headers, body}. */
export const hostile = {
  'a video of 60 MB among the fields': () => ({
    headers: {},
    body: {
      kind: 'fields',
      fields: [['status', 'hi'], ['file', { file: 'film.mp4', type: 'video/mp4', size: 60 * MEGA }]],
    },
  }),
  'a hundred thousand fields': () => ({
    headers: {},
    body: { kind: 'fields', fields: Array.from({ length: 100_000 }, (_, at) => [`status[${at}]`, 'x']) },
  }),
  'a field given a million times': () => text('status=&'.repeat(MEGA / 4), FORM_TYPE),
  'brackets without end': () => text('['.repeat(4 * MEGA), JSON_TYPE),
  'lists as deep as can be': () => text('['.repeat(MEGA) + ']'.repeat(MEGA), JSON_TYPE),
  'objects deeper than anybody writes': () => text('{"status":'.repeat(5000) + '1' + '}'.repeat(5000), JSON_TYPE),
  'a list of a million': () => text(`{"status":[${'"a",'.repeat(MEGA - 1)}"a"],"media_ids":[1]}`, JSON_TYPE),
  'a text of four megabytes': () => text(JSON.stringify({ status: 'a'.repeat(4 * MEGA - 20) }), JSON_TYPE),
  'a text too large': () => text(JSON.stringify({ status: 'a'.repeat(5 * MEGA) }), JSON_TYPE),
  'names of brackets': () => text(`status${'[a]'.repeat(100_000)}=1&status=2`, FORM_TYPE),
  'percent signs alone': () => text(`status=${'%'.repeat(4 * MEGA - 10)}`, FORM_TYPE),
  'lone surrogates': () => text('{"status":"\\ud800 and \\udc00\ud800"}', JSON_TYPE),
  'zeros': () => bytes(new Uint8Array(4 * MEGA), JSON_TYPE),
  'gzip that says so': () => bytes(new Uint8Array([31, 139, 8, 0]), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
  'gzip that does not say so': () => bytes(new Uint8Array([31, 139, 8, 0, 0, 0, 0, 0, 0, 3]), JSON_TYPE),
  'parts without end': () => text('--edge\r\n'.repeat(MEGA / 4), PARTS_TYPE),
  'headers of parts without end': () => text(`--edge\r\n${'a: '.repeat(MEGA)}\r\n\r\n\r\n--edge--`, PARTS_TYPE),
  'quotes in headers of parts': () =>
    text(`--edge\r\nContent-Disposition: form-data; name=${'";'.repeat(MEGA)}\r\n\r\n\r\n--edge--`, PARTS_TYPE),
  'names of JavaScript': () => text('{"__proto__":{"status":"no"},"constructor":1,"status":{"toString":1}}', JSON_TYPE),
  'names of JavaScript in a form': () =>
    text('__proto__[status]=no&constructor[prototype]=1&status[toString]=1', FORM_TYPE),
};
