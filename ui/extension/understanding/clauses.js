/** Clauses: what must stand in a request for a definition to be about it. */

import { isSomething, look, textOf } from './address.js';

/** Whether a clause holds by what was read, and why that does not decide it (null where it does): {holds, unknown}. */
export function clauseOf(clause, view) {
  const { values, flaw, more } = look(clause.at, view);
  const wanted = clause.there ?? !('not' in clause);
  if (values.some((value) => agrees(clause, value))) return { holds: wanted, unknown: null };
  return { holds: !wanted, unknown: flaw ?? (more ? 'too many' : null) };
}

function agrees(clause, value) {
  if ('there' in clause) return isSomething(value);
  const text = textOf(value);
  if (text === null) return false;
  if (clause.starts) return clause.starts.some((start) => text.startsWith(start));
  return (clause.is ?? clause.not).includes(text);
}
