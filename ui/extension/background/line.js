/**
 * The line to the guard: a native host that passes on between this extension and the engine's socket. It numbers what
 * is asked, tells answers apart, and comes back by itself when the host or the engine has ended.
 */
import { api, language, say, thisBrowser } from './api.js';

const HOST = 'app.hatcheck.host';
/** In milliseconds: after so long without a line the guard counts as down. */
const DOWN_AFTER = 1500;
/** In milliseconds: the host may have to start the engine first. */
const GREETS_WITHIN = 20_000;
const PAUSES = [250, 500, 1000, 2000, 5000, 10_000];
/** In milliseconds: the longest pause while somebody waits for the guard. */
const HURRIED = 1000;
/** In milliseconds: what needs no person is answered within it. */
const SOON = 2000;
const clock = () => performance.now();

/** There is no line, or it ended before the answer came: what was asked is not decided. */
export class Lost extends Error {}

/** The engine answered that it did not do it. */
export class Refused extends Error {
  constructor({ code, text }) {
    super(text);
    this.code = code;
  }
}

/** One line. `changed` is called when it comes up or goes down, `heard` with each event that belongs to no question. */
export class Line {
  #port = null;
  #attempt = null;
  #failures = 0;
  #timer = 0;
  #lastNumber = 0;
  #asked = new Map();
  #hurried = 0;
  #lostAt = clock();
  #why = '';
  #heard;
  #changed;

  constructor({ heard, changed }) {
    this.#heard = heard;
    this.#changed = changed;
    this.welcome = null;
    this.trouble = '';
  }

  /** Whether the engine has greeted and not gone since. */
  get up() {
    return this.welcome !== null;
  }

  /** Tries now, whatever the pause between attempts says; resolves when this attempt has come out. */
  connect() {
    if (this.up) return Promise.resolve();
    clearTimeout(this.#timer);
    this.#attempt ??= this.#attempted();
    return this.#attempt.promise;
  }

  /** Resolves with whether there is a line, after `patience` milliseconds at the latest. */
  async ready(patience = DOWN_AFTER) {
    const until = clock() + patience;
    for (;;) {
      await Promise.race([this.connect(), passed(until - clock())]);
      if (this.up) return true;
      if (clock() >= until || clock() - this.#lostAt >= DOWN_AFTER) return false;
      await passed(Math.min(PAUSES[0], until - clock()));
    }
  }

  /**
   * Asks; `{n, reply}`, where the reply rejects with Refused or Lost. `told` gets the events that carry its number.
   */
  ask(op, fields = {}, told = () => {}) {
    const n = (this.#lastNumber += 1);
    const reply = new Promise((resolve, reject) => {
      if (!this.up) return reject(new Lost(this.trouble));
      this.#asked.set(n, { resolve, reject, told });
      this.#port.postMessage({ n, op, ...fields });
    });
    return { n, reply };
  }

  /** Asks what the engine answers by itself; a promise of the reply, which rejects with Lost where it is late. */
  async soon(op, fields = {}) {
    const { n, reply } = this.ask(op, fields);
    const timer = setTimeout(() => this.#forget(n, 'late'), SOON);
    return reply.finally(() => clearTimeout(timer));
  }

  /** Tries more often from now on, until what is returned is called: somebody waits for the guard. */
  hurry() {
    this.#hurried += 1;
    if (!this.up && this.#attempt === null) this.#later();
    return () => (this.#hurried -= 1);
  }

  /** Hangs up on a host that does not answer, and comes back with another. */
  drop() {
    if (this.#port) this.#giveUp(this.#port);
  }

  /** Gives up the question `n`; its reply rejects with Lost. */
  withdraw(n) {
    if (this.#forget(n, 'withdrawn')) this.ask('withdraw', { of: n }).reply.catch(() => {});
  }

  #forget(n, why) {
    this.#asked.get(n)?.reject(new Lost(why));
    return this.#asked.delete(n);
  }

  #attempted() {
    let finish;
    const promise = new Promise((resolve) => (finish = resolve));
    const port = api.runtime.connectNative(HOST);
    this.#port = port;
    this.#why = '';
    port.onMessage.addListener((message) => this.#port === port && this.#message(message));
    port.onDisconnect.addListener((gone) => this.#ended(port, api.runtime.lastError ?? gone.error));
    setTimeout(() => this.#port === port && !this.up && this.#giveUp(port), GREETS_WITHIN);
    const { id, name } = thisBrowser();
    port.postMessage({ browser: id, name, version: api.runtime.getManifest().version, language: language() });
    return { promise, finish };
  }

  #message(message) {
    if ('hello' in message) return this.#greeted(message.hello);
    if ('down' in message) return void (this.#why = message.down);
    if ('event' in message && !this.#asked.has(message.n)) return this.#heard(message);
    const question = this.#asked.get(message.n);
    if (!question) return undefined;
    if ('event' in message) return question.told(message);
    this.#asked.delete(message.n);
    return message.error ? question.reject(new Refused(message.error)) : question.resolve(message.reply);
  }

  #greeted(welcome) {
    this.welcome = welcome;
    this.trouble = '';
    this.#failures = 0;
    this.#settled();
    this.#changed();
  }

  #ended(port, error) {
    if (this.#port !== port) return;
    const wasUp = this.up;
    this.#port = null;
    this.welcome = null;
    this.trouble = this.#why || (error?.message ? say('hostMissing', error.message.replace(/\.$/, '')) : '');
    if (wasUp) this.#lostAt = clock();
    const lost = [...this.#asked.values()];
    this.#asked.clear();
    for (const question of lost) question.reject(new Lost(this.trouble));
    this.#settled();
    this.#later();
    this.#changed();
  }

  #giveUp(port) {
    port.disconnect();
    this.#ended(port, null);
  }

  #settled() {
    this.#attempt?.finish();
    this.#attempt = null;
  }

  #later() {
    clearTimeout(this.#timer);
    const usual = PAUSES[Math.min(this.#failures, PAUSES.length - 1)];
    const pause = this.#hurried ? Math.min(usual, HURRIED) : usual;
    this.#failures += 1;
    this.#timer = setTimeout(() => this.connect(), pause);
  }
}

function passed(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
