import { meetBridge } from './asking.js';
import { wrapBeacon } from './beacons.js';
import { wrapFetch } from './fetching.js';
import { wrapForms } from './forms.js';
import { wrapFrames } from './frames.js';
import { wrapRequests } from './requesting.js';
import { wrapSockets } from './sockets.js';
import { atWorkAlready, keepAwake, wrapDocument } from './wrapping.js';

function guardWindow(realm) {
  wrapFetch(realm);
  wrapRequests(realm);
  wrapBeacon(realm);
  wrapForms(realm);
  wrapSockets(realm);
  wrapFrames(realm, guardWindow);
}

if (!atWorkAlready(window)) {
  guardWindow(window);
  wrapDocument();
  keepAwake(meetBridge);
}
