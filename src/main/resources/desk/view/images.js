import { html, nothing } from '../lit-html/lit-html.js';
import { get, request } from '../api.js';
import { button, loaded, mark, panel, table } from '../parts.js';
import { changed, may, tell, use } from '../store.js';
import { ago, bytes, firstLine, plain, short, span } from '../text.js';

const KINDS = { Failed: 'bad', Succeeded: 'ok', Cancelled: 'idle', Running: 'busy', Queued: 'busy' };
let pruning = null;

/** The same that failed again and again is one row. */
function folded(items) {
  const rows = new Map();
  for (const it of [...items].sort((a, b) => b.startedAt.localeCompare(a.startedAt))) {
    const key = `${it.kind} ${it.reference} ${it.state} ${it.reason}`;
    if (rows.has(key)) rows.get(key).times++;
    else rows.set(key, { ...it, times: 1 });
  }
  return [...rows.values()];
}

async function cancel(id, entry) {
  await request('DELETE', `/v1/operations/${id}`).catch((problem) => tell(problem.message));
  entry.reload();
}

function stepsOf(it) {
  const parts = it.steps?.length ? it.steps : it.layers || [];
  return html`<details><summary>${firstLine(it.message) || `${parts.length} ${it.steps ? 'steps' : 'layers'}`}</summary>
    <ol class="steps">${parts.map((part) => html`<li><span class="num">${part.current ?? ''}</span><span class="m12">${part.id} ${part.status}</span>
      <span class="qq n">${part.cached ? 'cached' : part.state === 'Failed' ? 'failed' : part.tookMillis ? span(part.tookMillis) : ''}</span></li>`)}</ol>
    ${it.message ? html`<pre class="code" tabindex="0">${plain(it.message)}</pre>` : nothing}</details>`;
}

function operations() {
  const entry = use('operations', () => get('/v1/operations'), { every: 2_000 });
  return panel('Builds, pulls and pushes', nothing, loaded(entry, ({ items }) => (items.length === 0 ? html`<p class="q in">There were none.</p>`
    : table(['State', 'What', 'For', 'Progress', 'Began', ''], folded(items).slice(0, 50).map((it) => html`<tr>
      <td class="n last">${mark(KINDS[it.state] || 'busy', it.state)}${it.times > 1 ? html` <span class="qq">${it.times} times</span>` : nothing}</td>
      <td class="first"><b>${it.kind}</b> <span class="m12">${it.reference}</span></td><td>${(it.apps || []).map((app) => html`<a href="/apps/${app}">${app}</a> `)}</td>
      <td class="wide">${it.progress?.total && !it.done ? html`<progress max=${it.progress.total} value=${it.progress.current} aria-label="Progress"></progress> ` : nothing}${stepsOf(it)}</td>
      <td class="qq n hide">${ago(it.startedAt)}${it.endedAt ? `, took ${span(Date.parse(it.endedAt) - Date.parse(it.startedAt))}` : ''}</td>
      <td>${!it.done && may('deployer') ? button('Cancel', () => cancel(it.id, entry), 'flat') : nothing}</td></tr>`)))));
}

async function lookAtPrune() {
  try {
    pruning = await request('POST', '/v1/images/prune?dryRun=true');
  } catch (problem) {
    tell(problem.message);
  }
  changed();
}

async function prune(entry) {
  try {
    const done = await request('POST', '/v1/images/prune');
    tell(`${bytes(done.reclaimedBytes)} are free again`);
  } catch (problem) {
    tell(problem.message);
  }
  pruning = null;
  entry.reload();
}

function pruneNote(entry) {
  if (!pruning) return nothing;
  return html`<div class="note idle" role="status"><div><p class="b">${pruning.images.length === 0 ? 'Nothing can go: every image is used, or kept for a rollback.'
    : `${pruning.images.length} images would go, ${bytes(pruning.reclaimedBytes)}:`}</p>
    <p class="m12">${pruning.images.map((it) => it.tags?.[0] || short(it.id || it)).join(', ')}</p>
    ${pruning.images.length ? button('Remove them', () => prune(entry), 'risk') : nothing} ${button('Close', () => { pruning = null; changed(); }, 'flat')}</div></div>`;
}

function images() {
  const entry = use('images', () => get('/v1/images'), { every: 15_000 });
  return panel('Images', html`<span class="grow"></span>${may('deployer') ? button('Remove what nobody needs…', lookAtPrune) : nothing}`, html`${pruneNote(entry)}
    ${loaded(entry, ({ items }) => table(['Name', 'Id', 'Size', 'Made', 'Used by'], [...items].sort((a, b) => (a.tags[0] || '~').localeCompare(b.tags[0] || '~')).map((it) => html`<tr>
      <td class="m12 first">${it.tags.length ? it.tags.join(', ') : html`<span class="qq">no name</span>`}</td><td class="m12 hide">${short(it.id)}</td><td class="r n last">${bytes(it.sizeBytes)}</td>
      <td class="qq n hide">${ago(it.createdAt)}</td><td class="wide q">${it.usedBy.length > 6 ? `${it.usedBy.slice(0, 6).join(', ')} and ${it.usedBy.length - 6} more` : it.usedBy.join(', ')}</td></tr>`)))}`);
}

/** Images, and what makes and moves them. */
export const imagesView = () => html`<div class="head"><h1>Images</h1></div>${operations()}${images()}`;
