/**
 * Who acts: from what a request shows to actors, as the engine takes them. Tokens become keyed hashes here and go no
 * further. What the platforms' own answers said about whom a token or an id stands for is remembered.
 */
import { api, isFirefox } from './api.js';
import { hashed } from './keys.js';
import { Shelf } from './shelf.js';

const MOST = 2000;
const MOST_SEEN = 500;
const LONGEST = 300;

/**
 * The accounts that are met in this browser. `isOwned(actor)` tells whether an account as it is written is somebody's
 * here, `isOwn(definition, host)` whether a host is one of a platform's that has named hosts.
 */
export class Accounts {
  #learnt = new Shelf('local', 'learnt', MOST);
  // What is learnt in private windows is gone with the browser.
  #whispered = new Shelf('session', 'whispered', MOST);
  #seen = new Shelf('session', 'seen', MOST_SEEN);
  #isOwned;
  #isOwn;

  constructor({ isOwned, isOwn }) {
    this.#isOwned = isOwned;
    this.#isOwn = isOwn;
  }

  /** The cookies that go with a request to `url` from `place`, as an object; {} where they cannot be told. */
  async cookies(url, place) {
    const where = isFirefox ? { url, firstPartyDomain: null } : { url };
    try {
      const storeId = await storeOf(place);
      if (place.incognito && !storeId) return {};
      const found = await api.cookies.getAll(storeId ? { ...where, storeId } : where);
      return Object.fromEntries(found.map(({ name, value }) => [name, value]));
    } catch {
      return {};
    }
  }

  /**
   * The actors behind an extraction's `acting`, for a request to `host` from a place, by what was learnt for
   * `definition`; what nobody has said who it is keeps its `ref`.
   */
  actors(acting, { definition, host }, place) {
    return Promise.all(acting.map((each) => this.#actor(each, definition, host, place)));
  }

  /** A platform has said in the page of a place whose `key` is: `account`. Null where that cannot be kept. */
  async learn({ platform, definition, key, secret, account, host }, place) {
    const { whom, where } = await this.#keptAs(key, { definition, secret, host }, place);
    if (!place.host || where.length > LONGEST || account.length > LONGEST) return null;
    await (place.incognito ? this.#whispered : this.#learnt).put(where, { platform, account });
    return { platform, account, ref: whom, host };
  }

  /** Remembers for this session who acts in the pages of a place. */
  async saw(actors, place) {
    if (actors.length && place.host) await this.#seen.put(seenPlace(place), actors);
  }

  /** Who acted last in the pages of a place; [] where nobody was seen. */
  async seenIn(place) {
    return (await this.#seen.get(seenPlace(place))) ?? [];
  }

  /** What a request itself names, and is somebody's here, is that: no page's answer speaks against it. */
  async #actor({ platform, account, ref, secret }, definition, host, place) {
    const { whom, where } = await this.#keptAs(ref, { definition, secret, host }, place);
    const told = { platform, account, ref: whom, host };
    if (account && (await this.#isOwned(told))) return told;
    const learnt = (place.incognito && (await this.#whispered.get(where))) || (await this.#learnt.get(where));
    return { ...told, ...learnt };
  }

  /**
   * Under which words something learnt is kept. A page may lie about whom a platform's id is, through a worker that
   * answers in the platform's name: so what was said in a page counts in pages of the same host only, and what was
   * said in the platform's own pages counts in all of those. Two servers may give the same id to two people.
   */
  async #keptAs(key, { definition, secret, host }, place) {
    const whom = secret ? await hashed(key) : key;
    const isOwn = this.#isOwn(definition, place.host);
    const where = [definition, isOwn ? '' : place.host, secret || isOwn ? '' : host, whom].join(' ');
    return { whom, where };
  }
}

function seenPlace({ host, store, incognito }) {
  return `${store}${incognito ? ' private' : ''} ${host}`;
}

async function storeOf({ store, incognito, tab }) {
  if (store || !incognito) return store;
  const stores = await api.cookies.getAllCookieStores();
  return stores.find((each) => each.tabIds.includes(tab))?.id ?? '';
}
