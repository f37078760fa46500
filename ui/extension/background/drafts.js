/** Posts whose text comes in one request and whose publishing in another: what the first said, kept for the second. */
import { Shelf } from './shelf.js';

const MOST = 60;

/** The drafts of this session. */
export class Drafts {
  #kept = new Shelf('session', 'drafts', MOST);

  /** Keeps what a post says to remember, and adds to one that recalls what it lacks; both by pages of one place. */
  async with({ remember, recall, ...post }, place) {
    const { text, media, actors } = post;
    if (remember) await this.#kept.put(keyOf(post, remember, place), { text, media, actors });
    if (!recall) return post;
    const earlier = await this.#kept.get(keyOf(post, recall, place));
    if (!earlier) return { ...post, unreadable: post.unreadable ?? (post.text ? null : 'draft') };
    return {
      ...post,
      text: post.text || earlier.text,
      media: post.media.length ? post.media : earlier.media,
      actors: post.actors.length ? post.actors : earlier.actors,
    };
  }
}

// Another page could send a draft of its own to the same server, to be taken for this page's.
function keyOf({ platform, host }, key, place) {
  return JSON.stringify([place.host, place.store, place.incognito, platform, host, key]);
}
