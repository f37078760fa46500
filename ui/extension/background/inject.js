/** Tabs that were open before the extension: what they post would not be held. Firefox does this by itself. */
import { api, isFirefox } from './api.js';

const PARTS = [
  { files: ['bridge.js'], world: 'ISOLATED' },
  { files: ['page.js'], world: 'MAIN' },
];

/** Puts the page's part into all tabs that are open. A page that took `fetch` away before keeps what it took. */
export async function intoOpenTabs() {
  if (isFirefox) return;
  const tabs = await api.tabs.query({ url: ['http://*/*', 'https://*/*'] });
  await Promise.all(tabs.filter((tab) => !tab.discarded).map((tab) => into(tab.id)));
}

async function into(tabId) {
  for (const part of PARTS) {
    try {
      await api.scripting.executeScript({ ...part, target: { tabId, allFrames: true }, injectImmediately: true });
    } catch {
      return; // the browser's own pages and its store let nothing in
    }
  }
}

/** Whether what guards a page is in this tab, as far as this extension put it there; null where nothing may be put. */
export async function isGuarded(tabId) {
  const func = () => 'hatcheckBridge' in globalThis;
  try {
    return (await api.scripting.executeScript({ target: { tabId }, func }))[0].result;
  } catch {
    return null;
  }
}
