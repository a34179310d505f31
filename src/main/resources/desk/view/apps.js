import { html, nothing } from '../lit-html/lit-html.js';
import { repeat } from '../lit-html/directives/repeat.js';
import { proposeDelete, proposeVerb } from '../act.js';
import { button, conditionOf, counts, endpointLink, endpoints, glyph, mark, pips } from '../parts.js';
import { changed, go, may, ofApps, state } from '../store.js';
import { ago } from '../text.js';
import { visibleRows } from '../window.js';

const GROUPS = { need: 'Needs you', moving: 'Moving', asDeclared: 'As declared' };
const ROW = 37;
const byName = new Intl.Collator('en').compare;
const selected = new Set();
let cursor = null;

/** What the address says: everything that narrows the list can be kept as a bookmark. */
function filters() {
  const query = new URLSearchParams(location.search);
  return {
    phases: (query.get('phase') || '').split(',').filter(Boolean), label: query.get('label') || '',
    text: query.get('q') || '', group: query.get('group') || 'attention',
  };
}

function setFilter(name, value) {
  const query = new URLSearchParams(location.search);
  if (value) query.set(name, value); else query.delete(name);
  history.replaceState(null, '', `${location.pathname}${query.size ? `?${query}` : ''}`);
  changed();
}

const labelsOf = (app) => ({ ...app.spec.labels, ...app.metadata.labels });

function hasLabel(app, wanted) {
  if (!wanted) return true;
  const [key, value] = wanted.split('=');
  const labels = labelsOf(app);
  return value === undefined ? key in labels : labels[key] === value;
}

const shown = ofApps(() => {
  const { phases, label, text, group } = filters();
  const all = [...state.apps.values()].map((app) => ({ app, name: app.metadata.name, is: conditionOf(app) }));
  const words = new Map();
  all.forEach((it) => words.set(it.is.word, { kind: it.is.kind, count: (words.get(it.is.word)?.count || 0) + 1 }));
  const rows = all.filter((it) => (!phases.length || phases.includes(it.is.word)) && hasLabel(it.app, label)
    && (!text || it.name.includes(text) || it.is.message.includes(text)));
  const headOf = (it) => (group === 'source' ? it.app.status?.source?.name || 'By hand' : GROUPS[it.is.group]);
  const order = group === 'source' ? (a, b) => byName(String(headOf(a)), String(headOf(b)))
    : (a, b) => Object.values(GROUPS).indexOf(headOf(a)) - Object.values(GROUPS).indexOf(headOf(b));
  rows.sort((a, b) => order(a, b) || byName(a.name, b.name));
  return { all, words, rows, list: withHeads(rows, headOf), need: all.filter((it) => it.is.group === 'need').length };
});

/** Rows and the heads of their groups, in one list. */
function withHeads(rows, headOf) {
  const list = [];
  const sizes = new Map();
  rows.forEach((it) => sizes.set(headOf(it), (sizes.get(headOf(it)) || 0) + 1));
  let head = null;
  for (const it of rows) {
    if (headOf(it) !== head) { head = headOf(it); list.push({ head, size: sizes.get(head), key: `# ${head}` }); }
    list.push({ ...it, key: it.name });
  }
  return list;
}

function toggle(name) {
  if (!selected.delete(name)) selected.add(name);
  changed();
}

function changedAt(app) {
  return app.status?.conditions?.map((it) => it.lastTransitionTime).filter(Boolean).sort().at(-1) || app.metadata.creationTimestamp;
}

function appRow({ app, name, is }) {
  const { ready, desired } = counts(app);
  const reach = endpoints(app);
  const labels = Object.entries(labelsOf(app)).slice(0, 2);
  return html`<tr class="app ${name === cursor ? 'at' : ''}" data-app=${name}>
    <td class="hide">${may('deployer') ? html`<input type="checkbox" aria-label="Select ${name}" .checked=${selected.has(name)} @change=${() => toggle(name)}>` : nothing}</td>
    <td class="r-s last n">${mark(is.kind, is.word)}</td>
    <td class="first"><a class="b name" href="/apps/${name}">${name}</a> ${labels.map(([key, value]) => html`<span class="tag hide">${key}=${value}</span> `)}</td>
    <td class="cut wide">${is.group === 'asDeclared' ? nothing : html`<span class="b">${is.reason}</span> `}<span class="q" title=${is.message}>${is.message}</span></td>
    <td class="n hide"><span class=${is.kind === 'done' ? 'ok' : is.kind}>${pips(ready, desired)}</span> <span class="q">${ready}/${desired}</span></td>
    <td class="r hide">${app.status?.revision ?? ''}</td>
    <td class="n hide">${reach.length ? endpointLink(reach[0]) : nothing}${reach.length > 1 ? html` <span class="qq">+${reach.length - 1}</span>` : nothing}</td>
    <td class="qq n hide r">${ago(changedAt(app))}</td></tr>`;
}

const headRow = ({ head, size }) => html`<tr class="group"><th colspan="8" scope="rowgroup">${head} <span>${size}</span></th></tr>`;

const spacer = (height) => (height > 0 ? html`<tr class="spacer" aria-hidden="true"><td colspan="8"><svg width="1" height=${height}></svg></td></tr>` : nothing);

function bulk() {
  const names = [...selected].filter((name) => state.apps.has(name));
  if (!names.length) return nothing;
  const done = () => selected.clear();
  return html`<div class="panel bulk" role="group" aria-label="Selected apps"><span class="b">${names.length} selected</span>
    ${['start', 'restart', 'stop'].map((verb) => button(`${verb[0].toUpperCase()}${verb.slice(1)}…`, () => proposeVerb(verb, names)))}
    ${button('Delete…', () => proposeDelete(names, done), 'risk')}${button('None', () => { done(); changed(); }, 'flat')}</div>`;
}

function filterBar(words, total) {
  const { phases, label, text } = filters();
  return html`<div class="head"><div class="scroll"><div class="set" role="group" aria-label="State">
    <button type="button" aria-pressed=${!phases.length} @click=${() => setFilter('phase', '')}>All ${total}</button>
    ${[...words].map(([word, { kind, count }]) => html`<button type="button" aria-pressed=${phases.includes(word)}
      @click=${() => setFilter('phase', phases.includes(word) ? '' : word)}><span class=${kind === 'done' ? 'ok' : kind}>${glyph(kind)}</span>${word} ${count}</button>`)}</div></div>
    <input class="input find" type="search" aria-label="Only apps with this in name or message" placeholder="Find" .value=${text} @input=${(event) => setFilter('q', event.target.value)}>
    <input class="input find" aria-label="Only apps with this label" placeholder="label=value" .value=${label} @change=${(event) => setFilter('label', event.target.value)}></div>`;
}

const nobody = () => html`<section class="panel in empty"><h2>Nothing is declared yet</h2>
  <p>Tell Berth what should run, and it keeps it so: write a manifest here, send one with <code>berth apply -f</code> or over HTTP, or name a folder or a Git repository as a source.</p>
  ${may('deployer') ? html`<p><a class="btn go" href="/new">New app</a></p>` : nothing}</section>`;

/** All apps, those that need somebody first. */
export function appsView() {
  if (!state.apps) return html`<h1>Apps</h1><p class="q" role="status">Reading…</p>`;
  const { all, words, list, need } = shown(location.search);
  const { first, end, above, below } = visibleRows(document.querySelector('#apps tbody'), list.length, ROW);
  const { group } = filters();
  return html`<div class="head"><h1>Apps</h1><span class="q">${all.length} declared${need ? ` · ${need} need you` : ''}</span><span class="grow"></span>
      ${button(`Group: ${group}`, () => setFilter('group', group === 'source' ? '' : 'source'), 'not-s')}
      ${may('deployer') ? html`<a class="btn go" href="/new">New app</a>` : nothing}</div>
    ${all.length === 0 ? nobody() : html`${filterBar(words, all.length)}${bulk()}
    <div class="panel"><table class="flow apps" id="apps"><thead><tr><th scope="col"><span class="away">Selected</span></th><th scope="col">State</th><th scope="col">App</th><th scope="col">What is going on</th>
      <th scope="col">Ready</th><th scope="col" class="r">Rev.</th><th scope="col">Reach</th><th scope="col" class="r">Changed</th></tr></thead>
      <tbody>${spacer(above)}${repeat(list.slice(first, end), (it) => it.key, (it) => (it.head ? headRow(it) : appRow(it)))}${spacer(below)}</tbody></table>
      ${list.length ? nothing : html`<p class="q in">No app is like that. <a href="/">All apps</a></p>`}</div>
    <p class="qq not-s small"><kbd>j</kbd> <kbd>k</kbd> move <kbd>o</kbd> open <kbd>x</kbd> select <kbd>l</kbd> logs <kbd>/</kbd> jump</p>`}`;
}

/** Keys of the list. */
export function appsKey(event) {
  if (!state.apps) return;
  const names = shown(location.search).rows.map((it) => it.name);
  const at = names.indexOf(cursor);
  if (event.key === 'j') cursor = names[Math.min(at + 1, names.length - 1)];
  else if (event.key === 'k') cursor = names[Math.max(at - 1, 0)];
  else if (!cursor) return;
  else if (event.key === 'x' && may('deployer')) toggle(cursor);
  else if (event.key === 'o') return go(`/apps/${cursor}`);
  else if (event.key === 'l') return go(`/apps/${cursor}/logs`);
  else return;
  event.preventDefault();
  changed();
  requestAnimationFrame(() => document.querySelector('tr.at')?.scrollIntoView({ block: 'nearest' }));
}
