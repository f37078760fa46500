/**
 * To which identity the person has bound this profile, or one of Firefox's containers. A hint for the engine, which
 * sets it beside the account; it decides nothing.
 */
import { api } from './api.js';

const PLACE = 'bound';
const PROFILE = 'profile';
const NO_CONTAINER = ['', 'firefox-default', 'firefox-private'];

/** The identity's id for a cookie store (the profile's, where the container has none), or ''. */
export async function boundIn(store) {
  const bound = await all();
  return bound[placeIn(store)] ?? bound[PROFILE] ?? '';
}

/** Binds a container, or outside of one the profile, to an identity's id; '' takes the binding away. */
export async function bind(store, identity) {
  const bound = await all();
  if (identity) bound[placeIn(store)] = identity;
  else delete bound[placeIn(store)];
  await api.storage.local.set({ [PLACE]: bound });
}

/** What is bound here itself: `{identity, container}`, where `container` tells whether it is one. */
export async function bindingOf(store) {
  const place = placeIn(store);
  return { identity: (await all())[place] ?? '', container: place !== PROFILE };
}

function placeIn(store) {
  const isContainer = store.startsWith('firefox-') && !NO_CONTAINER.includes(store);
  return isContainer ? store : PROFILE;
}

// Read once: it is asked for with every post.
let kept = null;
api.storage.local.onChanged.addListener((changes) => {
  if (PLACE in changes) kept = null;
});

async function all() {
  kept ??= api.storage.local.get(PLACE);
  try {
    return { ...(await kept)[PLACE] };
  } catch (error) {
    kept = null;
    throw error;
  }
}
