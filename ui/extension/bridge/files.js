import { isPlatform } from './place.js';
import { begun, pictured } from './pictures.js';

const MOST_AT_ONCE = 16;
const MOST_KNOWN = 64;
const MOST_WAITING = 8;
const OTHERS = /^(?:text|audio|font|application\/(?!octet-stream))/;

/**
 * The files that are met in a platform's page, before a post or in it: announced at once, and told what they look like
 * as soon as that is known. Nothing of them is kept here but which ones they were.
 */
export class Files {
  #say;
  #mark = markOfFrame();
  #count = 0;
  #turn = Promise.resolve();
  #met = new WeakSet();
  #known = new Map();
  #unread = [];

  constructor(say) {
    this.#say = say;
    for (const name of ['input', 'change']) addEventListener(name, (event) => this.#chosen(event), true);
    addEventListener('drop', (event) => this.#brought(event, event.dataTransfer, 'page'), true);
    addEventListener('paste', (event) => this.#brought(event, event.clipboardData, 'clipboard'), true);
  }

  /** Files in a request; `upload` is the number of one that is no post, with what else its form says. */
  sent(files, upload, body = null) {
    this.#meet(files, { upload: upload === '' ? '' : this.#numbered(upload), body });
  }

  /** What a platform answered to an upload. */
  answered({ number, url, answer }) {
    this.#say({ t: 'uploaded', upload: this.#numbered(number), url, answer });
  }

  /** A post has left: what was met before it is met anew. */
  forget() {
    this.#known.clear();
  }

  #numbered(upload) {
    return `${this.#mark} ${upload}`;
  }

  #chosen(event) {
    const field = event.composedPath()[0];
    const isFiles = field instanceof HTMLInputElement && field.type === 'file' && field.files?.length > 0;
    if (isFiles) this.#meet(field.files, {});
  }

  #brought(event, brought, received) {
    if (!event.isTrusted || !brought?.files.length) return;
    const from = received === 'page' ? draggedFrom(brought) : '';
    this.#meet(brought.files, received === 'page' && from === null ? {} : { received, from: from ?? '' });
  }

  /** This page belongs to a platform, as is known by now: what was met in it before is read. */
  begin() {
    for (const { files, how } of this.#unread.splice(0)) this.#meet(files, how);
  }

  #meet(files, how) {
    if (!isPlatform()) return this.#wait([...files].slice(0, MOST_AT_ONCE), how);
    for (const file of [...files].slice(0, MOST_AT_ONCE)) {
      if (this.#met.has(file) || OTHERS.test(file.type)) continue;
      this.#met.add(file);
      this.#count += 1;
      const key = `${this.#mark}-${this.#count}`;
      const { name = '', type, size } = file;
      this.#say({ t: 'file', key, name, type, size, ...how });
      const same = this.#chosenBefore(key, file);
      if (same) this.#say({ t: 'picture', key, same });
      else this.#turn = this.#turn.then(() => this.#look(key, file));
    }
    return undefined;
  }

  /** Of any other page's files nothing is read; only where it turns out to be a platform's they are looked up again. */
  #wait(files, how) {
    this.#unread.push({ files, how });
    if (this.#unread.length > MOST_WAITING) this.#unread.shift();
  }

  /** One after the other, so that the memory of many large pictures is never taken at once. */
  async #look(key, file) {
    try {
      const beginning = await begun(file);
      const { kind, bytes } = beginning;
      if (kind === '' && !/^(?:image|video)\//.test(file.type)) return this.#say({ t: 'picture', key, none: true });
      const same = await this.#same(key, file, bytes);
      return this.#say({ t: 'picture', key, ...(same ? { same } : await pictured(file, beginning)) });
    } catch {
      return this.#say({ t: 'picture', key, none: true }); // gone from the disk, or not to be read
    }
  }

  /** The key of the file that a person has chosen before, which needs no second look when it is sent. */
  #chosenBefore(key, { name, type, size, lastModified }) {
    if (!lastModified) return null;
    const mark = JSON.stringify([name, type, size, lastModified]);
    const found = this.#known.get(mark);
    if (!found) this.#know(mark, { key, size });
    return found?.key;
  }

  /** The key of the same file, met before: whole, or as a first piece without a name, as large ones are sent. */
  async #same(key, { size, name, type }, bytes) {
    const digest = await crypto.subtle?.digest('SHA-256', new TextEncoder().encode(bytes));
    const mark = digest ? btoa(String.fromCharCode(...new Uint8Array(digest))) : `${size} ${name}`;
    const isPiece = (!name || name === 'blob') && !type.startsWith('image/');
    const found = this.#known.get(mark);
    if (found && (found.size === size || (isPiece && size < found.size))) return found.key;
    this.#know(mark, { key, size });
    return null;
  }

  #know(mark, found) {
    this.#known.set(mark, found);
    if (this.#known.size > MOST_KNOWN) this.#known.delete(this.#known.keys().next().value);
  }
}

function markOfFrame() {
  return [...crypto.getRandomValues(new Uint32Array(2))].map((each) => each.toString(36)).join('');
}

/** The host of the page that something was dragged from, null where it comes from elsewhere. */
function draggedFrom(brought) {
  const address = brought.getData('text/uri-list').split(/\r?\n/).find((line) => line && !line.startsWith('#'));
  if (!address) return brought.types.includes('text/html') ? '' : null;
  try {
    const { protocol, host } = new URL(address.replace(/^blob:/, ''));
    return protocol === 'file:' ? null : host;
  } catch {
    return '';
  }
}
