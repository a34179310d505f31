import { html, nothing } from '../lit-html/lit-html.js';
import { glyph, panel } from '../parts.js';
import { changed, useStream } from '../store.js';
import { clock, plain, took } from '../text.js';

const MOST = 1_000;
let onlyWarnings = false;

/** Events by id, the newest first; one that happens again takes its old place's. */
export class EventLog {
  constructor() { this.items = new Map(); }

  onEvent(event) {
    const told = JSON.parse(event.data);
    const item = told.object || told;
    this.items.delete(item.id);
    this.items.set(item.id, item);
    if (this.items.size > MOST) this.items.delete(this.items.keys().next().value);
  }

  newest() {
    return [...this.items.values()].sort((a, b) => b.time.localeCompare(a.time) || b.id - a.id);
  }
}

/** One event as a row. */
export function eventRow(it, app) {
  const kind = it.type === 'Warning' ? 'warn' : it.reason === 'Ready' ? 'ok' : 'dot';
  return html`<li class="time"><time datetime=${it.time} title=${it.time}>${clock(it.time)}</time><span class=${kind === 'dot' ? 'qq' : kind}>${glyph(kind)}</span>
    <span>${app ? html`<a href="/apps/${app}">${app}</a> ` : nothing}<span class="b">${it.reason}</span> <span class="q">${plain(it.message)}
      ${it.count > 1 ? html`<span class="qq">· ${it.count} times</span>` : nothing}${it.tookMillis ? html`<span class="qq">· ${took(it.tookMillis)}</span>` : nothing}</span></span></li>`;
}

export const warningSwitch = () => html`<div class="set" role="group" aria-label="Which events">
  <button type="button" aria-pressed=${!onlyWarnings} @click=${() => { onlyWarnings = false; changed(); }}>All</button>
  <button type="button" aria-pressed=${onlyWarnings} @click=${() => { onlyWarnings = true; changed(); }}>Warnings</button></div>`;

export const isShown = (it) => !onlyWarnings || it.type === 'Warning';

/** What happened to an app, as it happens. @param {number} most rows */
export function eventsTab(name, most = MOST) {
  const log = useStream(`events ${name}`, `/v1/apps/${name}/events?watch=true`, () => new EventLog());
  const items = log.newest().filter(isShown);
  return panel('Events', html`<span class="grow"></span>${warningSwitch()}`, html`<ol class="times">${items.slice(0, most).map((it) => eventRow(it))}</ol>
    ${items.length === 0 ? html`<p class="q in">Nothing has happened yet.</p>` : nothing}
    ${items.length > most ? html`<p class="foot"><a href="/apps/${name}/events">All ${items.length}</a></p>` : nothing}`);
}
