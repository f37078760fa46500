/** The fields of forms as the trees that servers make of them: `poll[options][]` is a list inside of `poll`. */

const MOST_BRACKETS = 64;

/** A file in a form: known by name, type and size, never opened. */
export class FileOf {
  constructor({ file, type = '', size = 0 }) {
    this.file = file;
    this.type = type;
    this.size = size;
  }

  /** How people are told of it: `IMG_1.jpg (image/jpeg, 2.1 MB)`. */
  toString() {
    const tenths = Math.floor(this.size / 100_000);
    const large = tenths >= 10 ? `${Math.floor(tenths / 10)}.${tenths % 10} MB` : `${Math.floor(this.size / 1000)} kB`;
    const size = this.size >= 1000 ? large : `${this.size} bytes`;
    return this.type ? `${this.file} (${this.type}, ${size})` : `${this.file} (${size})`;
  }
}

/** The names and values of a text in the syntax of URLs. */
export function pairs(text) {
  return [...new URLSearchParams(`&${text}`)];
}

/** A text with its percent signs resolved; what is not UTF-8 becomes U+FFFD. */
export function resolved(text) {
  if (!text.includes('%')) return text;
  return new URLSearchParams(`v=${text.replaceAll('&', '%26').replaceAll('+', '%2B')}`).get('v');
}

/** Fields [[name, text or {file, type, size}]] by name: lists where a name ends in `[]` or comes twice, else trees. */
export function tree(fields) {
  const root = map();
  for (const [name, value] of fields) {
    const kept = typeof value === 'string' ? value : new FileOf(value);
    if (!placed(root, keysOf(name), kept)) placed(root, [name], kept);
  }
  return root;
}

function map() {
  return { __proto__: null };
}

function isMap(value) {
  return typeof value === 'object' && Object.getPrototypeOf(value) === null;
}

/** `a[b][]` is a, b and the empty key; a name of another form is one key. */
function keysOf(name) {
  const start = name.indexOf('[');
  if (start < 1 || !name.endsWith(']')) return [name];
  const inner = name.slice(start + 1, -1).split('][');
  if (inner.length > MOST_BRACKETS || inner.some((key) => /[[\]]/.test(key))) return [name];
  return [name.slice(0, start), ...inner];
}

/** Puts the value at its place; false where something of another sort stands on the way. */
function placed(root, keys, value) {
  let node = root;
  for (let at = 0; at < keys.length - 1; at += 1) {
    const below = keys[at + 1] === '' ? [] : map();
    if (Array.isArray(node)) {
      node.push(below); // an element of a[][b]
      node = below;
    } else {
      node = node[keys[at]] ??= below;
      if (Array.isArray(node) !== Array.isArray(below) || isMap(node) !== isMap(below)) return false;
    }
  }
  if (Array.isArray(node)) node.push(value);
  else put(node, keys.at(-1), value);
  return true;
}

function put(node, key, value) {
  const there = node[key];
  if (Array.isArray(there)) there.push(value);
  else if (there === undefined || isMap(there)) node[key] = value; // PHP, too, lets a plain value take a tree's place
  else node[key] = [there, value];
}
