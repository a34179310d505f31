import { html, nothing } from '../lit-html/lit-html.js';
import { get } from '../api.js';
import { loaded, panel, table } from '../parts.js';
import { may, use, useStream } from '../store.js';
import { ago } from '../text.js';
import { EventLog, eventRow, isShown, warningSwitch } from './events.js';

const SHOWN = 300;

/** Who did what, for those who may know. */
export function auditPanel() {
  if (!may('admin')) return nothing;
  const audit = use('audit', () => get('/v1/audit?limit=100'), { every: 10_000 });
  return panel('Who did what', nothing, loaded(audit, ({ items }) => table(['When', 'Who', 'What', 'From', 'Result'], items.map((it) => html`<tr>
    <td class="qq n">${ago(it.time)}</td><td class="b first">${it.who}</td><td class="m12 wide">${it.what}</td><td class="hide">${it.from}</td>
    <td class="last ${it.code >= 400 ? 'bad' : 'q'}">${it.code}</td></tr>`))));
}

/** What happens to all apps, as it happens. */
export function activityView() {
  const log = useStream('activity', '/v1/events?watch=true&limit=500', () => new EventLog());
  const items = log.newest().filter(isShown);
  return html`<div class="head"><h1>Activity</h1></div>
    <div class="cols two">${panel('Events', html`<span class="grow"></span>${warningSwitch()}`, html`<ol class="times">${items.slice(0, SHOWN).map((it) => eventRow(it, it.app))}</ol>
      ${items.length === 0 ? html`<p class="q in">Nothing has happened yet.</p>` : nothing}`)}${auditPanel()}</div>`;
}
