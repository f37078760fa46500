/** The pages: one port for each frame, and which of their posts wait. What comes from a page is not trusted. */
import { hostOf, say } from './api.js';

/** In milliseconds: so long a post waits for what its page said before it of who one is. */
const HEARD_WITHIN = 1000;
const TELLS_WHO = ['answer', 'element'];
const OF_FILES = ['file', 'picture', 'uploaded', 'remark'];
const SAID = ['answer', 'element', 'copied', 'composer', 'writing', ...OF_FILES, 'again', 'open'];

/**
 * All frames. `judge(message, place, {signal, held})` gives `{allow, text, sticky}`; `release(message, place)` is
 * called before an allowed one goes; `on` are those who hear what else they say.
 */
export class Frames {
  #ports = new Map();
  #heard = new Map();
  #judge;
  #release;
  #on;

  constructor({ judge, release, on }) {
    this.#judge = judge;
    this.#release = release;
    this.#on = on;
  }

  /** A frame has come. */
  add(port) {
    const waiting = new Map();
    this.#ports.set(port, waiting);
    port.onMessage.addListener((message) => this.#message(port, waiting, message));
    port.onDisconnect.addListener(() => {
      this.#ports.delete(port);
      this.#heard.delete(port);
      for (const controller of waiting.values()) controller.abort();
      for (const each of this.#on) each.gone?.(port);
    });
    for (const each of this.#on) each.come?.(port);
  }

  /** Tells all frames. */
  tell(message) {
    for (const port of this.#ports.keys()) send(port, message);
  }

  #message(port, waiting, message) {
    if (message?.t === 'hold') return this.#hold(port, waiting, message);
    if (message?.t === 'gone') return waiting.get(message.id)?.abort();
    if (!SAID.includes(message?.t)) return undefined;
    const done = this.#said(message, port);
    if (TELLS_WHO.includes(message.t)) {
      this.#heard.set(port, Promise.all([this.#heard.get(port), done]).then(() => {}));
    }
    return done;
  }

  /** What a page says may be anything; what cannot be understood is as if it had not been said. */
  async #said(message, port) {
    try {
      await this.#on.find((each) => each[message.t])[message.t](message, placeOf(port), port);
    } catch (error) {
      console.warn(`Hatcheck: what a page said could not be taken (${message.t}): ${error.name}`);
    }
  }

  async #hold(port, waiting, message) {
    const { id } = message;
    send(port, { t: 'ack', id });
    if (waiting.has(id)) return;
    const controller = new AbortController();
    waiting.set(id, controller);
    const { signal } = controller;
    const held = (headline) => send(port, { t: 'held', id, headline });
    const verdict = await this.#settled(message, placeOf(port), this.#heard.get(port), { signal, held });
    waiting.delete(id);
    if (!signal.aborted) send(port, { t: 'verdict', id, ...verdict });
  }

  /** The verdict, with the way open for what is allowed; whatever fails on the way is a stop. */
  async #settled(message, place, heard, how) {
    try {
      await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, HEARD_WITHIN))]);
      const verdict = await this.#judge(message, place, how);
      if (verdict.allow && !how.signal.aborted) await this.#release(message, place);
      return verdict;
    } catch (error) {
      console.error(`Hatcheck: a post could not be released and was stopped: ${error.name}`);
      return { allow: false, text: say('mistake') };
    }
  }
}

/** Sends, where there is still somebody: a port can be dead before it says so. */
export function send(port, message) {
  try {
    port.postMessage(message);
  } catch {
    // Its onDisconnect follows.
  }
}

/**
 * Where a frame is: `{url, host, tab, frame, store, incognito}`. `store` is the cookie store, where known. A frame
 * that is shut off from its page (a sandbox, a data: address) has no host: it must not speak for the page's.
 */
function placeOf({ sender }) {
  const { tab } = sender;
  return {
    url: sender.url ?? '',
    host: hostOf(sender.url) || hostOf(sender.origin),
    tab: tab?.id ?? -1,
    frame: sender.frameId ?? 0,
    store: tab?.cookieStoreId ?? '',
    incognito: tab?.incognito ?? false,
  };
}
