/** Joins the parts. Every listener is there when this has run once: the browser starts it anew for an event. */
import { Accounts } from './accounts.js';
import { api, say, thisBrowser } from './api.js';
import { Backstop } from './backstop.js';
import { boundIn } from './binding.js';
import { Briefing } from './briefing.js';
import { Fallback } from './fallback.js';
import { Frames } from './frames.js';
import { showIdentity } from './identity.js';
import { intoOpenTabs } from './inject.js';
import { Judging } from './judging.js';
import { Line } from './line.js';
import { Pages } from './pages.js';
import { Pictures } from './pictures.js';
import { Popups } from './popup.js';
import { isOwn, Reading } from './reading.js';
import { report } from './reports.js';
import { Stops } from './stops.js';

const SURFACE = api.runtime.getURL('surface/');
const app = thisBrowser().name;

const briefing = new Briefing();
const isOwned = async (actor) => {
  await briefing.loaded;
  return (await briefing.owner(actor)) !== null;
};
const accounts = new Accounts({ isOwned, isOwn });
const stops = new Stops();
const reading = new Reading(accounts);
const fallback = new Fallback(briefing);
const line = new Line({ heard, changed });
const about = async ({ store }) => ({ app, bound: await boundIn(store) });
const pictures = new Pictures(api.tabs);
const judging = new Judging({ line, reading, stops, fallback, pictures, about });
const pages = new Pages({ line, reading, accounts, briefing, stops, app });
const judge = (message, place, how) => judging.verdict(message, place, how);
const backstop = new Backstop({ judge, reading, line });
const release = (message, place) => backstop.release(message, place);
const frames = new Frames({ judge, release, on: [pages, pictures] });
const popups = new Popups({ line, briefing, frames, pages });
const surfaces = { ask: (port) => fallback.window(port), popup: (port) => popups.add(port) };

api.runtime.onConnect.addListener((port) => {
  if (port.name === 'frame') frames.add(port);
  else if (port.sender.url?.startsWith(SURFACE)) surfaces[port.name]?.(port);
});
api.runtime.onInstalled.addListener(() => intoOpenTabs());
api.runtime.onStartup.addListener(() => line.connect());
api.permissions.onAdded.addListener(() => tellHow());
api.permissions.onRemoved.addListener(() => tellHow());
briefing.loaded.then((known) => backstop.guard(known));
line.connect();

async function heard(event) {
  if (event.event === 'briefing') await briefed(event);
}

async function briefed(event) {
  await briefing.loaded;
  const before = briefing.last;
  await briefing.take(event);
  await backstop.guard(briefing.last);
  if (before && before.worn?.id !== event.worn?.id) await stops.clear();
  pages.refresh();
  await show();
}

async function changed() {
  if (line.up) {
    judging.guardIsBack();
    // the light is green only when what the briefing blocks is blocked
    await line.ask('brief').reply.then(briefed).catch(() => {});
    backstop.guardIsBack();
    await tellHow();
  }
  await show();
}

async function tellHow() {
  await line.ask('report', await report()).reply.catch(() => {});
}

async function show() {
  await briefing.loaded;
  const { worn = null, paused = false } = briefing.last ?? {};
  popups.refresh();
  await showIdentity(worn, line.up ? '' : say('guardAway'), paused);
}
