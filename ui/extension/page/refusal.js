import { made, plain } from './untouched.js';

/** The status every stop answers with: clients show what it says, whereas they would repeat a network error. */
export const REFUSED = 403;

/** The body of the answer to a stopped request, with the text where the platforms' own clients look for it. */
export function refusalText(text) {
  const message = `Stopped by Hatcheck: ${text}`;
  return plain.stringify({ error: message, message, errors: [{ message }], errcode: 'M_FORBIDDEN' });
}

/** The answer a stopped `fetch` gets. */
export function refusal(url, text) {
  const init = { status: REFUSED, statusText: 'Forbidden', headers: { 'content-type': 'application/json' } };
  const response = new made.Response(refusalText(text), init);
  plain.defineProperty(response, 'url', { value: url, configurable: true });
  return response;
}
