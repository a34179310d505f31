/* What containers use: now, and in the last hour. */
import { html, nothing, svg } from '../lit-html/lit-html.js';
import { bytes } from '../text.js';

const HOUR = 3_600_000;
/** A point of Berth's own is of ten seconds; those of the stream are thinned likewise. */
const STEP = 10_000;
const WIDTH = 72;
const HEIGHT = 16;
/** Where nobody looked for so long the line breaks. */
const GAP = 95_000;

/** By the names of containers, for as long as somebody looks. */
export class Usage {
  constructor() { this.of = new Map(); }

  onEvent(event) {
    const all = event.name === 'stats' ? JSON.parse(event.data).containers : [];
    this.of = new Map(all.map((it) => [it.name, { ...it, points: this.points(it) }]));
  }

  points(it) {
    const before = it.history || this.of.get(it.name)?.points || [];
    const points = before.map((point) => (point.at ? point : { ...point, at: Date.parse(point.time) }));
    const at = Date.parse(it.time);
    const isDue = it.cpus !== null && !(at - points.at(-1)?.at < STEP);
    return (isDue ? [...points, { at, cpus: it.cpus, memoryBytes: it.memoryBytes }] : points).filter((point) => at - point.at < HOUR);
  }
}

/** The last hour as a line, from nothing to the most there was. */
function sparkline(it, field, most, words) {
  if (it.points.length < 2) return html`<svg class="spark" width=${WIDTH} height=${HEIGHT} aria-hidden="true"></svg> `;
  const end = it.points.at(-1).at;
  const top = Math.max(most, ...it.points.map((point) => point[field])) || 1;
  let last = -Infinity;
  const path = it.points.map((point) => {
    const move = point.at - last > GAP ? 'M' : 'L';
    last = point.at;
    return `${move}${(WIDTH * (1 - (end - point.at) / HOUR)).toFixed(1)} ${(HEIGHT - 1 - (HEIGHT - 2) * (point[field] / top)).toFixed(1)}`;
  }).join('');
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT} role="img" aria-label=${words}>
    <title>${words}</title>${svg`<path d=${path} fill="none" stroke="currentColor" stroke-width="1.25"/>`}</svg> `;
}

const peak = (it, field) => Math.max(...it.points.map((point) => point[field]));

/** Processors kept busy, and how many were. */
export function processors(it) {
  if (!it || it.cpus === null) return nothing;
  return html`${sparkline(it, 'cpus', 0.1, `Processors in the last hour: ${peak(it, 'cpus').toFixed(2)} at most`)}${it.cpus.toFixed(2)}`;
}

/** Memory that is held, and was. */
export function memory(it) {
  if (!it) return nothing;
  return html`${sparkline(it, 'memoryBytes', 0, `Memory in the last hour: ${bytes(peak(it, 'memoryBytes'))} at most`)}${bytes(it.memoryBytes)}${
    it.memoryLimitBytes ? html` <span class="qq">of ${bytes(it.memoryLimitBytes)}</span>` : nothing}`;
}
