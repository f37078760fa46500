import { ask } from './asking.js';
import { fieldsOfForm, opaque } from './contents.js';
import { fitting, saying } from './fitting.js';
import { does, made, reads, run } from './untouched.js';
import { keepAwake, wrap } from './wrapping.js';

const FRAGMENT = 11;
const held = new made.WeakMap();
let current = null;
let letThrough = null;

/** Holds forms, sent by a click, by Enter, by `requestSubmit` or by `submit`. */
export function wrapForms(realm) {
  if (realm === window) keepAwake(() => watch(window));
  else watch(realm);
  wrap(realm.HTMLFormElement.prototype, 'submit', (native, self, given) => {
    const sending = readForm(self, null, true);
    if (sending === null) return run(native, self, given);
    holdForm(sending);
    return undefined;
  });
  wrap(realm.Element.prototype, 'attachShadow', (native, self, given) => {
    const root = run(native, self, given);
    watch(root);
    return root;
  });
}

// A submit event stays inside its shadow tree. Trees that came with the page's text are met at the first click in them.
function watch(root) {
  does.addListener(root, 'submit', before, true);
  does.addListener(root, 'submit', after, false);
  does.addListener(root, 'formdata', goesAnyway, true);
  does.addListener(root, 'click', enterTree, true);
  does.addListener(root, 'keydown', enterTree, true);
}

function enterTree(event) {
  const inner = does.composedPath(event)[0];
  if (!is(reads.nodeType, inner)) return;
  const root = does.root(inner);
  if (reads.nodeType(root) === FRAGMENT) watch(root);
}

function before(event) {
  if (!event.isTrusted) return;
  if (letThrough === reads.target(event)) does.stopNow(event);
  else current = event;
}

function after(event) {
  if (!event.isTrusted || reads.defaultPrevented(event)) return;
  current = null;
  const sending = readForm(reads.target(event), reads.submitter(event), false);
  if (sending === null) return;
  does.preventDefault(event);
  holdForm(sending);
}

// The page ended the submit event's way before `after` heard it, yet the form is being sent: its fields are collected
// and the event is over. A form that is not in the document is not sent, so it is taken out for that moment.
function goesAnyway(event) {
  const form = reads.target(event);
  if (current === null || reads.target(current) !== form) return;
  if (reads.currentTarget(current) !== null || reads.defaultPrevented(current)) return;
  const submitter = reads.submitter(current);
  current = null;
  if (fitOfForm(form, submitter) === null) return;
  const parent = reads.parentNode(form);
  const next = reads.nextSibling(form);
  does.removeChild(parent, form);
  plain.setTimeout(() => {
    does.insertBefore(parent, form, next !== null && reads.parentNode(next) === parent ? next : null);
    const sending = readForm(form, submitter, false);
    if (sending === null) releaseForm({ form, submitter, direct: false });
    else holdForm(sending);
  }, 0);
}

/** What would be sent now, or null where no definition fits. Controls may be named like properties: none is read. */
function readForm(form, submitter, direct) {
  const fit = fitOfForm(form, submitter);
  if (fit === null) return null;
  const body = bodyOf(form, submitter);
  const matchers = saying(fit, body);
  if (matchers.length === 0) return null;
  const type = said(submitter, 'formenctype', reads.formEncoding(form));
  const target = said(submitter, 'formtarget', reads.formTarget(form));
  return { form, submitter, direct, body, matchers, type, target, method: fit.method, url: fit.url };
}

function fitOfForm(form, submitter) {
  if (!is(reads.formMethod, form)) return null;
  const method = does.upper(said(submitter, 'formmethod', reads.formMethod(form)));
  const fit = fitting(method, actionOf(form, submitter), form);
  return fit !== null && fit.holds.length > 0 ? fit : null;
}

function actionOf(form, submitter) {
  return said(submitter, 'formaction', '') || reads.formAction(form);
}

function said(submitter, name, otherwise) {
  if (submitter === null || !does.hasAttribute(submitter, name)) return otherwise;
  return does.attribute(submitter, name);
}

function bodyOf(form, submitter) {
  try {
    return { kind: 'fields', fields: fieldsOfForm(new made.FormData(form, submitter)) };
  } catch {
    return opaque('unread');
  }
}

function holdForm(sending) {
  const before = does.getMap(held, sending.form);
  if (before && same(before.sending, sending)) return;
  before?.withdraw();
  const { method, url, body, matchers } = sending;
  const hold = { via: 'form', method, url, headers: { 'content-type': sending.type }, body, matchers };
  does.setMap(held, sending.form, { sending, withdraw: ask(hold, (verdict) => settle(sending, verdict)) });
}

function settle(sending, verdict) {
  does.setMap(held, sending.form, null);
  if (!verdict.allow || !reads.isConnected(sending.form)) return;
  const now = readForm(sending.form, sending.submitter, sending.direct);
  if (now !== null && !same(now, sending)) holdForm(now);
  else releaseForm(sending);
}

function same(one, other) {
  const whole = ({ method, url, type, target, body }) => plain.stringify([method, url, type, target, body]);
  return one.submitter === other.submitter && whole(one) === whole(other);
}

// Sent by the browser itself, with everything the button says; the page's own handlers have had their turn.
function releaseForm({ form, submitter, direct }) {
  if (direct) return does.submit(form);
  letThrough = form;
  try {
    does.requestSubmit(form, submitter);
  } finally {
    letThrough = null;
  }
  return undefined;
}
