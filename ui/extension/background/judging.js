/**
 * What becomes of a post that waits in a page: the guard's verdict, or, while there is no guard, the rules for that
 * time. Nothing is allowed that nobody has allowed.
 */
import { say } from './api.js';
import { Refused } from './line.js';
import { submission } from './reading.js';
import { contentKey } from './stops.js';

/** In milliseconds: an engine that neither answers nor holds within this time counts as down. */
const ANSWERS_WITHIN = 3000;
/** In milliseconds: who has never heard of the guard cannot ask well, and waits longer for it. */
const FIRST_TIME = 10_000;
const ATTEMPTS = 5;
const ALLOWED = { allow: true, text: '' };
const GONE = { allow: false, text: '', gone: true };

class TooSlow extends Error {}

/** The judgement of one browser. `about(place)` gives the `app` and the `bound` of a submission. */
export class Judging {
  #parts;
  #back = new AbortController();

  constructor(parts) {
    this.#parts = parts;
  }

  /** The guard is back: what asks without it ends, and is judged. */
  guardIsBack() {
    this.#back.abort();
    this.#back = new AbortController();
  }

  /** `{allow, text, sticky?, gone?}` for a request at a place; `signal` ends it, `held` is told the headline. */
  async verdict(request, place, { signal, held = () => {} }) {
    try {
      const post = await this.#parts.reading.post(request, place);
      return post ? await this.#ofPost(post, request, place, { signal, held }) : ALLOWED;
    } catch (error) {
      // Its message may quote what was sent.
      console.error(`Hatcheck: a post could not be judged and was stopped: ${error.name}`);
      return { allow: false, text: say('mistake') };
    }
  }

  async #ofPost(post, request, place, { signal, held }) {
    const { stops, pictures } = this.#parts;
    const { id } = request;
    const content = await contentKey(post, post.actors);
    const stopped = await stops.of(content);
    if (stopped !== null) {
      await stops.answered(content, id);
      return { allow: false, text: stopped, sticky: true };
    }
    const carried = await pictures.of(post, request, place);
    const { answered, ...verdict } = await this.#settled({ ...post, carried }, place, signal, held);
    if (verdict.allow) pictures.left(carried, place);
    if (answered && !verdict.allow) await stops.add(content, id, verdict.text);
    return verdict;
  }

  async #settled(post, place, signal, held) {
    const { line, fallback } = this.#parts;
    for (let attempt = 0; attempt < ATTEMPTS && !signal.aborted; attempt += 1) {
      const isUp = await line.ready((await fallback.knows()) ? undefined : FIRST_TIME);
      const settled = isUp ? await this.#submitted(post, place, signal, held) : await this.#unguarded(post, signal);
      if (settled) return settled;
    }
    return signal.aborted ? GONE : { allow: false, text: say('lostOften') };
  }

  /** The verdict without the guard; null where it came back before that, or the page is gone. */
  async #unguarded(post, signal) {
    const { line, fallback } = this.#parts;
    const calm = line.hurry();
    try {
      return await fallback.verdict(post, AbortSignal.any([signal, this.#back.signal]));
    } finally {
      calm();
    }
  }

  /** The engine's verdict; null where the line was lost before it came, or nobody answered at its other end. */
  async #submitted(post, place, signal, held) {
    const { line, about } = this.#parts;
    const fields = submission(post, post.carried, await about(place));
    if (signal.aborted) return GONE;
    let slow;
    const tooSlow = new Promise((_, reject) => (slow = setTimeout(() => reject(new TooSlow()), ANSWERS_WITHIN)));
    const told = ({ headline }) => {
      clearTimeout(slow);
      held(headline);
    };
    const { n, reply } = line.ask('submit', fields, told);
    const withdraw = () => line.withdraw(n);
    signal.addEventListener('abort', withdraw);
    try {
      return verdictOf(await Promise.race([reply, tooSlow]));
    } catch (error) {
      if (error instanceof Refused) return { allow: false, text: error.message };
      if (error instanceof TooSlow) line.drop();
      return null;
    } finally {
      clearTimeout(slow);
      signal.removeEventListener('abort', withdraw);
    }
  }
}

function verdictOf({ verdict, by, text }) {
  const allow = verdict === 'allow';
  return { allow, text: allow ? '' : text, answered: by === 'answer' };
}
