// What a Matrix client does with matrix-js-sdk; `matrix(base, user, password)` signs in and gives the ways to post.
import { createClient } from 'matrix-js-sdk';
import { logger } from 'matrix-js-sdk/lib/logger.js';

logger.setLevel('silent');

globalThis.matrix = async (baseUrl, user, password) => {
  const identifier = { type: 'm.id.user', user };
  const told = await createClient({ baseUrl }).loginRequest({ type: 'm.login.password', identifier, password });
  const { access_token: accessToken, user_id: userId, device_id: deviceId } = told;
  const client = createClient({ baseUrl, accessToken, userId, deviceId });
  const text = (body) => ({ msgtype: 'm.text', body });
  return {
    join: (room) => client.joinRoom(room),
    message: (room, body) => client.sendTextMessage(room, body),
    edit: (room, body, event) => {
      const relation = { rel_type: 'm.replace', event_id: event };
      return client.sendMessage(room, { ...text(`* ${body}`), 'm.new_content': text(body), 'm.relates_to': relation });
    },
    reaction: (room, _body, event) => {
      const relation = { rel_type: 'm.annotation', event_id: event, key: '👍' };
      return client.sendEvent(room, 'm.reaction', { 'm.relates_to': relation });
    },
    encrypted: async (room, body) => {
      await client.initRustCrypto({ useIndexedDB: false });
      await client.startClient({ initialSyncLimit: 1 });
      await new Promise((done) => client.on('sync', (state) => state === 'PREPARED' && done()));
      return client.sendTextMessage(room, body).finally(() => client.stopClient());
    },
  };
};

/** `{sent, answer}`: what the server answered, or what the client can tell its user of why it did not. */
globalThis.whatCameOf = (coming) =>
  coming.then(
    (answer) => ({ sent: true, answer: JSON.stringify(answer ?? null) }),
    (error) => ({ sent: false, answer: String(error) }),
  );
