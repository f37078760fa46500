/**
 * Who acts: from what a request shows to actors, as the engine takes them. Tokens become keyed hashes here and go no
 * further. What the platforms' own answers said about whom a token or an id stands for is remembered.
 */
import { api, isFirefox } from './api.js';
import { hashed } from './keys.js';

const LEARNT = 'learnt';
const SEEN = 'seen';
const MOST = 2000;

/** The accounts that are met in this browser. */
export class Accounts {
  #learnt = null;

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

  /** The actors behind an extraction's `acting`; what nobody has said who it is keeps its `ref`. */
  actors(acting, host) {
    return Promise.all(acting.map((each) => this.#actor(each, host)));
  }

  /** A platform has said whose `key` is: `account`. */
  async learn({ platform, key, secret, account, host }) {
    const ref = secret ? await hashed(key) : key;
    const all = await this.#all();
    const place = placeOf(platform, ref, secret ? '' : host);
    if (all[place] !== account) {
      delete all[place];
      all[place] = account;
      for (const old of Object.keys(all).slice(0, Math.max(0, Object.keys(all).length - MOST))) delete all[old];
      await api.storage.local.set({ [LEARNT]: all });
    }
    return { platform, account, ref, host };
  }

  /** Remembers for this session who acts in the pages of a place. */
  async saw(actors, place) {
    if (!actors.length || !place.host) return;
    const seen = (await api.storage.session.get(SEEN))[SEEN] ?? {};
    seen[seenPlace(place)] = actors;
    await api.storage.session.set({ [SEEN]: seen });
  }

  /** Who acted last in the pages of a place; [] where nobody was seen. */
  async seenIn(place) {
    const seen = (await api.storage.session.get(SEEN))[SEEN] ?? {};
    return seen[seenPlace(place)] ?? [];
  }

  async #actor({ platform, account, ref, secret }, host) {
    const shown = secret ? await hashed(ref) : ref;
    const all = await this.#all();
    const learnt = all[placeOf(platform, shown, secret ? '' : host)];
    return { platform, account: learnt ?? account, ref: shown, host };
  }

  async #all() {
    this.#learnt ??= (await api.storage.local.get(LEARNT))[LEARNT] ?? {};
    return this.#learnt;
  }
}

/** A token's hash is one of a kind; an id counts on its own site only: two servers may give the same to two people. */
function placeOf(platform, ref, host) {
  return `${platform} ${host && site(host)} ${ref}`;
}

/** The part of a host that one owner has, as far as that can be told without a list of suffixes. */
function site(host) {
  const parts = host.split('.');
  const isShared = parts.length > 2 && parts.at(-2).length <= 3;
  return parts.slice(isShared ? -3 : -2).join('.');
}

function seenPlace({ host, store, incognito }) {
  return `${store}${incognito ? ' private' : ''} ${host}`;
}

async function storeOf({ store, incognito, tab }) {
  if (store || !incognito) return store;
  const stores = await api.cookies.getAllCookieStores();
  return stores.find((each) => each.tabIds.includes(tab))?.id ?? '';
}
