/* The log of an app's containers, with what Berth did between the lines. */
import { html, nothing } from '../lit-html/lit-html.js';
import { changed, useStream } from '../store.js';
import { plain } from '../text.js';
import { EventLog } from './events.js';

/** Lines that are kept, and characters of them; older ones are let go, and counted. */
const MOST = 5_000;
const MOST_CHARACTERS = 8_000_000;
const AT_ONCE = 500;
const LINE = 20;
const VIEW = 640;

const settings = { service: '', find: '', only: false, follow: true, events: true };
let scrolled = 0;

/** The newest lines; while somebody reads back those that he may be reading, and what comes too much is counted. */
class Lines {
  constructor() {
    this.items = [];
    this.lanes = new Map();
    this.gone = 0;
    this.missed = 0;
    this.missing = 0;
    this.characters = 0;
  }

  get isFull() { return this.items.length >= MOST + AT_ONCE || this.characters > MOST_CHARACTERS; }

  get kept() { return this.items.reduce((count, it) => (it.missing ? count : count + 1), 0); }

  onEvent(event) {
    if (event.name === 'end') return false;
    const { time, container, line } = JSON.parse(event.data);
    if (!settings.follow && this.isFull) { this.miss(time); return true; }
    if (this.missing) this.add(this.gap());
    if (!this.lanes.has(container)) this.lanes.set(container, this.lanes.size % 6);
    this.add({ time, container, lane: this.lanes.get(container), line: plain(line) });
    return true;
  }

  miss(time) {
    this.missing++;
    this.missed++;
    this.missingTime = time;
  }

  /** Stands where lines were left out. */
  gap() {
    const gap = { time: this.missingTime, missing: this.missing, line: `${this.missing} lines were left out while you read; the download has them` };
    this.missing = 0;
    return gap;
  }

  add(item) {
    let at = this.items.length;
    while (at > 0 && this.items[at - 1].time > item.time) at--;
    this.items.splice(at, 0, item);
    this.characters += item.line.length;
    if (settings.follow && this.isFull) this.letGo();
  }

  letGo() {
    const old = this.items.splice(0, this.items.length > AT_ONCE ? AT_ONCE : this.items.length >> 1);
    old.forEach((it) => { this.characters -= it.line.length; });
    this.gone += old.filter((it) => !it.missing).length;
  }
}

const deed = (it) => ({ time: it.time, deed: it.reason, line: plain(it.message), isWarning: it.type === 'Warning' });

function merged(lines, deeds) {
  const from = lines.items[0]?.time || '';
  const between = settings.events ? [...deeds.items.values()].filter((it) => it.time >= from).map(deed) : [];
  const all = [...lines.items, ...between].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  if (lines.missing) all.push({ missing: lines.missing, time: lines.missingTime, line: `${lines.missing} newer lines are left out while you read; follow, or download them` });
  const wanted = settings.find.toLowerCase();
  return wanted && settings.only ? all.filter((it) => it.line.toLowerCase().includes(wanted)) : all;
}

function found(text) {
  const wanted = settings.find.toLowerCase();
  if (!wanted) return text;
  const parts = [];
  let rest = 0;
  for (let at = text.toLowerCase().indexOf(wanted); at >= 0; at = text.toLowerCase().indexOf(wanted, rest)) {
    parts.push(text.slice(rest, at), html`<mark>${text.slice(at, at + wanted.length)}</mark>`);
    rest = at + wanted.length;
  }
  return [...parts, text.slice(rest)];
}

const hour = (time) => time.slice(11, 23);

const row = (it) => (it.missing
  ? html`<div class="mark warn"><span>${hour(it.time)}</span><span>Berth</span><span>${it.line}</span></div>`
  : it.deed
    ? html`<div class="mark ${it.isWarning ? 'warn' : ''}"><span>${hour(it.time)}</span><span>Berth</span><span><b>${it.deed}</b> ${found(it.line)}</span></div>`
    : html`<div><span>${hour(it.time)}</span><span class="lane${it.lane}" title=${it.container}>${it.container}</span><span>${found(it.line)}</span></div>`);

function onScroll(event) {
  const box = event.target;
  scrolled = box.scrollTop;
  const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 2 * LINE;
  settings.follow = isAtEnd;
  changed();
}

function set(name, value) {
  settings[name] = value;
  changed();
}

function tools(app, lines) {
  const { name } = app.metadata;
  const services = Object.keys(app.status?.services || {});
  const query = settings.service ? `?service=${encodeURIComponent(settings.service)}` : '';
  return html`<div class="head">
    <select class="input" aria-label="Service" @change=${(event) => set('service', event.target.value)}><option value="">all services</option>
      ${services.map((it) => html`<option value=${it} ?selected=${it === settings.service}>${it}</option>`)}</select>
    <input class="input find" type="search" aria-label="Mark lines with this" placeholder="Find" .value=${settings.find} @input=${(event) => set('find', event.target.value)}>
    <label><input type="checkbox" .checked=${settings.only} @change=${(event) => set('only', event.target.checked)}> only these</label>
    <label><input type="checkbox" .checked=${settings.events} @change=${(event) => set('events', event.target.checked)}> Berth's events</label>
    <label><input type="checkbox" .checked=${settings.follow} @change=${(event) => set('follow', event.target.checked)}> follow</label>
    <span class="grow"></span><span class="qq small">${lines.gone ? `${lines.gone} older lines let go · ` : ''}${lines.missed ? `${lines.missed} left out · ` : ''}${lines.kept} lines · ${lines.problem ? 'ended' : lines.open ? 'live' : 'waiting'}</span>
    <a class="btn" href="/v1/apps/${name}/logs${query}" download="${name}.log">Download</a></div>`;
}

/** The log, as it is written. */
export function logsTab(app) {
  const { name } = app.metadata;
  const query = `format=json&follow=true&tail=1000${settings.service ? `&service=${encodeURIComponent(settings.service)}` : ''}`;
  const lines = useStream(`logs ${name} ${query}`, `/v1/apps/${name}/logs?${query}`, () => new Lines());
  const deeds = useStream(`events ${name}`, `/v1/apps/${name}/events?watch=true`, () => new EventLog());
  const all = merged(lines, deeds);
  const from = settings.follow ? Math.max(0, all.length - VIEW / LINE - 5) : Math.max(0, Math.floor(scrolled / LINE) - 5);
  const seen = all.slice(from, from + VIEW / LINE + 12);
  if (settings.follow) requestAnimationFrame(() => { const box = document.querySelector('.logbox'); if (box && settings.follow) box.scrollTop = box.scrollHeight; });
  return html`${tools(app, lines)}<section class="panel"><div class="logbox" tabindex="0" role="log" aria-label="Log of ${name}" aria-live="off" @scroll=${onScroll}>
    <svg class="pad" width="1" height=${from * LINE} aria-hidden="true"></svg>
    <div class="log">${seen.map(row)}</div>
    <svg class="pad" width="1" height=${Math.max(0, all.length - from - seen.length) * LINE} aria-hidden="true"></svg>
    ${all.length === 0 ? html`<p class="q in">Nothing has been written yet.</p>` : nothing}</div></section>`;
}
