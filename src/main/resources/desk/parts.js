/* Small pieces that many views are made of. A state is a shape and a word; colour only helps. */
import { html, nothing, svg } from './lit-html/lit-html.js';
import { firstLine } from './text.js';

const SHAPES = {
  ok: svg`<circle cx="7" cy="7" r="5.5" fill="currentColor"/>`,
  done: svg`<path d="M2 7.5 5.5 11 12 3.5" fill="none" stroke="currentColor" stroke-width="2"/>`,
  busy: svg`<circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" stroke-width="2" opacity=".28"/><path d="M7 2a5 5 0 0 1 4.6 7" fill="none" stroke="currentColor" stroke-width="2"/>`,
  warn: svg`<path d="M7 1.2 13.2 12.5H.8Z" fill="currentColor"/>`,
  bad: svg`<rect x="1" y="1" width="12" height="12" rx="1.5" fill="currentColor"/><path class="cross" d="m4.2 4.2 5.6 5.6m0-5.6-5.6 5.6" stroke-width="1.8"/>`,
  idle: svg`<circle cx="7" cy="7" r="4.8" fill="none" stroke="currentColor" stroke-width="1.8"/>`,
  unknown: svg`<circle cx="7" cy="7" r="5.2" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.4 2"/><path d="M5.4 5.6a1.7 1.7 0 1 1 2.2 1.7c-.5.2-.6.4-.6 1M7 9.8v.6" fill="none" stroke="currentColor" stroke-width="1.2"/>`,
  dot: svg`<circle cx="7" cy="7" r="2.5" fill="currentColor"/>`,
};

export const glyph = (kind) => html`<svg class="g" viewBox="0 0 14 14" aria-hidden="true">${SHAPES[kind]}</svg>`;

const colour = (kind) => (kind === 'done' ? 'ok' : kind);

/** A shape and a word. */
export const mark = (kind, word) => html`<span class="s ${colour(kind)}">${glyph(kind)}${word}</span>`;

const PHASES = {
  Running: 'ok', Completed: 'done', Failed: 'bad', Degraded: 'warn', Stopped: 'idle', Unknown: 'unknown',
};

export const condition = (app, type) => app.status?.conditions?.find((it) => it.type === type);

/**
 * How an app is, in the words of the page.
 *
 * @returns {{kind: string, word: string, group: 'need' | 'moving' | 'asDeclared', reason: string, message: string}}
 */
export function conditionOf(app) {
  const phase = app.status?.phase || 'Pending';
  const ready = condition(app, 'Ready');
  const drifted = condition(app, 'Drifted');
  const kind = PHASES[phase] || 'busy';
  const said = { reason: ready?.reason || phase, message: firstLine(ready?.message) };
  if (phase === 'Running' && drifted?.status === 'True') {
    return { kind: 'warn', word: 'Drifted', group: 'need', reason: drifted.reason, message: firstLine(drifted.message) };
  }
  const group = ['bad', 'warn', 'unknown'].includes(kind) ? 'need' : kind === 'busy' ? 'moving' : 'asDeclared';
  return { kind, word: phase, group, ...said };
}

export function counts(app) {
  const services = Object.values(app.status?.services || {});
  return {
    desired: services.reduce((sum, it) => sum + it.desired, 0),
    ready: services.reduce((sum, it) => sum + it.ready, 0),
  };
}

/** A square a replica: full, half, empty; a number beyond a dozen. */
export function pips(ready, desired, running = ready) {
  if (desired > 12 || desired === 0) return nothing;
  const kinds = Array.from({ length: desired }, (_, i) => (i < ready ? 'f' : i < running ? 'h' : 'e'));
  return html`<span class="pips" aria-hidden="true">${kinds.map((kind) => html`<i class=${kind}></i>`)}</span>`;
}

/** Where an app is to be reached, as seen from here. */
export function endpoints(app) {
  return [...new Set(Object.values(app.status?.services || {}).flatMap((it) => it.endpoints || []))];
}

export function endpointLink(url) {
  if (!/^https?:/.test(url)) return html`<span class="m12">${url}</span>`;
  const seen = url.replace('//localhost', `//${location.hostname}`);
  return html`<a class="m12" href=${seen} target="_blank" rel="noopener noreferrer">${seen.replace(/^https?:\/\//, '')} ↗</a>`;
}

export const note = (kind, content) => html`<div class="note ${colour(kind)}" role=${kind === 'bad' ? 'alert' : 'status'}>${glyph(kind)}<div>${content}</div></div>`;

/** What a request was refused with, each violation with its field. */
export function problemNote(problem) {
  return note(problem.status === 0 || problem.status === 503 ? 'unknown' : 'bad', html`
    <p class="b">${problem.reason || (problem.status ? `Refused (${problem.status})` : 'No answer')}</p>
    ${problem.violations.length
      ? html`<ul class="plain">${problem.violations.map((it) => html`<li>${it.path ? html`<code>${it.path}</code>: ` : nothing}${it.message}</li>`)}</ul>`
      : html`<p>${problem.message}</p>`}`);
}

/** The value of something that is being read, or why it is not there. */
export function loaded(entry, draw) {
  if (entry.value !== undefined) return html`${entry.problem ? problemNote(entry.problem) : nothing}${draw(entry.value)}`;
  return entry.problem ? problemNote(entry.problem) : html`<p class="q in" role="status">Reading…</p>`;
}

/** A panel with a head. */
export const panel = (title, aside, body) => html`
  <section class="panel" aria-label=${title}><header><h2>${title}</h2>${aside}</header>${body}</section>`;

/**
 * A table whose cells keep their place on a phone.
 *
 * @param {string[]} heads
 */
export const table = (heads, rows) => html`<div class="scroll" tabindex="0"><table class="flow">
  ${heads.length ? html`<thead><tr>${heads.map((head) => html`<th scope="col">${head || html`<span class="away">Actions</span>`}</th>`)}</tr></thead>` : nothing}
  <tbody>${rows}</tbody></table></div>`;

export const button = (label, onClick, kind = '') => html`<button type="button" class="btn ${kind}" @click=${onClick}>${label}</button>`;

/** Puts a text into the clipboard. */
export const copyButton = (label, text) => button(label, async (event) => {
  const target = event.currentTarget;
  await navigator.clipboard.writeText(typeof text === 'function' ? await text() : text);
  target.textContent = 'Copied';
  setTimeout(() => { target.textContent = label; }, 2000);
}, 'flat');
