import { isAlive, takeTexts } from './api.js';
import { Composer } from './composer.js';
import { watchCopies } from './copies.js';
import { readElements } from './elements.js';
import { platformSeen } from './place.js';
import { Relay } from './relay.js';

const PLACE = 'hatcheckBridge';

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
  const relay = new Relay(platformSeen);
  const say = (message) => relay.say(message);
  const composer = new Composer(say);
  relay.on('acting', (message) => composer.acting(message));
  relay.on('settings', (message) => composer.settings(message));
  watchCopies(say);
  readElements(say);
  meetPage(relay);
  return relay;
}

// Only this extension's scripts see this name; the script may be put into the same window twice.
globalThis[PLACE] ??= start();
