/** Which accounts stand behind tokens, cookies and ids, by what a platform itself answers. */

import { behind, filled, platformNamed } from './acting.js';
import { firstAt, isSomething, look } from './address.js';
import { answerOf, parse } from './body.js';
import { clauseOf } from './clauses.js';
import { viewOf } from './view.js';

const MOST = 4096;

/**
 * What is learnt: [{platform, key, account, definition, secret, host}], [] where nothing is. `key` is what `acting` of
 * a submission gives as ref, `definition` the id of the file whose submissions it is a key of.
 *
 * `known` is what `definitionsBehind` gives, `index` the matcher's position, `request` {method, url, headers, body} the
 * request that was answered (for an element {url} of its page), `answer` the text of the answer or of the element.
 */
export function learned(known, index, request, answer, { cookies = {} } = {}) {
  const { platform, kind, definition } = known[index];
  const document = kind === 'submission' ? undefined : answerOf(answer);
  if (document === undefined) return [];
  const said = { document, raw: null, unreadable: null };
  const whole = { method: 'GET', headers: {}, body: { kind: 'none' }, ...request };
  const parsed = kind === 'element' ? said : parse(whole.body, whole.headers);
  const sent = viewOf(whole, parsed, definition.path ?? '/**', cookies);
  if (!sent || !(definition.when ?? []).every((clause) => holds(clause, sent))) return [];
  const answers = answersIn(definition, { ...sent, ...said });
  return unique(answers.flatMap((answered) => oneOf(known, platform, definition, sent, answered)));
}

function holds(clause, view) {
  const found = clauseOf(clause, view);
  return found.holds && found.unknown === null;
}

function answersIn(definition, whole) {
  if (!definition.each) return [whole];
  return look(definition.each, whole, MOST).values.filter(isSomething).map((document) => ({ ...whole, document }));
}

function oneOf(known, platform, definition, sent, answered) {
  const said = definition.named ? firstAt(definition.named, answered) : firstAt(definition.by, sent);
  const key = behind(said ?? '', definition.after);
  const account = filled(definition.account, answered);
  if (!key || !account) return [];
  const word = definition.through ? firstAt(definition.through, answered) : null;
  const on = (word && platformNamed(known, word)) || platform;
  return [{ platform: on, key, account, definition: platform, secret: definition.secret === true, host: sent.host }];
}

function unique(all) {
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
