// Every way in which a page can send a post. Each takes the address and a text, and gives what the page sees of it.
// `begin` starts one and `seen` is its promise, so that a test can look elsewhere meanwhile.

const json = word => JSON.stringify({ content: [{ type: 'text', text: word }] });
const asJson = { 'Content-Type': 'application/json' };
const here = new URL('/pages/', document.currentScript?.src ?? location.href);

const fields = word => [['content[0][type]', 'text'], ['content[0][text]', word]];
const picture = () => new File([new Uint8Array([137, 80, 78, 71, 0, 255])], 'beach.png', { type: 'image/png' });
const formData = word => {
  const data = new FormData();
  for (const [name, value] of fields(word)) data.append(name, value);
  data.append('picture', picture());
  return data;
};
const bytes = word => new TextEncoder().encode(json(word));
const blob = word => new Blob([json(word)], { type: 'application/json' });
const gzipped = async word => {
  const stream = new Blob([json(word)]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
};

const told = async answer => ({ status: answer.status, text: await answer.text() });
const post = async (at, options, by = window) => told(await by.fetch(at, { method: 'POST', ...options }));

const xhr = (at, body, headers = {}, wait = true) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.open('POST', at, wait);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.onload = () => resolve({ status: request.status, text: request.responseText });
  request.onerror = () => reject(new Error('network error'));
  request.send(body);
});

const form = (at, word, more = {}) => {
  const made = Object.assign(document.createElement('form'), { action: at, method: 'post', ...more });
  for (const [name, value] of fields(word)) made.append(Object.assign(document.createElement('input'), { name, value }));
  const button = Object.assign(document.createElement('button'), { name: 'go', value: 'now', textContent: 'Post' });
  made.append(button);
  (document.body ?? document.documentElement).append(made);
  return { made, button };
};

// the ways of a document of its own; asked by message, for it may be of another origin
const child = (at, word, attributes, way = 'text') => new Promise((resolve, reject) => {
  const frame = Object.assign(document.createElement('iframe'), attributes);
  addEventListener('message', ({ source, data }) => {
    if (source !== frame.contentWindow) return;
    if (data === 'ready') source.postMessage({ way, at: String(new URL(at, location.href)), word }, '*');
    else if (data.failed) reject(new Error(data.failed));
    else resolve(data);
  });
  document.body.append(frame);
});
const source = () => `<!doctype html><body><script src="${here}ways.js"></` + 'script>';

// a record of an address that is good for much else; whose it is stands in the name of the server
const record = (at, word) => {
  const [name] = new URL(at).host.split('.');
  const post = { $type: 'app.bsky.feed.post', text: word, createdAt: '2026-11-22T18:00:00Z' };
  return JSON.stringify({ repo: `did:plc:${name.repeat(24 / name.length)}`, collection: post.$type, record: post });
};
const message = word => JSON.stringify({ msg: 'method', method: 'sendMessage', params: [{ rid: 'GENERAL', msg: word }] });

const worker = (port, at, body) => new Promise(resolve => {
  port.onmessage = ({ data }) => resolve(data);
  port.postMessage({ at: String(new URL(at, location.href)), body });
});

const ways = {
  text: (at, word) => post(at, { body: json(word), headers: asJson }),
  'request object': (at, word) => window.fetch(new Request(at, { method: 'POST', body: json(word), headers: asJson })).then(told),
  'form data with a file': (at, word) => post(at, { body: formData(word) }),
  'search parameters': (at, word) => post(at, { body: new URLSearchParams(fields(word)) }),
  blob: (at, word) => post(at, { body: blob(word) }),
  bytes: (at, word) => post(at, { body: bytes(word), headers: asJson }),
  buffer: (at, word) => post(at, { body: bytes(word).buffer, headers: asJson }),
  keepalive: (at, word) => post(at, { body: json(word), headers: asJson, keepalive: true }),
  'gzipped by the page': async (at, word) =>
    post(at, { body: await gzipped(word), headers: { ...asJson, 'Content-Encoding': 'gzip' } }),
  'fetch kept by the first script': (at, word) => window.early(at, { method: 'POST', body: json(word), headers: asJson }).then(told),
  'request object with a new body': (at, word) =>
    post(new Request(at, { method: 'POST', body: 'old' }), { body: json(word), headers: asJson }),

  'xhr text': (at, word) => xhr(at, json(word), asJson),
  'xhr form data': (at, word) => xhr(at, formData(word)),
  'xhr blob': (at, word) => xhr(at, blob(word)),
  'synchronous xhr': (at, word) => xhr(at, json(word), asJson, false),

  'beacon text': async (at, word) => navigator.sendBeacon(at, json(word)),
  'beacon blob': async (at, word) => navigator.sendBeacon(at, blob(word)),
  'beacon form data': async (at, word) => navigator.sendBeacon(at, formData(word)),

  'form by click': async (at, word) => form(at, word).button.click(),
  'form by submit()': async (at, word) => form(at, word).made.submit(),
  'form by requestSubmit()': async (at, word) => {
    const { made, button } = form(at, word);
    made.requestSubmit(button);
  },
  'form to the address of its button': async (at, word) => {
    const { made, button } = form('/elsewhere', word, { method: 'get' });
    button.formAction = at;
    button.formMethod = 'post';
    made.requestSubmit(button);
  },
  'form with a file': async (at, word) => {
    const { made, button } = form(at, word, { enctype: 'multipart/form-data' });
    const input = Object.assign(document.createElement('input'), { type: 'file', name: 'picture' });
    const chosen = new DataTransfer();
    chosen.items.add(picture());
    input.files = chosen.files;
    made.append(input);
    button.click();
  },
  'form into a new tab': async (at, word) => form(at, word, { target: '_blank' }).button.click(),

  'fetch later': async (at, word) => {
    window.fetchLater(at, { method: 'POST', body: json(word), headers: asJson, activateAfter: 0 });
  },
  websocket: (at, word) => new Promise((resolve, reject) => {
    const socket = new WebSocket(String(new URL(at, location.href)).replace(/^http/, 'ws'));
    socket.onopen = () => socket.send(message(word));
    socket.onmessage = ({ data }) => resolve({ text: data });
    socket.onerror = () => reject(new Error('no connection'));
  }),

  'blank frame at once': (at, word) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    return post(new URL(at, location.href), { body: json(word), headers: asJson }, frame.contentWindow);
  },
  'blank frame later': async (at, word) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    await new Promise(resolve => setTimeout(resolve, 100));
    return post(new URL(at, location.href), { body: json(word), headers: asJson }, frame.contentWindow);
  },
  'frame of a file': (at, word) => child(at, word, { src: `${here}plain.html` }),
  'frame of a source': (at, word) => child(at, word, { srcdoc: source() }),
  'sandboxed frame': (at, word) => child(at, word, { srcdoc: source(), sandbox: 'allow-scripts' }),
  'frame of data': (at, word) => child(at, word, { src: `data:text/html,${encodeURIComponent(source())}` }),
  'frame of a blob': (at, word) =>
    child(at, word, { src: URL.createObjectURL(new Blob([source()], { type: 'text/html' })) }),

  'dedicated worker': (at, word) => worker(new Worker('/pages/worker.js'), at, json(word)),
  'worker of a blob': (at, word) => {
    const script = new Blob([`importScripts('${here}worker.js')`], { type: 'text/javascript' });
    return worker(new Worker(URL.createObjectURL(script)), at, json(word));
  },
  'worker at an address of many uses': (at, word) => worker(new Worker('/pages/worker.js'), at, record(at, word)),
  'websocket of a worker': (at, word) => worker(new Worker('/pages/worker.js'), at, message(word)),
  'shared worker': (at, word) => worker(new SharedWorker('/pages/worker.js').port, at, json(word)),
  'service worker': async (at, word) => {
    const { active } = await serviceWorker('/pages/workers/');
    const { port1, port2 } = new MessageChannel();
    active.postMessage(port2, [port2]);
    return worker(port1, at, json(word));
  },
};

const serviceWorker = async scope => {
  const registration = await navigator.serviceWorker.register('/pages/worker.js', { scope });
  const begun = registration.installing ?? registration.waiting;
  if (begun && begun.state !== 'activated') {
    await new Promise(resolve => {
      begun.onstatechange = () => begun.state === 'activated' && resolve();
    });
  }
  return registration;
};

const begin = (way, at, word) => {
  window.again = () => begin(way, at, word);
  window.seen = ways[way](at, word).then(said => said ?? null, error => ({ failed: error.name }));
};
Object.assign(window, { ways, begin, serviceWorker });

if (window.parent !== window) {
  addEventListener('message', async ({ data, source: parent }) => {
    if (!data.way) return;
    const said = await ways[data.way](data.at, data.word).catch(error => ({ failed: error.name }));
    parent.postMessage(said, '*');
  });
  window.parent.postMessage('ready', '*');
}
