/**
 * Asks about one post while the guard is not running. Only a click or the space bar on the one button releases, and
 * only after a second without a key or a click: neither Enter, nor Escape, nor closing the window lets anything out.
 */
import { api, say } from '../background/api.js';
import { ago, drawBadge, fill } from './words.js';

const STILL_FOR = 1000;
const at = (id) => document.getElementById(id);
const port = api.runtime.connect({ name: 'ask' });
let question = null;
let timer = 0;
let isTooEarly = false;

fill();
port.onMessage.addListener((message) => (message.t === 'question' ? show(message) : window.close()));
port.onDisconnect.addListener(() => window.close());
for (const kind of ['keydown', 'pointerdown']) window.addEventListener(kind, disturbed, { capture: true });
for (const kind of ['keyup', 'pointerup', 'pointercancel']) window.addEventListener(kind, settled, { capture: true });
for (const kind of ['focus', 'blur']) window.addEventListener(kind, arm);
window.addEventListener('keydown', keyed, { capture: true });
at('stop').addEventListener('click', () => answer(false));
at('release').addEventListener('click', (event) => event.isTrusted && !isTooEarly && answer(true));

function show(asked) {
  const isSame = question?.id === asked.id;
  question = asked;
  const { badge, account, platform, host, verb, text, media, unreadable, knownAt, more } = asked;
  drawBadge(at('badge'), badge);
  at('question').textContent = badge ? say('askAs', badge.name, platform) : say('askUnknown', platform);
  const doing = verb === 'post' ? '' : say(`askVerb_${verb}`);
  at('where').textContent = [account, host, doing].filter(Boolean).join(' · ');
  at('text').textContent = unreadable ? say('askUnreadable') : text || say('askNoText');
  at('media').hidden = !media.length;
  at('media').textContent = say('askMedia', media.join(', '));
  at('known').textContent = say('askKnown', ago(knownAt));
  at('more').hidden = !more;
  at('more').textContent = say('askMore', more);
  at('release').textContent = badge ? say('askRelease', badge.name) : say('askReleaseUnknown');
  if (isSame) return;
  at('stop').focus();
  arm();
}

/** The second begins anew; where the window has no focus it does not begin. */
function arm() {
  clearTimeout(timer);
  at('release').disabled = true;
  at('arming').textContent = say('askArming');
  if (document.hasFocus()) timer = setTimeout(ready, STILL_FOR);
}

function ready() {
  at('release').disabled = false;
  at('arming').textContent = '';
}

/** Before the second is over any key or click starts it again; a press that began before then releases nothing. */
function disturbed() {
  isTooEarly = at('release').disabled;
  if (isTooEarly) arm();
}

/** Assistive tools click without a press: only the click that ends an early press is none. */
function settled() {
  setTimeout(() => (isTooEarly = false));
}

function keyed(event) {
  if (event.key === 'Escape') answer(false);
  if (event.key === 'Enter' && event.target !== at('stop')) event.preventDefault();
}

function answer(allow) {
  if (!question || (allow && at('release').disabled)) return;
  port.postMessage({ t: 'answer', id: question.id, allow });
  question = null;
  arm();
}
