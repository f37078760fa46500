/** Posts whose text comes in one request and whose publishing in another: what the first said, kept for the second. */
import { api } from './api.js';

const PLACE = 'drafts';
const MOST = 60;

/** The drafts of this session. */
export class Drafts {
  /** Keeps what a post says to remember, and adds to one that recalls what it lacks. */
  async with({ remember, recall, ...post }) {
    if (remember) await this.#keep(place(post, remember), post);
    if (!recall) return post;
    const earlier = (await all())[place(post, recall)];
    if (!earlier) return { ...post, unreadable: post.unreadable ?? (post.text ? null : 'draft') };
    return {
      ...post,
      text: post.text || earlier.text,
      media: post.media.length ? post.media : earlier.media,
      actors: post.actors.length ? post.actors : earlier.actors,
    };
  }

  async #keep(key, { text, media, actors }) {
    const drafts = await all();
    delete drafts[key];
    drafts[key] = { text, media, actors };
    for (const old of Object.keys(drafts).slice(0, -MOST)) delete drafts[old];
    await api.storage.session.set({ [PLACE]: drafts });
  }
}

async function all() {
  return (await api.storage.session.get(PLACE))[PLACE] ?? {};
}

function place({ platform, host }, key) {
  return `${platform} ${host} ${key}`;
}
