import { filmIn } from './films.js';
import { kindOf, sizeOf } from './kinds.js';

const HEAD = 65_536;
const READ = 4 * HEAD;
const SIDE = 512;
const LARGEST = 64 * 1024 * 1024;
const MOST_PIXELS = 100_000_000;
const MADE_WITHIN = 1500;
const QUALITIES = [0.85, 0.6, 0.35];
const LARGEST_SMALL = 160 * 1024;
const GRID = 8;
const NOTHING = { small: '', print: '', width: 0, height: 0, seconds: null };

/** The first bytes of a file, as a text of characters below 256, and what they tell that it is. */
export async function begun(file) {
  const bytes = await bytesOf(file.slice(0, READ));
  return { bytes, kind: kindOf(bytes) };
}

/**
 * What a picture or film looks like: {type, head, small, print, width, height, seconds}. `small` is base64 of a JPEG
 * that is upright, '' where none can be made soon; `print` tells roughly alike pictures, by an 8 × 8 grid of grey.
 */
export async function pictured(file, { bytes, kind }) {
  const told = { type: kind || file.type, head: btoa(bytes.slice(0, HEAD)), ...NOTHING };
  if (kind.startsWith('video/')) return { ...told, ...(await film(file, kind)) };
  const stored = sizeOf(bytes, kind);
  if (stored === null || file.size > LARGEST) return told;
  if (stored.width * stored.height > MOST_PIXELS) return { ...told, ...stored };
  return { ...told, ...stored, ...(await soon(drawn(file.slice(0, file.size, kind), stored))) };
}

function film(file, kind) {
  return kind === 'video/mp4' ? soon(filmIn(file.size, (from, to) => bytesOf(file.slice(from, to)))) : {};
}

/** What is promised, or {} where it fails or takes long. */
function soon(coming) {
  const late = new Promise((resolve) => setTimeout(resolve, MADE_WITHIN, {}));
  return Promise.race([coming.catch(() => ({})), late]);
}

/** `stored` is its size before a camera's remark turns it upright. Only here Firefox makes it smaller with care. */
async function drawn(picture, stored) {
  const side = stored.width > stored.height ? 'resizeWidth' : 'resizeHeight';
  const isLarge = Math.max(stored.width, stored.height) > SIDE;
  const bitmap = await createImageBitmap(picture, isLarge ? { [side]: SIDE, resizeQuality: 'medium' } : {});
  const isTurned = bitmap.width > bitmap.height !== stored.width > stored.height && bitmap.width !== bitmap.height;
  const share = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const scaled = (length) => Math.max(1, Math.round(length * share));
  const canvas = canvasOf(bitmap, scaled(bitmap.width), scaled(bitmap.height));
  bitmap.close();
  const shown = isTurned ? { width: stored.height, height: stored.width } : stored;
  return { small: await jpegOf(canvas), print: printOf(canvas), ...shown };
}

function canvasOf(source, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const brush = canvas.getContext('2d');
  brush.imageSmoothingQuality = 'high';
  brush.fillStyle = '#ffffff'; // behind what is transparent
  brush.fillRect(0, 0, width, height);
  brush.drawImage(source, 0, 0, width, height);
  return canvas;
}

async function jpegOf(canvas) {
  for (const quality of QUALITIES) {
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    if (jpeg.size <= LARGEST_SMALL) return base64(jpeg);
  }
  return '';
}

function printOf(canvas) {
  let grid = canvas;
  // by halves: what is made much smaller at once is made of a few of its points
  for (let side = SIDE / 2; side >= GRID; side /= 2) grid = canvasOf(grid, side, side);
  const { data } = grid.getContext('2d').getImageData(0, 0, GRID, GRID);
  let print = '';
  for (let at = 0; at < data.length; at += 4) {
    const grey = Math.round(data[at] * 0.299 + data[at + 1] * 0.587 + data[at + 2] * 0.114);
    print += grey.toString(16).padStart(2, '0');
  }
  return print;
}

async function bytesOf(blob) {
  return atob(await base64(blob));
}

function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
