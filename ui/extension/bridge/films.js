import { number } from './kinds.js';

const MOST_BOXES = 64;
const DESCRIBES_WITHIN = 65_536;

/**
 * How long a film in an MP4 plays and how large it is shown: {seconds, width, height}, as far as its boxes tell.
 * `read(from, to)` gives bytes of the file as a text; few are read, wherever in the file the boxes lie.
 */
export async function filmIn(size, read) {
  const movie = await movieIn(size, read);
  const header = movie.indexOf('mvhd');
  const isLong = movie.charCodeAt(header + 4) === 1;
  const [scale, length] = isLong ? [24, 8] : [16, 4];
  const seconds = header < 0 ? NaN : number(movie, header + scale + 4, length) / number(movie, header + scale, 4);
  return { seconds: Number.isFinite(seconds) ? seconds : null, ...shownIn(movie) };
}

/** The first part of the box that describes the film, '' where there is none. */
async function movieIn(size, read) {
  let at = 0;
  for (let count = 0; count < MOST_BOXES && at + 16 <= size; count += 1) {
    const head = await read(at, at + 16);
    if (head.startsWith('moov', 4)) return read(at, at + DESCRIBES_WITHIN);
    const short = number(head, 0, 4);
    const length = short === 1 ? number(head, 8, 8) : short;
    if (!(length >= 8)) break;
    at += length;
  }
  return '';
}

/** The size of the first track that has one; a turned one is shown the other way round. */
function shownIn(movie) {
  for (let at = movie.indexOf('tkhd'); at >= 0; at = movie.indexOf('tkhd', at + 4)) {
    const size = at + (movie.charCodeAt(at + 4) === 1 ? 92 : 80);
    const [width, height] = [number(movie, size, 2), number(movie, size + 4, 2)];
    const isTurned = number(movie, size - 36, 4) === 0;
    if (width > 0 && height > 0) return isTurned ? { width: height, height: width } : { width, height };
  }
  return { width: 0, height: 0 };
}
