/*
 * Every write goes through one dialog: it is rehearsed, what would happen is shown, and the same request is made with
 * the fingerprint of that plan, so that nothing else can happen.
 */
import { html, nothing } from './lit-html/lit-html.js';
import { request } from './api.js';
import { button, mark, problemNote } from './parts.js';
import { changed, state, tell } from './store.js';

/**
 * @typedef {{app?: string, method: string, path: string, body?: string, type?: string, planned?: boolean}} Write
 *     `planned`: its dry run has a plan whose fingerprint the write can be bound to (default true)
 */

/** Opens the dialog of a write, or of several of a kind. @param {{title: string, word: string, writes: Write[],
 *     risk?: boolean, options?: Function, typed?: string, then?: Function, volumes?: null}} wish
 *     `volumes`: null for a dialog that has to know them before it can go on */
export function propose(wish) {
  state.dialog = { ...wish, rehearsals: null, problem: null, working: false, choice: {} };
  rehearse();
}

/** A path with one more part in its query. */
export const withQuery = (path, query) => path + (path.includes('?') ? '&' : '?') + query;

const pathOf = (dialog, write) => (dialog.choice.query ? withQuery(write.path, dialog.choice.query) : write.path);

function send(dialog, write, query, match) {
  return request(write.method, withQuery(pathOf(dialog, write), query), { body: write.body, type: write.type, match });
}

async function rehearse() {
  const dialog = state.dialog;
  dialog.rehearsals = null;
  changed();
  try {
    dialog.rehearsals = await Promise.all(dialog.writes.map((write) => send(dialog, write, 'dryRun=true')));
    dialog.problem = null;
  } catch (problem) {
    dialog.problem = problem;
  }
  changed();
}

/** What was chosen in a dialog changes what would happen. */
export function choose(choice) {
  Object.assign(state.dialog.choice, choice);
  rehearse();
}

async function perform() {
  const dialog = state.dialog;
  dialog.working = true;
  changed();
  try {
    for (const [i, write] of dialog.writes.entries()) {
      const rehearsal = dialog.rehearsals[i];
      const query = rehearsal?.plan ? `plan=${encodeURIComponent(rehearsal.plan.fingerprint)}` : '';
      const path = query && write.planned !== false ? withQuery(pathOf(dialog, write), query) : pathOf(dialog, write);
      await request(write.method, path, {
        body: write.body, type: write.type,
        match: write.app && write.method !== 'POST' ? rehearsal?.metadata?.resourceVersion : undefined,
      });
    }
    closeDialog();
    tell(`${dialog.title.replace(/…$/, '')}: done`);
    dialog.then?.();
  } catch (problem) {
    dialog.working = false;
    dialog.problem = problem;
    if (problem.status === 409 || problem.status === 412) rehearse().then(() => { dialog.problem = problem; changed(); });
  }
  changed();
}

export function closeDialog() {
  if (!state.dialog) return;
  state.dialog = null;
  // Before it is taken out of the document: only so focus goes back to where it was.
  document.querySelector('dialog')?.close();
  changed();
}

/** The same in a shell. */
function asCommand(dialog, write) {
  const words = [`curl -X ${write.method} -H "Authorization: Bearer $BERTH_TOKEN"`];
  if (write.body !== undefined) words.push(`-H 'Content-Type: ${write.type || 'application/json'}'`);
  if (write.body !== undefined) words.push(write.body.includes('\n') ? '--data-binary @manifest.yaml' : `-d '${write.body}'`);
  words.push(`'${location.origin}${pathOf(dialog, write)}'`);
  return words.join(' ');
}

/** What ends something that runs stands out. */
const kindOf = (action) => (/^(Remove|Kill)/.test(action) ? 'bad' : /^(Stop|Restart|Recreate)/.test(action) ? 'warn' : 'dot');

const waits = (waiting) => [...new Set(waiting.map((it) => `${it.service}: ${it.message}`))];

function planOf(rehearsal, write) {
  const plan = rehearsal?.plan;
  const head = write.app ? html`<h3>${write.app}</h3>` : nothing;
  if (!plan) return html`${head}<p class="q">Nothing runs differently by this.</p>`;
  return html`${head}
    ${plan.actions.length === 0 && plan.waiting.length === 0 ? html`<p class="q">Nothing has to be done: it is so already.</p>` : nothing}
    ${passOf(plan)}
    ${plan.later.map((pass) => html`<p class="q">Then${pass.actions.length ? '' : ' it waits'}:</p>${passOf(pass)}`)}
    ${plan.complete ? nothing : html`<p class="q">And so on.</p>`}`;
}

/** What an action costs whoever uses the service just then. */
const COSTS = { restart: 'it starts again', recreate: 'another one comes in its place', port: 'nobody answers at its ports meanwhile' };

function passOf(pass) {
  return html`${pass.actions.length === 0 ? nothing : html`<ol class="steps">${pass.actions.map((action, i) => html`<li>
      <span class="num">${i + 1}</span>
      <span>${mark(kindOf(action.action), action.text)} <span class="q">${action.cause}${COSTS[action.disrupts] ? `; ${COSTS[action.disrupts]}` : ''}</span>
        ${action.changes.length > 1 ? html`<ul class="changes">${action.changes.map((it) => html`<li class="q">${it.path}: ${it.have || 'nothing'} → ${it.want || 'nothing'}</li>`)}</ul>` : nothing}</span>
      <span class="qq n">${action.after?.length ? `after ${action.after.map((it) => it + 1).join(', ')}` : ''}</span></li>`)}</ol>`}
    ${waits(pass.waiting).map((line) => html`<p class="q">${line}</p>`)}`;
}

function ready(dialog) {
  return dialog.rehearsals && dialog.volumes !== null && !dialog.working && !(dialog.problem && !dialog.problem.status)
    && (!dialog.typed || !dialog.choice.needsTyping || dialog.choice.typedName === dialog.typed);
}

/** The dialog that is open, if one is. */
export function dialogView() {
  const dialog = state.dialog;
  if (!dialog) return nothing;
  return html`<dialog class="dialog" aria-label=${dialog.title} @close=${closeDialog} @cancel=${closeDialog}>
    <form method="dialog" @submit=${(event) => { event.preventDefault(); if (ready(dialog)) perform(); }}>
    <header><h2>${dialog.title}</h2><span class="grow"></span>${button('×', closeDialog, 'flat close')}</header>
    <div class="in plan" tabindex="0" aria-label="What will happen">
      ${dialog.problem ? problemNote(dialog.problem) : nothing}
      ${dialog.rehearsals ? dialog.writes.map((write, i) => planOf(dialog.rehearsals[i], write))
        : dialog.problem ? nothing : html`<p class="q" role="status">Asking what would happen…</p>`}
      ${dialog.options?.(dialog) ?? nothing}
      <details><summary>The same as a request</summary>
        ${dialog.writes.map((write) => html`<pre class="code" tabindex="0">${asCommand(dialog, write)}</pre>`)}</details>
    </div>
    <footer class="foot"><span class="grow"></span>${button('Cancel', closeDialog)}
      <button class="btn ${dialog.risk ? 'risk' : 'go'}" ?disabled=${!ready(dialog)}>${dialog.working ? 'Working…' : dialog.word}</button></footer>
    </form></dialog>`;
}

/** Shows a dialog that was drawn as one: focus goes in, and comes back. */
export function showDialog(root) {
  const element = root.querySelector('dialog');
  if (element && !element.open) element.showModal();
}

const TITLES = { stop: 'Stop', start: 'Start', restart: 'Restart', kill: 'Kill' };

/** Stop, start, restart or kill of some apps. */
export function proposeVerb(verb, apps) {
  propose({
    title: `${TITLES[verb]} ${apps.length === 1 ? apps[0] : `${apps.length} apps`}`, word: TITLES[verb], risk: verb === 'kill',
    writes: apps.map((app) => ({ app, method: 'POST', path: `/v1/apps/${app}/${verb}` })),
  });
}

/** Deletion: volumes stay, unless somebody says otherwise and types the name. */
export function proposeDelete(apps, then) {
  const typed = apps.length === 1 ? apps[0] : 'delete';
  const options = (dialog) => dialog.volumes === null ? html`<p class="q" role="status">Looking for volumes…</p>`
    : dialog.volumes.length === 0 ? html`<p class="q">It keeps no volumes.</p>` : html`
    <fieldset><legend>Volumes: ${dialog.volumes.map((name) => html`<code class="tag">${name}</code> `)}</legend>
      <label><input type="radio" name="volumes" ?checked=${!dialog.choice.query}
        @change=${() => choose({ query: '', needsTyping: false })}> keep them (a new app of that name finds them again)</label>
      <label><input type="radio" name="volumes" ?checked=${!!dialog.choice.query}
        @change=${() => choose({ query: 'volumes=delete', needsTyping: true })}> delete them with all that is in them</label>
      ${dialog.choice.needsTyping ? html`<label class="field"><span>Type <b>${typed}</b> to say that you mean it</span>
        <input class="input" autocomplete="off" @input=${(event) => { dialog.choice.typedName = event.target.value; changed(); }}></label>` : nothing}
    </fieldset>`;
  propose({
    title: `Delete ${apps.length === 1 ? apps[0] : `${apps.length} apps`}`, word: 'Delete', risk: true, options, typed, then, volumes: null,
    writes: apps.map((app) => ({ app, method: 'DELETE', path: `/v1/apps/${app}` })),
  });
  lookForVolumes(state.dialog, apps);
}

/** What is kept is asked for now: somebody may be about to give it up. */
async function lookForVolumes(dialog, apps) {
  try {
    const { items } = await request('GET', '/v1/volumes');
    dialog.volumes = items.filter((it) => apps.includes(it.app)).map((it) => it.name);
  } catch (problem) {
    dialog.problem = problem;
  }
  changed();
}

/** Back to an earlier revision. */
export function proposeRollback(app, revision) {
  propose({
    title: `Roll ${app} back to revision ${revision}`, word: `Roll back to ${revision}`,
    writes: [{ app, method: 'POST', path: `/v1/apps/${app}/rollback`, body: JSON.stringify({ revision }) }],
  });
}

/** Repair of some fields, or of all; or what is there becomes what is wanted. */
export function proposeDrift(app, kind, paths) {
  const body = JSON.stringify(paths ? { paths } : {});
  propose(kind === 'keep'
    ? { title: `Keep what is there in ${app}`, word: 'Keep', writes: [{ app, method: 'POST', path: `/v1/apps/${app}/drift/keep`, body }] }
    : { title: `Repair ${app}`, word: 'Repair', writes: [{ app, method: 'POST', path: `/v1/apps/${app}/repair`, body }] });
}

/** A step of a rollout. */
export function proposeRollout(app, action) {
  propose({
    title: `${action[0].toUpperCase()}${action.slice(1)} the rollout of ${app}`, word: action, risk: action === 'abort',
    writes: [{ app, method: 'POST', path: `/v1/apps/${app}/rollout`, body: JSON.stringify({ action }) }],
  });
}
