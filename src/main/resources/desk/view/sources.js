import { html, nothing } from '../lit-html/lit-html.js';
import { get, request } from '../api.js';
import { button, glyph, loaded, mark, note, panel, table } from '../parts.js';
import { changed, may, tell, use } from '../store.js';
import { ago, firstLine, short } from '../text.js';

function stateOf(source) {
  const of = (type) => source.status?.conditions?.find((it) => it.type === type);
  if (source.spec.suspend) return { kind: 'idle', word: 'Suspended', message: '' };
  const synced = of('Synced');
  if (!synced || synced.status === 'Unknown') return { kind: 'busy', word: 'Not read yet', message: synced?.message };
  return synced.status === 'True' ? { kind: 'ok', word: 'Synced', message: synced.message } : { kind: 'bad', word: synced.reason, message: synced.message };
}

async function sync(name, entry) {
  try {
    await request('POST', `/v1/sources/${name}/sync`);
    tell(`${name} is being read`);
  } catch (problem) {
    tell(`${name}: ${problem.message}`);
  }
  entry.reload();
}

const syncButton = (name, entry) => (may('deployer') ? button('Sync now', () => sync(name, entry)) : nothing);

/** All sources of desired state. */
export function sourcesView() {
  const sources = use('sources', () => get('/v1/sources'), { every: 5_000 });
  return html`<div class="head"><h1>Sources</h1></div>${loaded(sources, ({ items }) => (items.length === 0
    ? html`<section class="panel in empty"><h2>No source yet</h2><p>A source is a folder or a Git repository with manifests or Compose files; Berth keeps the apps as the files say:</p>
      <pre class="code" tabindex="0">curl -X PUT -H "Authorization: Bearer $BERTH_TOKEN" -H 'Content-Type: application/yaml' \\
  -d '{url: https://git.example/infra.git, ref: main, path: apps}' ${location.origin}/v1/sources/infra</pre></section>`
    : html`<div class="panel">${table(['State', 'Source', 'From', 'Revision', 'Apps', 'Last sync', ''], items.map((it) => {
      const is = stateOf(it);
      return html`<tr><td class="n r-s last">${mark(is.kind, is.word)}</td><td class="first"><a class="b" href="/sources/${it.metadata.name}">${it.metadata.name}</a></td>
        <td class="m12 wide">${it.spec.url || it.spec.folder}${it.spec.ref ? ` @ ${it.spec.ref}` : ''}${is.kind === 'bad' ? html`<br><span class="bad">${firstLine(is.message)}</span>` : nothing}</td>
        <td class="m12 hide">${short(it.status?.revision)}</td><td class="r hide">${it.status?.apps?.length ?? 0}</td><td class="qq n hide">${ago(it.status?.lastSync)}</td>
        <td class="n">${syncButton(it.metadata.name, sources)}</td></tr>`;
    }))}</div>`))}`;
}

const FILE_KINDS = { applied: 'ok', unchanged: 'ok', failed: 'bad', skipped: 'idle', quarantined: 'warn' };

function fileRow(it) {
  const wrongs = it.violations?.length ? it.violations : it.message ? [it] : [];
  return html`<tr><td class="m12 first">${it.file}</td><td class="n last">${mark(FILE_KINDS[it.result] || 'dot', it.result)}</td>
    <td>${(it.apps || []).map((app) => html`<a href="/apps/${app}">${app}</a> `)}</td>
    <td class="wide">${wrongs.length ? html`<ul class="plain">${wrongs.map((wrong) => html`<li>${wrong.line ? html`<span class="qq">line ${wrong.line}</span> ` : nothing}<code>${wrong.path}</code> ${wrong.message}</li>`)}</ul>` : nothing}</td></tr>`;
}

let isDiffAsked = null;

function diffPanel(name) {
  const diff = use(`diff ${name}`, () => get(`/v1/sources/${name}/diff`));
  return panel('What a sync would do now', nothing, loaded(diff, ({ changes, refusal }) => html`${refusal ? note('bad', refusal.message || String(refusal)) : nothing}
    ${changes.length === 0 ? html`<p class="in">Nothing: the apps are as the files say.</p>` : html`<ol class="steps">${changes.map((it) => html`<li><span>${glyph('dot')}</span>
      <span><b>${it.change || it.action}</b> <a href="/apps/${it.app || it.name}">${it.app || it.name}</a><pre>${it.plan?.text || ''}</pre></span></li>`)}</ol>`}`));
}

/** One source, file by file. */
export function sourceView(name) {
  const source = use(`source ${name}`, () => get(`/v1/sources/${name}`), { every: 5_000 });
  return html`<p class="small"><a href="/sources">Sources</a> <span class="qq">/</span></p>${loaded(source, (it) => {
    const is = stateOf(it);
    return html`<div class="head"><h1>${name}</h1>${mark(is.kind, is.word)}<span class="q small">${it.spec.url || it.spec.folder}</span><span class="grow"></span>
        ${button('What would a sync do?', () => { isDiffAsked = name; changed(); })}${syncButton(name, source)}</div>
      <dl class="facts"><dt>Revision</dt><dd class="m12">${it.status?.revision}</dd><dt>Last sync</dt><dd>${ago(it.status?.lastSync)}</dd><dt>Interval</dt><dd>${it.spec.interval}</dd>
        <dt>Deletes apps whose files go</dt><dd>${it.spec.prune ? 'yes' : 'no'}</dd></dl>
      ${is.kind === 'bad' ? note('bad', is.message) : nothing}${isDiffAsked === name ? diffPanel(name) : nothing}
      ${panel('Files', nothing, table(['File', 'Result', 'Apps', 'What is wrong'], (it.status?.files || []).map(fileRow)))}`;
  })}`;
}
