import { html, nothing } from '../lit-html/lit-html.js';
import { get, request } from '../api.js';
import { button, loaded, note, panel, table } from '../parts.js';
import { changed, may, signOut, state, tell, use } from '../store.js';
import { ago, bytes } from '../text.js';
import { auditPanel } from './activity.js';
import { noticesPanel } from './notices.js';

let removing = null;

function facts(system) {
  const { engine } = system;
  return panel('Engine', nothing, html`<dl class="facts in"><dt>Berth</dt><dd>${system.version} <span class="qq">instance ${system.instance}</span></dd>
    <dt>Docker Engine</dt><dd>${engine?.version} (API ${engine?.apiVersion})</dd><dt>Machine</dt><dd>${engine?.name}, ${engine?.operatingSystem}, ${engine?.cpus} processors, ${bytes(engine?.memoryBytes || 0)}</dd>
    <dt>Apps</dt><dd>${system.apps}: ${Object.entries(system.appsByPhase || {}).map(([phase, count]) => `${count} ${phase}`).join(', ')}</dd>
    <dt>Containers</dt><dd>${system.containers}</dd>${(engine?.warnings || []).map((it) => html`<dt>Warning</dt><dd class="warn">${it}</dd>`)}</dl>`);
}

async function removeOrphans(app) {
  try {
    await request('POST', '/v1/system/orphans/remove', { body: JSON.stringify(app ? { app } : {}) });
    tell('Removed');
    state.system = await get('/v1/system');
  } catch (problem) {
    tell(problem.message);
  }
  removing = null;
  changed();
}

function orphans(system) {
  if (!system.orphans.length) return nothing;
  return panel('What belongs to no app', nothing, html`<p class="q in">These bear this Berth's label, and no app is declared for them.</p>${table(['Kind', 'Name', 'App', ''], system.orphans.map((it) => html`<tr>
    <td>${it.kind}</td><td class="m12 first">${it.name}</td><td>${it.app}</td><td>${may('admin') ? removing === it.name
      ? html`${button(`Remove all of ${it.app}`, () => removeOrphans(it.app), 'risk')} ${button('Keep', () => { removing = null; changed(); }, 'flat')}`
      : button('Remove…', () => { removing = it.name; changed(); }, 'flat') : nothing}</td></tr>`))}`);
}

const nameRows = (kind, path, columns) => {
  const entry = use(kind, () => get(path), { every: 15_000 });
  return panel(kind, nothing, loaded(entry, ({ items }) => (items.length === 0 ? html`<p class="q in">There are none.</p>`
    : table(['Name', ...Object.keys(columns)], items.map((it) => html`<tr><td class="b first">${it.metadata?.name || it.name}</td>
      ${Object.values(columns).map((column) => html`<td>${column(it)}</td>`)}</tr>`)))));
};

const appLink = (it) => (it.app ? html`<a href="/apps/${it.app}">${it.app}</a>` : nothing);

const users = (it) => html`<span class="q">${it.usedBy.map((user) => user.container).join(', ')}</span>`;

/** Berth itself, its engine, and who may come in. */
export function systemView() {
  const { system } = state;
  return html`<div class="head"><h1>System</h1><span class="grow"></span><span class="only-s">${button('Sign out', signOut)}</span><a class="btn" href="/docs">API</a></div>
    ${system ? html`${(system.notices || []).map((it) => note('warn', it.message || String(it)))}<div class="cols half">${facts(system)}
      ${nameRows('Volumes', '/v1/volumes', { App: appLink, Driver: (it) => it.driver, 'Used by': users })}
      ${nameRows('Networks', '/v1/networks', { App: appLink, Subnets: (it) => it.subnets.join(', '), 'Used by': users })}</div>${orphans(system)}`
      : html`<p class="q" role="status">${state.engine.reachable === false ? 'Unknown while the engine does not answer.' : 'Reading…'}</p>`}
    <div class="cols half">${nameRows('Secrets', '/v1/secrets', { Changed: (it) => ago(it.metadata.creationTimestamp) })}
      ${nameRows('Registries', '/v1/registries', { User: (it) => it.spec?.username ?? '' })}
      ${may('admin') ? nameRows('Tokens', '/v1/tokens', { Role: (it) => it.role ?? it.spec?.role, Expires: (it) => it.expiresAt ?? it.spec?.expires ?? 'never' }) : nothing}</div>
    ${noticesPanel()}${auditPanel()}`;
}
