import { html, nothing } from '../lit-html/lit-html.js';
import { get, request } from '../api.js';
import { button, loaded, mark, panel, table } from '../parts.js';
import { changed, may, use } from '../store.js';
import { ago } from '../text.js';

/** What each target said to a test, by name; `null` while it is asked. */
const tests = new Map();

async function test(name) {
  tests.set(name, null);
  changed();
  try {
    tests.set(name, (await request('POST', `/v1/notices/${encodeURIComponent(name)}/test`)).test);
  } catch (problem) {
    tests.set(name, { delivered: false, said: problem.message });
  }
  changed();
}

const outcome = (it) => html`${mark(it.delivered ? 'ok' : 'bad', it.delivered ? 'Taken' : 'Not taken')}
  <span class="q">${[it.code, it.said].filter(Boolean).join(' ')}</span>`;

function last(it) {
  if (tests.has(it.name)) return tests.get(it.name) ? outcome(tests.get(it.name)) : html`<span class="q" role="status">Asking…</span>`;
  return it.last ? html`${outcome(it.last)} <span class="q">${ago(it.last.time)}</span>` : html`<span class="q">Nothing was told yet</span>`;
}

const row = (it) => html`<tr><td class="b first">${it.name}</td><td>${it.form} <span class="q">${it.address}</span></td>
  <td>${it.on.join(', ')}${it.apps ? html` <span class="q">of ${it.apps}</span>` : nothing}${it.quiet ? html` <span class="q">not ${it.quiet}</span>` : nothing}</td>
  <td>${it.waiting || nothing}</td><td>${last(it)}</td>
  <td>${may('admin') ? button('Send a test', () => test(it.name), 'flat') : nothing}</td></tr>`;

/** Who is told when something happens to apps. */
export function noticesPanel() {
  const entry = use('Notices', () => get('/v1/notices'), { every: 15_000 });
  return panel('Notices', nothing, loaded(entry, ({ items }) => (items.length === 0
    ? html`<p class="q in">Nobody is told when an app fails: <code>berth.notices.NAME.url</code> in the settings names who is.</p>`
    : table(['Name', 'Where', 'What', 'Waiting', 'Last', ''], items.map(row)))));
}
