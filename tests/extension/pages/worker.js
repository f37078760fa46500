// Posts from a worker of any kind; as a service worker with clients it hands their requests on as well.

const frame = (port, at, body) => {
  const socket = new WebSocket(at);
  socket.onopen = () => socket.send(body);
  socket.onmessage = ({ data }) => port.postMessage({ text: data });
};

const send = port => async ({ data: { at, body } }) => {
  if (at.startsWith('ws')) {
    frame(port, at, body);
    return;
  }
  try {
    const answer = await fetch(at, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
    port.postMessage({ status: answer.status, text: await answer.text() });
  } catch (error) {
    port.postMessage({ failed: error.name });
  }
};

if (self.clients) {
  self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
  self.addEventListener('fetch', event => event.respondWith(fetch(event.request)));
  self.addEventListener('message', ({ data: port }) => {
    port.onmessage = send(port);
  });
} else if ('onconnect' in self) {
  self.addEventListener('connect', ({ ports: [port] }) => {
    port.onmessage = send(port);
  });
} else {
  self.addEventListener('message', event => send(self)(event));
}
