import { ask } from './asking.js';
import { contentsNow, snapshot } from './contents.js';
import { fitting, saying } from './fitting.js';
import { does, made, reads, run } from './untouched.js';
import { wrap } from './wrapping.js';

const OPEN = 1;
const NOTHING = { fit: null };
const sockets = new made.WeakMap();

/** Holds text frames of a WebSocket; whatever is sent after a held one waits behind it, so that the order stays. */
export function wrapSockets(realm) {
  wrap(realm.WebSocket.prototype, 'send', (native, self, given) => {
    const line = lineOf(self);
    if (line.fit === null) return run(native, self, given);
    const matchers = matchersOf(line.fit, given[0]);
    if (matchers.length === 0 && line.first === null) return run(native, self, given);
    if (reads.socketState(self) !== OPEN) return run(native, self, given);
    append(line, { matchers, value: snapshot(given[0]), next: null }, (value) => run(native, self, [value]), self);
    return undefined;
  });
}

function lineOf(socket) {
  const known = does.getMap(sockets, socket);
  if (known !== undefined) return known;
  const fit = fitOfSocket(socket);
  const line = fit === null ? NOTHING : { fit, first: null, last: null, withdraw: null };
  does.setMap(sockets, socket, line);
  if (fit !== null) does.addListener(socket, 'close', () => drop(line));
  return line;
}

function fitOfSocket(socket) {
  try {
    return fitting('WEBSOCKET', reads.socketURL(socket), document);
  } catch {
    return null;
  }
}

function matchersOf(fit, value) {
  return typeof value === 'string' ? saying(fit, contentsNow(value, '')) : [];
}

function append(line, frame, send, socket) {
  if (line.first === null) line.first = frame;
  else line.last.next = frame;
  line.last = frame;
  if (line.first === frame) advance(line, send, socket);
}

function advance(line, send, socket) {
  while (line.first !== null && line.first.matchers.length === 0) {
    const { value } = line.first;
    line.first = line.first.next;
    if (reads.socketState(socket) === OPEN) send(value);
  }
  if (line.first !== null) askAboutFirst(line, send, socket);
}

function askAboutFirst(line, send, socket) {
  const frame = line.first;
  const { url } = line.fit;
  const body = contentsNow(frame.value, '');
  const hold = { via: 'websocket', method: 'WEBSOCKET', url, headers: {}, body, matchers: frame.matchers };
  line.withdraw = ask(hold, (verdict) => {
    if (line.first !== frame) return;
    line.first = frame.next;
    if (verdict.allow && reads.socketState(socket) === OPEN) send(frame.value);
    advance(line, send, socket);
  });
}

function drop(line) {
  if (line.first === null) return;
  line.first = null;
  line.withdraw?.();
}
