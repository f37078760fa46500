/**
 * The toolbar's button: in whose name the person is out now, and whether the guard is there. A person is a disc, a
 * brand a rounded square, nobody a ring: no colour is needed to tell them apart.
 */
import { api, say } from './api.js';

const SIZES = [16, 32, 48];
const NOBODY = '#7d8492';
const TROUBLE = '#b3201a';

/** Draws the button anew for a badge (or null), and what is wrong (a sentence, or empty). */
export async function showIdentity(worn, trouble, isPaused) {
  const title = [say('name'), worn ? say('wornTitle', worn.name) : say('nobodyTitle'), trouble].filter(Boolean);
  const imageData = Object.fromEntries(SIZES.map((size) => [size, picture(worn, size)]));
  await Promise.all([
    api.action.setIcon({ imageData }),
    api.action.setTitle({ title: title.join('\n') }),
    api.action.setBadgeText({ text: trouble ? '!' : isPaused ? 'II' : '' }),
    api.action.setBadgeBackgroundColor({ color: trouble ? TROUBLE : NOBODY }),
    api.action.setBadgeTextColor({ color: '#ffffff' }),
  ]);
}

function picture(badge, size) {
  const canvas = new OffscreenCanvas(size, size);
  const brush = canvas.getContext('2d');
  const rim = Math.max(1, size / 16);
  const ink = badge ? inkOn(badge.color) : NOBODY;
  brush.beginPath();
  if (badge?.kind === 'brand') brush.roundRect(rim / 2, rim / 2, size - rim, size - rim, size * 0.16);
  else brush.arc(size / 2, size / 2, (size - rim) / 2 - (badge ? 0 : size * 0.06), 0, 2 * Math.PI);
  if (badge) brush.fillStyle = badge.color;
  if (badge) brush.fill();
  brush.lineWidth = badge ? rim : rim * 2;
  brush.strokeStyle = ink;
  brush.stroke();
  if (badge) letters(brush, badge, size, ink);
  return brush.getImageData(0, 0, size, size);
}

function letters(brush, { letters: text, kind }, size, ink) {
  const room = size * (kind === 'brand' ? 0.8 : 0.76);
  brush.font = '700 100px sans-serif';
  const { width } = brush.measureText(text);
  const points = Math.min(size * 0.62, (100 * room) / Math.max(width, 1));
  brush.font = `700 ${points}px sans-serif`;
  brush.fillStyle = ink;
  brush.textAlign = 'center';
  const drawn = brush.measureText(text);
  brush.fillText(text, size / 2, (size + drawn.actualBoundingBoxAscent - drawn.actualBoundingBoxDescent) / 2);
}

/** White or black, whichever can be read on a colour `#rrggbb`; white where both can. */
export function inkOn(color) {
  const parts = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) >= 4.5 ? '#ffffff' : '#000000';
}
