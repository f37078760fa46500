// What the official app does with its own library;
// `bluesky(base, handle, password)` signs in and gives the ways to post.
import { AtpAgent } from '@atproto/api';

const POST = 'app.bsky.feed.post';
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==';

globalThis.bluesky = async (service, handle, password) => {
  const agent = new AtpAgent({ service });
  await agent.login({ identifier: handle, password });
  const repo = agent.assertDid;
  const createdAt = new Date().toISOString();
  return {
    post: (text) => agent.post({ text }),
    image: async (text) => {
      const bytes = Uint8Array.from(atob(PIXEL), (each) => each.charCodeAt(0));
      const { data } = await agent.uploadBlob(bytes, { encoding: 'image/png' });
      const images = [{ alt: 'A pixel', image: data.blob }];
      return agent.post({ text, embed: { $type: 'app.bsky.embed.images', images } });
    },
    thread: (text) => {
      const write = (more) => ({
        $type: 'com.atproto.repo.applyWrites#create',
        collection: POST,
        value: { $type: POST, text: `${text} ${more}`, createdAt },
      });
      return agent.com.atproto.repo.applyWrites({ repo, writes: ['1/2', '2/2'].map(write) });
    },
    like: (_text, { uri, cid }) => agent.like(uri, cid),
    repost: (_text, { uri, cid }) => agent.repost(uri, cid),
  };
};

/** `{sent, answer}`: what the server answered, or what the client can tell its user of why it did not. */
globalThis.whatCameOf = (coming) =>
  coming.then(
    (answer) => ({ sent: true, answer: JSON.stringify(answer ?? null) }),
    (error) => ({ sent: false, answer: String(error) }),
  );
