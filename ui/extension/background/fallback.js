/**
 * What is done while the guard cannot be reached: neither silently open nor silently closed. The last briefing says
 * whose account it is and what that identity wants; where it wants to be asked, an own window asks.
 */
import { api, say } from './api.js';
import { send } from './frames.js';
import { actorsOf } from './reading.js';

const WIDTH = 460;
const HEIGHT = 520;
const FILES_SHOWN = 20;

/** An id of a platform cannot be told from a brand's, whose handle alone is known here. */
const ONLY_AN_ID = /^(id|did):/;

/** The rules for the time without a guard, and the questions that wait in them. */
export class Fallback {
  #briefing;
  #questions = [];
  #port = null;
  #window = null;

  constructor(briefing) {
    this.#briefing = briefing;
    api.windows.onRemoved.addListener((window) => this.#gone(window));
  }

  /** Whether the guard has ever said whose accounts there are. */
  async knows() {
    await this.#briefing.loaded;
    return this.#briefing.last !== null;
  }

  /**
   * `{allow, text, answered}` for a post, or null where `signal` ended it first: the page is gone, or the guard is
   * back and judges it. `post` has the actors, platformName, text, unreadable and service.
   */
  async verdict(post, signal) {
    await this.#briefing.loaded;
    const { rule, owner } = await this.#rule(post);
    if (rule === 'pass') return { allow: true, text: '' };
    if (rule === 'block') return { allow: false, text: say('downBlocked', owner.badge.name) };
    const answer = await this.#ask(post, owner, signal);
    if (answer === null) return null;
    return { allow: answer, text: answer ? '' : say('downStopped'), answered: true };
  }

  /** The ask window has opened its port. */
  window(port) {
    this.#port = port;
    port.onMessage.addListener((message) => this.#answered(message));
    port.onDisconnect.addListener(() => this.#port === port && this.#closed());
    this.#show();
  }

  async #rule(post) {
    if (!this.#briefing.last) return { rule: 'pass', owner: null };
    const rules = await Promise.all(actorsOf(post).map((actor) => this.#ruleOf(actor, post.service)));
    return ['block', 'ask', 'pass'].map((rule) => rules.find((each) => each.rule === rule)).find(Boolean);
  }

  async #ruleOf(actor, service) {
    const owner = await this.#briefing.owner(actor);
    if (owner) return { rule: owner.badge.kind === 'brand' ? owner.unguarded : 'pass', owner };
    const told = actor.account && !ONLY_AN_ID.test(actor.account);
    return { rule: !told && this.#briefing.concerns({ ...actor, service }) ? 'ask' : 'pass', owner: null };
  }

  #ask(post, owner, signal) {
    return new Promise((resolve) => {
      const question = { id: crypto.randomUUID(), post, owner, resolve };
      signal.addEventListener('abort', () => this.#settle(question, null));
      if (signal.aborted) return resolve(null);
      this.#questions.push(question);
      this.#show();
    });
  }

  #settle(question, answer) {
    const at = this.#questions.indexOf(question);
    if (at < 0) return;
    this.#questions.splice(at, 1);
    question.resolve(answer);
    this.#show();
  }

  async #show() {
    const [question] = this.#questions;
    if (this.#port && question) return send(this.#port, this.#asked(question));
    if (this.#port) return this.#close();
    if (!question || this.#window) return undefined;
    const url = api.runtime.getURL('surface/ask.html');
    this.#window = api.windows.create({ url, type: 'popup', width: WIDTH, height: HEIGHT });
    const opened = await this.#window.catch(() => null);
    return opened ? undefined : this.#closed();
  }

  #asked({ id, post, owner }) {
    const { platformName, verb, text, media, unreadable, host } = post;
    const [actor] = post.actors;
    const account = actor?.account || (actor?.ref.startsWith('h:') ? '' : (actor?.ref ?? ''));
    const more = this.#questions.length - 1;
    return {
      t: 'question', id, more, verb, text, media: media.slice(0, FILES_SHOWN), unreadable, host, account,
      platform: platformName,
      badge: owner?.badge ?? null,
      knownAt: this.#briefing.last.at,
    };
  }

  #answered({ t, id, allow }) {
    const question = this.#questions.find((each) => each.id === id);
    if (t === 'answer' && question) this.#settle(question, allow === true);
  }

  #close() {
    send(this.#port, { t: 'close' });
    this.#port = null;
    this.#window = null;
  }

  async #gone(window) {
    if (this.#window && !this.#port && (await this.#window)?.id === window) this.#closed();
  }

  /** A window that is closed answers nothing: what it asked is stopped; what waited behind it gets a new one. */
  #closed() {
    this.#port = null;
    this.#window = null;
    const [question] = this.#questions;
    if (question) this.#settle(question, false);
  }
}
