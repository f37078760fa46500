/** The toolbar's pop-up: who one is, whether the guard is there, and who acts in this tab. */
import { api, say } from '../background/api.js';
import { drawBadge, fill } from './words.js';

const at = (id) => document.getElementById(id);
const port = api.runtime.connect({ name: 'popup' });
let shownChoices = '';

fill();
port.onMessage.addListener(show);
api.tabs.query({ active: true, currentWindow: true }).then(([tab]) => {
  const { id = -1, url = '', cookieStoreId = '', incognito = false } = tab ?? {};
  port.postMessage({ t: 'look', tab: { id, url, store: cookieStoreId, incognito } });
});
at('again').addEventListener('click', () => port.postMessage({ t: 'again' }));
at('bind').addEventListener('change', () => port.postMessage({ t: 'bind', identity: at('bind').value }));
at('frame').addEventListener('change', () => port.postMessage({ t: 'frame', frame: at('frame').checked }));
at('name').addEventListener('click', () => raise('accounts'));
at('open').addEventListener('click', () => raise('status'));

function raise(what) {
  port.postMessage({ t: 'raise', what });
  setTimeout(() => window.close(), 150);
}

function show(state) {
  drawBadge(at('worn-badge'), state.worn);
  at('worn').textContent = state.worn?.name ?? say('popupNobody');
  at('light').className = state.up ? (state.paused ? 'paused' : '') : 'down';
  at('state-text').textContent = say(state.up ? (state.paused ? 'popupPaused' : 'popupUp') : 'guardAway');
  at('down').hidden = state.up;
  at('trouble').textContent = state.trouble;
  at('open').hidden = !state.up;
  at('private').hidden = state.inPrivate;
  at('frame').checked = state.frame;
  showPage(state);
  showBinding(state);
}

function showPage({ host, watched, acting, up }) {
  at('page').hidden = !host;
  at('host').textContent = host;
  at('unwatched').hidden = watched;
  const isTold = Boolean(acting?.account);
  at('acting').hidden = !isTold;
  at('nobody').hidden = isTold || !watched;
  at('name').hidden = !up || !acting?.platform || Boolean(acting.badge);
  at('nobody').textContent = say(acting?.platform ? 'popupUnnamed' : 'popupNoPlatform');
  if (!isTold) return;
  drawBadge(at('acting-badge'), acting.badge);
  at('acting-name').textContent = acting.badge ? say('popupActing', acting.badge.name) : say('popupStranger');
  at('acting-account').textContent = accountOf(acting);
}

/** `mastodon:@jo@home.example` with the platform as people call it. */
function accountOf({ account, platform, platformName }) {
  const mark = `${platform}:`;
  return account.startsWith(mark) ? `${platformName} · ${account.slice(mark.length)}` : account;
}

/** A list that somebody has opened is left alone as long as it says the same. */
function showBinding({ identities, binding }) {
  at('bind-row').hidden = !identities.length;
  at('bind-label').textContent = say(binding.container ? 'popupBindContainer' : 'popupBindProfile');
  const choices = [{ id: '', name: say('popupBindNobody') }, ...identities];
  const said = JSON.stringify([choices.map(({ id, name }) => [id, name]), binding.identity]);
  if (said === shownChoices) return;
  shownChoices = said;
  at('bind').replaceChildren(...choices.map(({ id, name }) => new Option(name, id, false, id === binding.identity)));
}
