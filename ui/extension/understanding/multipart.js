/** The syntax of multipart/form-data, for bodies that a page wrote itself, or that only the browser's network shows. */

const CHUNK = 8192;

/** The fields [[name, text or {file, type, size}]], or why there are none: 'not multipart', 'not UTF-8'. */
export function ofMultipart(bytes, type) {
  const boundary = parameter(type, 'boundary') ?? '';
  const [before, ...parts] = `\r\n${asLatin(bytes)}`.split(`\r\n--${asLatin(new TextEncoder().encode(boundary))}`);
  if (!boundary || before.trim() || !parts.at(-1)?.startsWith('--')) return 'not multipart';
  try {
    const fields = parts.slice(0, -1).map(fieldOf);
    return fields.includes(null) ? 'not multipart' : fields;
  } catch {
    return 'not UTF-8';
  }
}

function fieldOf(part) {
  const blank = part.indexOf('\r\n\r\n');
  if (blank < 0 || !part.startsWith('\r\n')) return null;
  const headers = new Map(asText(part.slice(0, blank)).split('\r\n').map(headerOf));
  const told = headers.get('content-disposition') ?? '';
  const name = unescaped(told, 'name');
  if (!told.toLowerCase().startsWith('form-data') || name === null) return null;
  const content = part.slice(blank + 4);
  const file = unescaped(told, 'filename');
  if (file === null) return [name, asText(content)];
  return [name, { file, type: headers.get('content-type') ?? '', size: content.length }];
}

function headerOf(line) {
  const [name, ...value] = line.split(':');
  return [name.trim().toLowerCase(), value.join(':').trim()];
}

function unescaped(header, name) {
  const value = parameter(header, name);
  return value === null ? null : value.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

/** The value of `name=value` or `name="value"`, null where there is none. */
function parameter(header, name) {
  for (const part of parted(header)) {
    const [key, value] = halves(part.trim());
    if (key.toLowerCase() === name && value !== null) return value.replace(/^"([^]*?)"?$/, '$1');
  }
  return null;
}

function halves(part) {
  const at = part.indexOf('=');
  return at < 0 ? [part, null] : [part.slice(0, at), part.slice(at + 1)];
}

/** The parts between semicolons, those in quotes left alone. */
function parted(header) {
  const found = [''];
  header.split('"').forEach((piece, at) => {
    const [first, ...others] = at % 2 ? [`"${piece}"`] : piece.split(';');
    found[found.length - 1] += first;
    found.push(...others);
  });
  return found;
}

function asLatin(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += CHUNK) parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return parts.join('');
}

function asText(latin) {
  const bytes = Uint8Array.from(latin, (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
