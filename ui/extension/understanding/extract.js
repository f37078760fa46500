/** What a request would publish, where and as whom, by the first definition that it fits. */

import { actingOf } from './acting.js';
import { firstAt, isSomething, look, textOf } from './address.js';
import { frame, parse, says } from './body.js';
import { clauseOf } from './clauses.js';
import { FileOf } from './fields.js';
import { isFrame, viewOf } from './view.js';

const LONGEST = 65_536;
const MOST_TEXTS = 4096;

/**
 * What this request would publish: {platform, name, verb, text, media, reply, quote, schedule, acting, host,
 * unreadable, remember, recall}, or null where nothing of it is a submission.
 *
 * `known` is what `definitionsBehind` gives, `candidates` the positions whose address fits, `request` {method, url,
 * headers, body} (a WebSocket's frame has the method WEBSOCKET, or via: 'websocket'), and `cookies` maps the names of
 * the cookies that go with it to their values. A secret among the acting still has its plain value here. Files among
 * the media are in words, media that nobody can name are ''. `remember` and `recall` are the keys of drafts, or null.
 */
export function extract(known, candidates, request, { cookies = {} } = {}) {
  const parsed = isFrame(request) ? frame(request.body) : parse(request.body, request.headers);
  for (const index of candidates) {
    const { platform, kind, definition } = known[index];
    const view = kind === 'submission' ? viewOf(request, parsed, definition.path, cookies) : null;
    const notes = view && says(definition.says, parsed, view.asked) ? unknownIn(definition.when, view) : null;
    if (notes) return submissionOf(known, platform, definition, view, notes);
  }
  return null;
}

/** Why clauses cannot be told, [] where all hold, null where one does not. */
function unknownIn(clauses, view) {
  const found = (clauses ?? []).map((clause) => clauseOf(clause, view));
  if (found.some(({ holds, unknown }) => !holds && unknown === null)) return null;
  return found.map(({ unknown }) => unknown);
}

function submissionOf(known, platform, definition, view, notes) {
  const reply = isThere(definition.reply, view);
  const schedule = scheduleOf(definition, view);
  const text = wordsOf(definition, view);
  const acting = actingOf(known, platform, definition, view);
  return {
    platform,
    name: definition.name,
    verb: verbOf(definition, view, reply, schedule !== null),
    text: text.text,
    media: everyValue(definition.media, view).filter(isSomething).map(worded),
    reply,
    quote: isThere(definition.quote, view),
    schedule,
    acting: acting.actors,
    host: view.host,
    unreadable: [...notes, acting.unknown, text.unknown].find(Boolean) ?? null,
    remember: definition.remember ? firstAt(definition.remember, view) : null,
    recall: definition.recall ? firstAt(definition.recall, view) : null,
  };
}

function everyValue(addresses, view) {
  return (addresses ?? []).flatMap((address) => look(address, view).values);
}

function isThere(addresses, view) {
  return everyValue(addresses, view).some(isSomething);
}

function scheduleOf(definition, view) {
  const value = everyValue(definition.schedule, view).find(isSomething);
  return value === undefined ? null : (textOf(value) ?? '');
}

function verbOf(definition, view, reply, isScheduled) {
  const told = (definition.verbs ?? []).find((clause) => {
    const { holds, unknown } = clauseOf(clause, view);
    return holds && unknown === null;
  });
  let verb = told?.verb ?? definition.verb;
  if (verb === 'post' && reply) verb = 'reply';
  if ((verb === 'post' || verb === 'reply') && isScheduled) verb = 'schedule';
  return verb;
}

function wordsOf(definition, view) {
  const looks = (definition.text ?? []).map((address) => look(address, view, MOST_TEXTS));
  const texts = looks.flatMap(({ values }) => values).map(textOf).filter(Boolean);
  const [text, isCut] = shortened(texts.join('\n'));
  const flaw = texts.length ? null : looks.find((each) => each.flaw)?.flaw;
  return { text, unknown: flaw ?? (isCut || looks.some(({ more }) => more) ? 'text cut' : null) };
}

/** The text's first 65536 code points, and whether it has more. */
function shortened(text) {
  if (text.length <= LONGEST) return [text, false];
  const points = [...text.slice(0, 2 * LONGEST + 2)];
  return [points.slice(0, LONGEST).join(''), points.length > LONGEST];
}

function worded(medium) {
  return medium instanceof FileOf ? String(medium) : (textOf(medium) ?? '');
}
