/** The pages: one port for each frame, and which of their posts wait. What comes from a page is not trusted. */

const SAID = ['answer', 'element', 'copied', 'composer', 'again', 'open'];

/**
 * All frames. `judge(message, place, {signal, held})` gives `{allow, text, sticky}`; `release(message, place)` is
 * called before an allowed one goes; `on` has what else they say.
 */
export class Frames {
  #ports = new Map();
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
      for (const controller of waiting.values()) controller.abort();
    });
    this.#on.come(port);
  }

  /** Tells all frames. */
  tell(message) {
    for (const port of this.#ports.keys()) send(port, message);
  }

  #message(port, waiting, message) {
    if (message?.t === 'hold') return this.#hold(port, waiting, message);
    if (message?.t === 'gone') return waiting.get(message.id)?.abort();
    return SAID.includes(message?.t) ? this.#on[message.t](message, placeOf(port), port) : undefined;
  }

  async #hold(port, waiting, message) {
    const { id } = message;
    send(port, { t: 'ack', id });
    if (waiting.has(id)) return;
    const controller = new AbortController();
    waiting.set(id, controller);
    const held = (headline) => send(port, { t: 'held', id, headline });
    const verdict = await this.#judge(message, placeOf(port), { signal: controller.signal, held });
    if (verdict.allow && !controller.signal.aborted) await this.#release(message, placeOf(port));
    waiting.delete(id);
    if (!controller.signal.aborted) send(port, { t: 'verdict', id, ...verdict });
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

/** Where a frame is: `{url, host, tab, frame, store, incognito}`. `store` is the cookie store, where known. */
function placeOf({ sender }) {
  const { tab } = sender;
  return {
    url: sender.url ?? '',
    host: hostOf(sender.url) || hostOf(sender.origin) || hostOf(tab?.url),
    tab: tab?.id ?? -1,
    frame: sender.frameId ?? 0,
    store: tab?.cookieStoreId ?? '',
    incognito: tab?.incognito ?? false,
  };
}

function hostOf(url) {
  return URL.canParse(url ?? '') ? new URL(url).host : '';
}
