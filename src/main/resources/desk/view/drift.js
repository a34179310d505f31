import { html, nothing } from '../lit-html/lit-html.js';
import { get } from '../api.js';
import { proposeDrift } from '../act.js';
import { button, loaded, mark, panel, table } from '../parts.js';
import { may, use } from '../store.js';
import { ago, bytes } from '../text.js';

const WORDS = { repair: 'Repair', keep: 'Keep' };

/** Byte counts as people write them. */
function value(path, text) {
  if (text === '') return html`<span class="qq">nothing</span>`;
  const isSize = /memory|memswap|shm_size/i.test(path) && /^\d{5,}$/.test(text);
  return html`<code>${isSize ? bytes(text) : text}</code>`;
}

const fieldButton = (name, kind, path) => html`<button type="button" class="btn flat" aria-label="${WORDS[kind]} ${path}"
  @click=${() => proposeDrift(name, kind, [path])}>${WORDS[kind]}…</button>`;

/** What is not as declared, field by field, since when and by what; to be repaired, or kept. */
export function driftTab(app) {
  const { name, resourceVersion } = app.metadata;
  const drift = use(`drift ${name}`, () => get(`/v1/apps/${name}/drift`), { on: resourceVersion, every: 15_000 });
  const isReport = app.spec.drift?.policy === 'report';
  return loaded(drift, (items) => panel('Drift', html`<span class="q small">${items.length === 0 ? '' : isReport
    ? 'policy report: told only' : 'repaired by itself, at its time'}</span><span class="grow"></span>
    ${items.length && may('deployer') ? html`${button('Repair all…', () => proposeDrift(name, 'repair'))}${button('Keep all…', () => proposeDrift(name, 'keep'))}` : nothing}`,
  items.length === 0 ? html`<p class="in">${mark('ok', 'Everything is as declared')}</p>`
    : table(['Field', 'Want', 'Have', 'Where', 'Since', 'By', 'Repair', ''], items.map((it) => html`<tr>
      <td class="first"><code class="b">${it.path}</code></td><td class="add">${value(it.path, it.want)}</td><td class="del">${value(it.path, it.have)}</td>
      <td class="m12">${it.container || it.service}</td><td class="qq n hide">${ago(it.since)}</td><td class="q hide">${it.by}</td><td class="q hide">${it.repair}</td>
      <td class="n">${may('deployer') ? html`${['repair', 'keep'].map((kind) => fieldButton(name, kind, it.path))}` : nothing}</td></tr>`))));
}
