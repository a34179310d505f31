/* Long lists: only the rows that are seen (and some around them) are drawn; spacers keep the place of the others. */
import { changed } from './store.js';

const AROUND = 15;
/** Below it all rows are drawn, so that the browser's own search finds them. */
const FEW = 150;

addEventListener('scroll', () => changed(), { passive: true });
addEventListener('resize', () => changed());

/**
 * Which of `count` rows of equal height are to be drawn, when the whole page scrolls.
 *
 * @param {Element | null} list the list as it was drawn last
 * @returns {{first: number, end: number, above: number, below: number}} rows, and the heights of the spacers in pixels
 */
export function visibleRows(list, count, height) {
  if (count <= FEW) return { first: 0, end: count, above: 0, below: 0 };
  const top = list ? -list.getBoundingClientRect().top : 0;
  const first = Math.max(0, Math.min(count, Math.floor(top / height)) - AROUND);
  const end = Math.min(count, Math.ceil((top + innerHeight) / height) + AROUND);
  return { first, end: Math.max(end, first), above: first * height, below: (count - Math.max(end, first)) * height };
}
