/** What a file is and how large its picture, by its first bytes: a text of characters below 256. */

const IMAGES = ['avif', 'avis'];
const CAMERA = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];
const PLAIN_FRAMES = 0xc0;
const LAST_FRAME = 0xcf;
const NO_FRAMES = [0xc4, 0xc8, 0xcc];

/** The media type, '' where it is neither a picture nor a film that is known here. */
export function kindOf(bytes) {
  if (bytes.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (bytes.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (bytes.startsWith('GIF8')) return 'image/gif';
  if (bytes.startsWith('RIFF') && bytes.startsWith('WEBP', 8)) return 'image/webp';
  if (bytes.startsWith('BM') && number(bytes, 14, 4, true) === 40) return 'image/bmp';
  if (bytes.startsWith('\x1a\x45\xdf\xa3')) return 'video/webm';
  if (!bytes.startsWith('ftyp', 4)) return '';
  const brand = bytes.slice(8, 12);
  if (IMAGES.includes(brand)) return 'image/avif';
  return CAMERA.includes(brand) ? 'image/heic' : 'video/mp4';
}

/** `{width, height}` as they are stored, null where the first bytes do not tell. */
export function sizeOf(bytes, kind) {
  const size = SIZES[kind]?.(bytes) ?? null;
  return size !== null && size.width > 0 && size.height > 0 ? size : null;
}

/** The number in so many bytes. */
export function number(bytes, at, length, isLittle = false) {
  let value = 0;
  for (let step = 0; step < length; step += 1) {
    value = value * 256 + bytes.charCodeAt(at + (isLittle ? length - 1 - step : step));
  }
  return value;
}

const SIZES = {
  'image/jpeg': ofJpeg,
  'image/png': (bytes) => ({ width: number(bytes, 16, 4), height: number(bytes, 20, 4) }),
  'image/gif': (bytes) => ({ width: number(bytes, 6, 2, true), height: number(bytes, 8, 2, true) }),
  'image/bmp': (bytes) => ({ width: number(bytes, 18, 4, true), height: Math.abs(number(bytes, 22, 4, true) | 0) }),
  'image/webp': ofWebp,
  'image/avif': ofAvif,
};

function ofJpeg(bytes) {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === '\xff') {
    const mark = bytes.charCodeAt(at + 1);
    if (mark >= PLAIN_FRAMES && mark <= LAST_FRAME && !NO_FRAMES.includes(mark)) {
      return { width: number(bytes, at + 7, 2), height: number(bytes, at + 5, 2) };
    }
    at += mark === 0xff ? 1 : 2 + number(bytes, at + 2, 2);
  }
  return null;
}

function ofWebp(bytes) {
  const chunk = bytes.slice(12, 16);
  if (chunk === 'VP8X') return { width: 1 + number(bytes, 24, 3, true), height: 1 + number(bytes, 27, 3, true) };
  const side = (at) => number(bytes, at, 2, true) & 0x3fff;
  if (chunk === 'VP8 ') return { width: side(26), height: side(28) };
  const bits = number(bytes, 21, 4, true);
  return chunk === 'VP8L' ? { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) } : null;
}

function ofAvif(bytes) {
  const at = bytes.indexOf('ispe');
  return at < 0 ? null : { width: number(bytes, at + 8, 4), height: number(bytes, at + 12, 4) };
}
