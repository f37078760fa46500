/** Keyed hashes: what stands for a token or an account where the thing itself must not be. */
import { api } from './api.js';

const PLACE = 'installationKey';
const LENGTH = 22;
const encoder = new TextEncoder();
let own = null;

/** The first 22 characters of base64url(HMAC-SHA-256(key, text)); the key is text. */
export async function keyed(key, text) {
  const made = await crypto.subtle.importKey('raw', encoder.encode(key), hmac, false, ['sign']);
  return signed(made, text);
}

/** What stands for a secret, on this installation only: `h:…`. */
export async function hashed(secret) {
  own ??= ownKey().catch((error) => {
    own = null;
    throw error;
  });
  return `h:${await signed(await own, secret)}`;
}

const hmac = { name: 'HMAC', hash: 'SHA-256' };

async function signed(key, text) {
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').slice(0, LENGTH);
}

async function ownKey() {
  let { [PLACE]: kept } = await api.storage.local.get(PLACE);
  if (!kept) {
    kept = Array.from(crypto.getRandomValues(new Uint8Array(32)));
    await api.storage.local.set({ [PLACE]: kept });
  }
  return crypto.subtle.importKey('raw', new Uint8Array(kept), hmac, false, ['sign']);
}
