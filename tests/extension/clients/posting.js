// Clients that others wrote.
// `signIn(name, base, token, did)` has one ask its server who its user is, `publish(text)` post.
import { AtpAgent } from '@atproto/api';
import { LemmyHttp } from 'lemmy-js-client';
import { LemmyHttp as Lemmy1Http } from 'lemmy-js-client-1';
import { createRestAPIClient } from 'masto';
import { createClient } from 'matrix-js-sdk';
import generator from 'megalodon';
import { api } from 'misskey-js';

const megalodon = (software) => (base, token) => {
  const client = generator(software, base, token);
  return { who: () => client.verifyAccountCredentials(), post: (text) => client.postStatus(text) };
};

const thrown = (answer) => {
  if (answer?.state === 'failed') throw answer.err;
  return answer;
};

const CLIENTS = {
  'masto': (base, token) => {
    const { v1 } = createRestAPIClient({ url: base, accessToken: token });
    return { who: () => v1.accounts.verifyCredentials(), post: (status) => v1.statuses.create({ status }) };
  },
  'megalodon for Mastodon': megalodon('mastodon'),
  'megalodon for Pleroma': megalodon('pleroma'),
  'megalodon for GoToSocial': megalodon('gotosocial'),
  'megalodon for Pixelfed': megalodon('pixelfed'),
  'megalodon for Firefish': megalodon('firefish'),
  'misskey-js': (base, token) => {
    const client = new api.APIClient({ origin: base, credential: token });
    return { who: () => client.request('i', {}), post: (text) => client.request('notes/create', { text }) };
  },
  'lemmy-js-client for Lemmy 0.19': (base, token) => {
    const client = new LemmyHttp(base, { headers: { Authorization: `Bearer ${token}` } });
    return { who: () => client.getSite(), post: (name) => client.createPost({ name, community_id: 2 }) };
  },
  'lemmy-js-client for Lemmy 1.0': (base, token) => {
    const client = new Lemmy1Http(base, { headers: { Authorization: `Bearer ${token}` } });
    return {
      who: () => client.getMyUser().then(thrown),
      post: (name) => client.createPost({ name, community_id: 2 }).then(thrown),
    };
  },
  'matrix-js-sdk': (base, token) => {
    const client = createClient({ baseUrl: base, accessToken: token, userId: '@somebody:brand.example' });
    return { who: () => client.whoami(), post: (text) => client.sendTextMessage('!room:brand.example', text) };
  },
  '@atproto/api': (base, token, did) => {
    const agent = new AtpAgent({ service: base });
    const tokens = { accessJwt: token, refreshJwt: token };
    agent.sessionManager.session = { did, handle: 'somebody.example', active: true, ...tokens };
    return { who: () => null, post: (text) => agent.post({ text, createdAt: '2026-11-22T23:24:00.000Z' }) };
  },
};

let client = null;

/** Makes a client, which asks its server who its user is, as all do when they start. */
globalThis.signIn = async (name, base, token, did) => {
  client = CLIENTS[name](base, token, did);
  await client.who();
};

/** `{sent, answer}`: what the server answered, or what the client can tell its user of why it did not. */
globalThis.publish = async (text) => {
  try {
    return { sent: true, answer: JSON.stringify((await client.post(text)) ?? null) };
  } catch (error) {
    // megalodon has the server's words in its response, misskey-js takes a text apart into its letters
    const words = [error, error.response?.data?.error, Object.values(error).join('')];
    return { sent: false, answer: words.join(' ') };
  }
};
