/**
 * What the engine tells this gate for the time that it is away: whose accounts there are, as keyed hashes, and what
 * each identity wants done with an unguarded post. Kept, with its age, over restarts of the browser.
 */
import { api } from './api.js';
import { keyed } from './keys.js';

const PLACE = 'briefing';

/** The last briefing there was, in `last`; null before the first. */
export class Briefing {
  constructor() {
    this.last = null;
    this.loaded = api.storage.local.get(PLACE).then((kept) => (this.last ??= kept[PLACE] ?? null));
  }

  /** Takes a new one, with the time at which it came. */
  async take({ event: _event, ...briefing }) {
    this.last = { ...briefing, at: Date.now() };
    try {
      await api.storage.local.set({ [PLACE]: this.last });
    } catch (error) {
      console.warn(`Hatcheck: what the guard told could not be kept over a restart of the browser: ${error.name}`);
    }
  }

  /**
   * The identity that an actor's account belongs to, as `{badge, unguarded}`; null where nobody here has it. Where its
   * name and what stands for it are two identities', a brand before a person.
   */
  async owner({ platform, account, ref }) {
    if (!this.last) return null;
    const { salt, accounts, identities } = this.last;
    const words = [account && `${platform}:${account}`, ref && `${platform}:${ref}`, ref && `${platform} ${ref}`];
    const hashes = await Promise.all(words.filter(Boolean).map((each) => keyed(salt, each.toLowerCase())));
    const ids = accounts.filter((each) => hashes.includes(each.hash)).map((each) => each.identity);
    const found = identities.filter(({ badge }) => ids.includes(badge.id));
    return found.find(({ badge }) => badge.kind === 'brand') ?? found[0] ?? null;
  }

  /** Whether a brand may be the one who acts there, so that it must be known who does. */
  concerns({ platform, host, service }) {
    return this.last.concerns.some((each) => {
      if (each.platform === '*') return service;
      return each.host ? each.host === host : each.platform === platform;
    });
  }
}
