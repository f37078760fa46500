import { copyFields, fieldsOfForm } from './contents.js';
import { does, reads } from './untouched.js';

let released = null;

/**
 * Lets the browser itself send a form, as it was when it was judged: {form, data, addressed}. Meanwhile the page may
 * have emptied it, turned its button off, given it another address or taken it away, too late had it gone at once.
 */
export function releaseForm(sending) {
  const { form } = sending;
  const parent = reads.parentNode(form);
  const next = reads.nextSibling(form);
  const isAway = !reads.isConnected(form);
  if (isAway) does.appendChild(reads.documentElement(reads.ownerDocument(form)), form);
  const before = readdress(form, sending.addressed);
  released = sending;
  try {
    does.submit(form);
  } finally {
    released = null;
    readdress(form, before);
    if (isAway) putBack(form, parent, next);
  }
}

function putBack(form, parent, next) {
  if (parent === null) does.removeChild(reads.parentNode(form), form);
  else does.insertBefore(parent, form, next);
}

// Gives the attributes that were there.
function readdress(form, { action, method, enctype, target }) {
  return {
    action: setAttribute(form, 'action', action),
    method: setAttribute(form, 'method', method),
    enctype: setAttribute(form, 'enctype', enctype),
    target: setAttribute(form, 'target', target),
  };
}

function setAttribute(form, name, value) {
  const before = does.attribute(form, name);
  if (value === null) does.removeAttribute(form, name);
  else if (value !== before) does.setAttribute(form, name, value);
  return before;
}

/** Puts what was judged into the fields that are collected, where they are those of the form that is let go. */
export function fillIn(event) {
  if (released === null || released.form !== reads.target(event)) return false;
  if (released.data === null) return true;
  does.stopNow(event);
  const fields = reads.formDataOf(event);
  const names = fieldsOfForm(fields);
  for (let at = 0; at < names.length; at += 1) does.removeField(fields, names[at][0]);
  copyFields(released.data, fields);
  return true;
}
