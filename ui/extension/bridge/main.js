import { isAlive, takeTexts } from './api.js';
import { Composer } from './composer.js';
import { watchCopies } from './copies.js';
import { readElements } from './elements.js';
import { Files } from './files.js';
import { isPlatform, platformSeen, whenPlatform } from './place.js';
import { Relay } from './relay.js';

const PLACE = 'hatcheckBridge';

// Nobody has chosen a file before the page has come to rest.
function whenIdle(look) {
  if (globalThis.requestIdleCallback) requestIdleCallback(() => look());
  else setTimeout(look);
}

// The page's side hands its port over within one event, before any script of the page runs.
function meetPage(relay) {
  const hello = (event) => {
    if (relay.hasPage || !event.ports?.[0]) return;
    event.stopImmediatePropagation();
    removeEventListener('hatcheck:hello', hello, true);
    removeEventListener('hatcheck:probe', probe, true);
    relay.takePage(event.ports[0]);
  };
  const probe = (event) => { if (isAlive()) event.preventDefault(); };
  addEventListener('hatcheck:hello', hello, true);
  addEventListener('hatcheck:probe', probe, true);
  dispatchEvent(new Event('hatcheck:ready'));
}

function start() {
  takeTexts();
  const files = new Files((message) => relay.say(message));
  const relay = new Relay(platformSeen, files);
  const say = (message) => relay.say(message);
  const composer = new Composer(say);
  relay.on('acting', (message) => composer.acting(message));
  relay.on('settings', (message) => composer.settings(message));
  relay.on('notes', (message) => composer.notes(message));
  watchCopies(say);
  readElements(say);
  meetPage(relay);
  whenPlatform(() => {
    relay.watch();
    files.begin();
  });
  whenIdle(isPlatform);
  return relay;
}

// Only this extension's scripts see this name; the script may be put into the same window twice.
globalThis[PLACE] ??= start();
