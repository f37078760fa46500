import { textFor } from './api.js';
import { Banner } from './banner.js';
import { Line } from './line.js';

/** Between the page's side and the background: what waits here is held, and every hold comes to an end. */
export class Relay {
  #page = null;
  #line;
  #banner;
  #known;
  #files;
  #others = {};
  #isWatching = false;

  /** `known()` is told that this page is of a platform; `files` takes what the page sends besides texts. */
  constructor(known, files) {
    this.#known = known;
    this.#files = files;
    this.#banner = new Banner({
      open: () => this.say({ t: 'open' }),
      again: (id) => this.say({ t: 'again', id }),
    });
    this.#line = new Line({
      verdict: (message) => this.#settled(message),
      reload: (id) => this.#ended(id, textFor('pageReload')),
      noAnswer: (id) => this.#ended(id, textFor('pageNoAnswer')),
      message: (message) => this.#heard(message),
    });
  }

  /** Whether the page's side is connected. */
  get hasPage() {
    return this.#page !== null;
  }

  /** `listener(message)` hears what the background says under this name. */
  on(name, listener) {
    this.#others[name] = listener;
  }

  /** Says something to the background that needs no answer. */
  say(message) {
    this.#line.say(message);
  }

  /** Takes the page's end of the channel. */
  takePage(port) {
    this.#page = port;
    port.onmessage = (event) => this.#fromPage(event.data);
    const texts = { cannotWait: textFor('pageCannotWait'), error: textFor('pageError'), reload: textFor('pageReload') };
    port.postMessage({ t: 'texts', texts });
    if (this.#isWatching) this.watch();
  }

  /** The page is to hand over the files that it sends. */
  watch() {
    this.#isWatching = true;
    this.#page?.postMessage({ t: 'watch' });
  }

  #fromPage(message) {
    const { body } = message;
    const files = body?.files ?? [];
    if (body) delete body.files; // what goes on from here is JSON
    this.#known();
    if (message.t === 'hold') {
      this.#files.sent(files, '');
      this.#page.postMessage({ t: 'taken', id: message.id });
      this.#line.hold(message);
    } else if (message.t === 'still') {
      this.#page.postMessage({ t: 'taken', id: message.id });
    } else if (message.t === 'gone') {
      this.#line.gone(message.id);
      this.#banner.done(message.id);
    } else if (message.t === 'upload') {
      this.#files.sent(files, message.number, body);
    } else if (message.t === 'uploaded') {
      this.#files.answered(message);
    } else if (message.t === 'answer' || message.t === 'remark') {
      this.#line.say(message);
    } else if (message.t === 'stopped') {
      this.#banner.stopped('', message.text, false);
    }
  }

  #settled({ id, allow, text, sticky }) {
    this.#page?.postMessage({ t: 'verdict', id, allow, text });
    if (allow) this.#files.forget();
    if (allow) this.#banner.done(id);
    else this.#banner.stopped(id, text, sticky === true);
  }

  #ended(id, text) {
    this.#settled({ id, allow: false, text });
  }

  #heard(message) {
    if (message.t === 'held') this.#banner.held(message.id, message.headline);
    else this.#others[message.t]?.(message);
  }
}
