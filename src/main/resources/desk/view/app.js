import { html, nothing } from '../lit-html/lit-html.js';
import { get } from '../api.js';
import { proposeDelete, proposeRollback, proposeRollout, proposeVerb } from '../act.js';
import { button, condition, conditionOf, copyButton, counts, endpointLink, endpoints, mark, panel, pips, table } from '../parts.js';
import { changed, go, may, state, useStream } from '../store.js';
import { firstLine, manifest, plain, span } from '../text.js';
import { consoleTab } from './console.js';
import { driftTab } from './drift.js';
import { eventsTab } from './events.js';
import { logsTab } from './logs.js';
import { revisionsTab } from './revisions.js';
import { topology } from './topology.js';
import { memory, processors, Usage } from './usage.js';

const TABS = { overview: 'Overview', logs: 'Logs', events: 'Events', revisions: 'Revisions', drift: 'Drift', manifest: 'Manifest', console: 'Console' };
let more = false;

const KINDS = {
  Ready: (it) => (it.status === 'True' ? ['ok', 'Ready'] : it.status === 'Unknown' ? ['unknown', 'Unknown'] : ['busy', 'Not ready']),
  Progressing: (it) => (it.status === 'True' ? ['busy', 'Progressing'] : ['ok', 'Nothing to do']),
  Drifted: (it) => (it.status === 'True' ? ['warn', 'Drifted'] : it.status === 'Unknown' ? ['unknown', 'Unknown'] : ['ok', 'In sync']),
  Stalled: (it) => (it.status === 'True' ? ['bad', 'Stalled'] : ['ok', 'Not stalled']),
};

function conditions(app) {
  return html`<div class="panel">${table([], (app.status?.conditions || []).map((it) => {
    const [kind, word] = KINDS[it.type]?.(it) || ['dot', it.type];
    const whole = plain(it.message);
    return html`<tr><td class="n">${mark(kind, word)}</td><td class="b n">${it.reason}</td>
      <td class="q wide">${firstLine(whole)}${whole.includes('\n') ? html`<details><summary>All of it</summary><pre class="code" tabindex="0">${whole}</pre></details>` : nothing}</td>
      <td class="qq n r hide">for ${span(Date.now() - Date.parse(it.lastTransitionTime))}</td></tr>`;
  }))}</div>`;
}

function rollout(app) {
  const services = Object.entries(app.status?.services || {});
  const step = services.map(([, it]) => it.rollout).find(Boolean);
  if (condition(app, 'Progressing')?.status !== 'True' && !step) return nothing;
  const aside = html`<span class="q small">${step ? `${step.strategy}${step.step ? ` · ${step.step}` : ''}` : ''}</span><span class="grow"></span>
    ${may('deployer') && step ? ['pause', 'resume', 'promote', 'abort'].map((action) => button(`${action[0].toUpperCase()}${action.slice(1)}…`, () => proposeRollout(app.metadata.name, action))) : nothing}
    ${may('deployer') && app.status.revision > 1 ? button(`Roll back to ${app.status.revision - 1}…`, () => proposeRollback(app.metadata.name, app.status.revision - 1)) : nothing}`;
  return panel(`Rollout of revision ${app.status.revision}`, aside, table([], services.map(([name, it]) => html`<tr>
    <td class="b">${name}</td><td class="n busy">${pips(it.updated, it.desired)} <span class="q">${it.updated} of ${it.desired} updated</span></td>
    <td class="q wide">${it.ready} ready${it.rollout?.message ? ` · ${it.rollout.message}` : ''}</td></tr>`)));
}

function containers(app) {
  const usage = useStream(`stats ${app.metadata.name}`, `/v1/apps/${app.metadata.name}/stats?watch=true&since=1h`, () => new Usage()).of;
  const rows = Object.entries(app.status?.services || {}).flatMap(([service, it]) => (it.containers || []).map((container) => ({ service, image: it.image, ...container })));
  const { ready, desired } = counts(app);
  return panel('Containers', html`<span class="q small">${ready} of ${desired} ready</span>`, rows.length === 0 ? html`<p class="q in">There are none.</p>`
    : table(['Name', 'State', 'Service', 'Rev.', 'Health', 'Restarts', 'Up', 'Processors', 'Memory', 'Image'], rows.map((it) => html`<tr>
      <td class="m12 n first">${it.name}</td><td class="r-s n last">${stateMark(it)}</td><td class="hide">${it.service}</td><td class="r hide">${it.revision}</td>
      <td>${it.health}${it.rotation ? html` <span class="qq">${it.rotation.state}</span>` : nothing}</td><td class="r hide">${it.restarts}</td>
      <td class="n hide">${it.state === 'running' ? span(Date.now() - Date.parse(it.startedAt)) : ''}</td><td class="r n hide">${processors(usage.get(it.name))}</td><td class="n hide">${memory(usage.get(it.name))}</td><td class="m12 hide">${it.image?.reference}</td></tr>`)));
}

function stateMark(it) {
  if (it.state === 'running') return mark(it.health === 'unhealthy' ? 'warn' : it.health === 'starting' ? 'busy' : 'ok', 'Running');
  if (it.state === 'exited') return mark(it.exitCode === 0 ? 'done' : 'bad', `Ended with ${it.exitCode}`);
  return mark('busy', it.state);
}

function overview(app) {
  return html`${conditions(app)}${rollout(app)}
    <div class="cols two">${panel('How it hangs together', nothing, html`<div class="in scroll" tabindex="0">${topology(app)}</div>`)}
    ${eventsTab(app.metadata.name, 8)}</div>${containers(app)}`;
}

function manifestTab(app) {
  const { name } = app.metadata;
  const text = manifest(app);
  return panel('Manifest', html`<span class="grow"></span>${copyButton('Copy as YAML', text)}
    ${copyButton('Copy as Compose', () => get(`/v1/apps/${name}/compose`, { accept: 'application/yaml' }))}
    ${may('deployer') ? html`<a class="btn" href="/apps/${name}/edit">Edit</a>` : nothing}`, html`<pre class="in" tabindex="0">${text}</pre>`);
}

function actions(app) {
  const { name } = app.metadata;
  if (!may('deployer')) return nothing;
  const isStopped = app.spec.state === 'Stopped';
  return html`${isStopped ? button('Start…', () => proposeVerb('start', [name])) : html`${button('Restart…', () => proposeVerb('restart', [name]))}${button('Stop…', () => proposeVerb('stop', [name]))}`}
    <a class="btn" href="/apps/${name}/edit">Edit</a>
    <button type="button" class="btn" aria-expanded=${more} aria-label="More" @click=${() => { more = !more; changed(); }}>⋯</button>
    ${more ? html`${button('Kill…', () => proposeVerb('kill', [name]), 'risk')}${button('Delete…', () => proposeDelete([name], () => go('/')), 'risk')}` : nothing}`;
}

function sourceOf(app) {
  const source = app.status?.source?.name;
  return source ? html` · from source <a href="/sources/${source}">${source}</a>` : nothing;
}

/** One app, in tabs. */
export function appView(name, tab, range) {
  const crumb = html`<p class="small"><a href="/">Apps</a> <span class="qq">/</span></p>`;
  if (!state.apps) return html`${crumb}<h1>${name}</h1><p class="q" role="status">Reading…</p>`;
  const app = state.apps.get(name);
  if (!app) return html`${crumb}<h1>${name}</h1><p>No app of that name is declared${may('deployer') ? html`; <a href="/new">declare one</a>` : ''}.</p>`;
  const is = conditionOf(app);
  const { ready, desired } = counts(app);
  return html`<div>${crumb}<div class="head"><h1>${name}</h1>${mark(is.kind, is.word)}
      <span class="q small">revision ${app.status?.revision ?? '–'} · ${ready} of ${desired} ready${sourceOf(app)} ${endpoints(app).map((url) => html` · ${endpointLink(url)}`)}</span>
      <span class="grow"></span>${actions(app)}</div></div>
    <nav class="tabs" aria-label="About ${name}">${Object.entries(TABS).filter(([key]) => key !== 'console' || state.session.exec).map(([key, word]) => html`<a href="/apps/${name}${key === 'overview' ? '' : `/${key}`}" aria-current=${key === tab ? 'page' : nothing}>${word}</a>`)}</nav>
    ${tab === 'overview' ? overview(app) : tab === 'logs' ? logsTab(app) : tab === 'events' ? eventsTab(name) : tab === 'revisions' ? revisionsTab(app, range)
      : tab === 'drift' ? driftTab(app) : tab === 'console' ? consoleTab(app) : manifestTab(app)}`;
}

/** Keys of an app's pages: the tabs by their first letters. */
export function appKey(event) {
  const found = location.pathname.match(/^\/apps\/([^/]+)/);
  const tab = { o: '', l: '/logs', e: '/events', r: '/revisions', d: '/drift', m: '/manifest', c: '/console' }[event.key];
  if (event.key === 'u') go('/');
  else if (found && tab !== undefined) go(`/apps/${found[1]}${tab}`);
}
