import { api, isAlive } from './api.js';

const ACKNOWLEDGED_WITHIN = 2000;
const SOON = 50;
const ATTEMPTS = 4;

/**
 * The line to the background. It is opened by the first message, and again whenever it was lost while something waits;
 * what waits is then said again under its id. `on.verdict(message)` has the end of each hold, `on.reload(id)` and
 * `on.noAnswer(id)` an end that the background could not give, `on.message(message)` everything else.
 */
export class Line {
  #on;
  #port = null;
  #waiting = new Map();
  #sleeps = false;

  constructor(on) {
    this.#on = on;
    // A page that is put aside keeps a dead port without being told; so the line is closed, and opened when it is back.
    addEventListener('pagehide', (event) => { if (event.persisted) this.#sleep(); }, true);
    addEventListener('pageshow', (event) => { if (event.persisted) this.#wake(); }, true);
  }

  /** Says something that may be lost. */
  say(message) {
    this.#connect();
    this.#post(message);
  }

  /** Asks about a post; it stays until there is a verdict or it is withdrawn. */
  hold(message) {
    this.#waiting.set(message.id, { message, attempts: 0, timer: 0 });
    if (!this.#sleeps) this.#send(message.id);
  }

  /** A post is not waited for any more. */
  gone(id) {
    if (this.#forget(id)) this.#post({ t: 'gone', id });
  }

  #send(id) {
    const entry = this.#waiting.get(id);
    clearTimeout(entry.timer);
    entry.attempts += 1;
    if (!this.#connect()) return this.#give(id, 'reload');
    if (entry.attempts > ATTEMPTS) return this.#give(id, 'noAnswer');
    this.#post(entry.message);
    entry.timer = setTimeout(() => this.#anew(), ACKNOWLEDGED_WITHIN);
    return undefined;
  }

  #give(id, why) {
    this.#forget(id);
    this.#on[why](id);
  }

  #forget(id) {
    clearTimeout(this.#waiting.get(id)?.timer);
    return this.#waiting.delete(id);
  }

  #connect() {
    if (!isAlive()) return false;
    if (this.#port !== null) return true;
    try {
      const port = api.runtime.connect({ name: 'frame' });
      port.onMessage.addListener((message) => this.#heard(message));
      port.onDisconnect.addListener(() => { if (this.#port === port) this.#lost(); });
      this.#port = port;
      return true;
    } catch {
      return false;
    }
  }

  #post(message) {
    try {
      this.#port?.postMessage(message);
    } catch {
      // Its onDisconnect follows, or the extension is gone, which the next attempt finds.
    }
  }

  #heard(message) {
    const entry = this.#waiting.get(message.id);
    if (message.t === 'ack') {
      if (!entry) return;
      clearTimeout(entry.timer);
      entry.attempts = 0;
    } else if (message.t === 'verdict') {
      if (this.#forget(message.id)) this.#on.verdict(message);
    } else {
      this.#on.message(message);
    }
  }

  #lost() {
    this.#port = null;
    if (!this.#sleeps && this.#waiting.size > 0) setTimeout(() => this.#again(), SOON);
  }

  #anew() {
    this.#hangUp();
    this.#again();
  }

  #again() {
    for (const id of [...this.#waiting.keys()]) this.#send(id);
  }

  #hangUp() {
    const port = this.#port;
    this.#port = null;
    try {
      port?.disconnect();
    } catch {
      // It was gone already.
    }
  }

  #sleep() {
    this.#sleeps = true;
    for (const entry of this.#waiting.values()) clearTimeout(entry.timer);
    this.#hangUp();
  }

  #wake() {
    this.#sleeps = false;
    this.#anew();
  }
}
