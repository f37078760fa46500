import { ask } from './asking.js';
import { ofForm, opaque } from './contents.js';
import { fitting, saying } from './fitting.js';
import { fillIn, releaseForm } from './releasing.js';
import { does, is, made, plain, reads, run } from './untouched.js';
import { keepAwake, wrap } from './wrapping.js';

const FRAGMENT = 11;
const held = new made.WeakMap();
let current = null;

/** Holds forms, sent by a click, by Enter, by `requestSubmit` or by `submit`. */
export function wrapForms(realm) {
  if (realm === window) keepAwake(() => watch(window));
  else watch(realm);
  wrap(realm.HTMLFormElement.prototype, 'submit', (native, self, given) => {
    const sending = readForm(self, null);
    if (sending === null || sending.matchers.length === 0) return run(native, self, given);
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
  does.addListener(root, 'formdata', collected, true);
  does.addListener(root, 'click', enterTree, true);
  does.addListener(root, 'keydown', enterTree, true);
}

function enterTree(event) {
  const inner = does.composedPath(event)[0];
  if (!is(reads.nodeType, inner)) return;
  const root = does.root(inner);
  if (reads.nodeType(root) === FRAGMENT) watch(root);
}

// `after` has to come last, behind what the page listens to by now: the page may still send the form in its own way.
function before(event) {
  if (!event.isTrusted) return;
  current = event;
  const root = reads.currentTarget(event);
  does.removeListener(root, 'submit', after, false);
  does.addListener(root, 'submit', after, false);
}

function after(event) {
  if (!event.isTrusted || reads.defaultPrevented(event)) return;
  current = null;
  const sending = readForm(reads.target(event), reads.submitter(event));
  if (sending === null || sending.matchers.length === 0) return;
  does.preventDefault(event);
  holdForm(sending);
}

function collected(event) {
  if (!fillIn(event) && current !== null && reads.target(current) === reads.target(event)) goesAnyway();
}

// The page ended the submit event's way before `after` heard it, yet the form is being sent: its fields are collected
// and the event is over. A form that is not in the document is not sent, so it is taken out for that moment.
function goesAnyway() {
  if (reads.currentTarget(current) !== null || reads.defaultPrevented(current)) return;
  const form = reads.target(current);
  const submitter = reads.submitter(current);
  current = null;
  if (fitOfForm(form, submitter) === null) return;
  const parent = reads.parentNode(form);
  const next = reads.nextSibling(form);
  does.removeChild(parent, form);
  plain.setTimeout(() => {
    does.insertBefore(parent, form, next !== null && reads.parentNode(next) === parent ? next : null);
    const sending = readForm(form, submitter);
    if (sending === null) does.submit(form);
    else if (sending.matchers.length === 0) releaseForm(sending);
    else holdForm(sending);
  }, 0);
}

/** What would be sent now, or null where no definition fits. Controls may be named like properties: none is read. */
function readForm(form, submitter) {
  const fit = fitOfForm(form, submitter);
  if (fit === null) return null;
  const data = dataOf(form, submitter);
  const body = data === null ? opaque('unread') : ofForm(data);
  const enctype = said(submitter, 'formenctype', reads.formEncoding(form));
  const target = said(submitter, 'formtarget', reads.formTarget(form));
  const addressed = { action: fit.url, method: fit.method, enctype, target };
  return { form, submitter, data, body, addressed, matchers: saying(fit, body) };
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

function dataOf(form, submitter) {
  try {
    return new made.FormData(form, submitter);
  } catch {
    return null;
  }
}

function holdForm(sending) {
  const { form, addressed, body, matchers } = sending;
  const earlier = does.getMap(held, form);
  if (earlier && same(earlier.sending, sending)) return;
  earlier?.withdraw();
  const headers = { 'content-type': addressed.enctype };
  const hold = { via: 'form', method: addressed.method, url: addressed.action, headers, body, matchers };
  const withdraw = ask(hold, (verdict) => {
    does.setMap(held, form, null);
    if (verdict.allow) releaseForm(sending);
  });
  does.setMap(held, form, { sending, withdraw });
}

function same(one, other) {
  const whole = ({ addressed, body }) => plain.stringify([addressed, body.fields ?? body.why]);
  return one.submitter === other.submitter && whole(one) === whole(other);
}
