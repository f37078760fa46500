import { tell } from './asking.js';
import { made, plain } from './untouched.js';

const ANSWER_LIMIT = 4 * 1024 * 1024;

const LEARNS_WITHIN = 1000;

/**
 * As `learnFrom`, for an answer that the page has not got yet: ends when it was handed over, so that a post that follows
 * at once finds the account known. An answer that does not end holds nobody up.
 */
export function learnFirst(held, coming) {
  return new made.Promise((resolve) => {
    plain.setTimeout(resolve, LEARNS_WITHIN);
    learnThen(held, coming, resolve);
  });
}

async function learnThen(held, coming, done) {
  await learnFrom(held, coming);
  done();
}

/** Hands an answer that may say who one is to the bridge; `coming` is its text, or a promise of it. */
export async function learnFrom(held, coming) {
  try {
    const answer = await coming;
    if (typeof answer !== 'string' || answer.length > ANSWER_LIMIT) return;
    const { learns, method, url } = held.fit;
    for (let at = 0; at < learns.length; at += 1) {
      tell({ t: 'answer', matcher: learns[at], url, method, headers: held.headers, body: held.body, answer });
    }
  } catch {
    // The page gave the answer up while it came in: there is nothing to learn from.
  }
}
