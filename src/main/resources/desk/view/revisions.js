import { html, nothing } from '../lit-html/lit-html.js';
import { get } from '../api.js';
import { proposeRollback } from '../act.js';
import { button, loaded, mark, panel, table } from '../parts.js';
import { may, use } from '../store.js';
import { ago, difference, short, span, yaml } from '../text.js';

const AROUND = 3;

/** The lines that differ, with some around them; gaps as one line. */
function folded(lines) {
  const near = new Set();
  lines.forEach((it, i) => { if (it.kind !== ' ') for (let k = i - AROUND; k <= i + AROUND; k++) near.add(k); });
  return lines.flatMap((it, i) => (near.has(i) ? [it] : near.has(i - 1) || i === 0 ? [{ kind: '…', line: '' }] : []));
}

const CLASSES = { '+': 'a', '-': 'd', '…': 'x' };

/** Two texts as a difference. */
export function differenceView(before, after) {
  const lines = difference(before, after);
  if (lines.every((it) => it.kind === ' ')) return html`<p class="q in">They say the same.</p>`;
  return html`<div class="diff" tabindex="0" role="group" aria-label="Lines that differ">${folded(lines).map((it) => html`<div class="ln ${CLASSES[it.kind] || ''}"><span>${it.kind === ' ' ? '' : it.kind}</span><span>${it.line || ' '}</span></div>`)}</div>`;
}

function state(it) {
  if (it.failure) return mark('bad', it.failure.reason || 'Failed');
  if (it.current) return mark(it.readyAt ? 'ok' : 'busy', 'Current');
  return mark(it.readyAt ? 'done' : 'idle', it.readyAt ? 'Was ready' : 'Was never ready');
}

function comparison(items, { a, b }) {
  const of = (n) => items.find((it) => it.revision === n);
  if (!of(a) || !of(b)) return html`<p class="q">Of revisions ${a} and ${b} one is kept no more.</p>`;
  return panel(`Revision ${a} → ${b}`, nothing, differenceView(yaml(of(a).spec), yaml(of(b).spec)));
}

/** Every applied spec, what changed between two, and the way back. */
export function revisionsTab(app, range) {
  const { name, generation, resourceVersion } = app.metadata;
  const revisions = use(`revisions ${name}`, () => get(`/v1/apps/${name}/revisions`), { on: `${generation} ${resourceVersion}` });
  return loaded(revisions, ({ items }) => {
    const ordered = [...items].sort((x, y) => y.revision - x.revision);
    const before = (it) => ordered.find((other) => other.revision < it.revision);
    return html`${range.a ? comparison(items, range) : nothing}
      ${panel('Revisions', nothing, table(['Revision', 'State', 'By', 'Applied', 'Ready after', 'Images', ''], ordered.map((it) => html`<tr>
        <td class="b first">${it.revision}</td><td class="n r-s last">${state(it)}</td><td>${it.author}</td><td class="qq n">${ago(it.appliedAt)}</td>
        <td class="n hide">${it.readyAt ? span(Date.parse(it.readyAt) - Date.parse(it.appliedAt)) : ''}</td>
        <td class="m12 wide">${Object.values(it.images || {}).map((image) => html`<span title=${image.id}>${image.reference} <span class="qq">${short(image.id)}</span></span> `)}</td>
        <td class="n">${before(it) ? html`<a href="/apps/${name}/revisions/${before(it).revision}..${it.revision}">What changed</a> ` : nothing}
          ${!it.current && may('deployer') ? button('Roll back…', () => proposeRollback(name, it.revision), 'flat') : nothing}</td></tr>`)))}`;
  });
}
