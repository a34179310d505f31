import { html, nothing } from '../lit-html/lit-html.js';
import { request } from '../api.js';
import { propose, withQuery } from '../act.js';
import { button, panel, problemNote } from '../parts.js';
import { changed, go, may, state } from '../store.js';
import { manifest } from '../text.js';
import { differenceView } from './revisions.js';

const EXAMPLE = `name: friendlyhello
image: "nginx:alpine"
ports: ["8081:80"]
environment: {NAME: World}
`;

/** What is being written, by app; kept while somebody looks elsewhere on the page. */
const drafts = new Map();

function draftOf(name) {
  const key = name || '';
  if (!drafts.has(key)) {
    const text = name ? manifest(state.apps.get(name)) : EXAMPLE;
    drafts.set(key, { key, text, before: text, problem: null, checked: false, isCompose: false, timer: 0 });
  }
  return drafts.get(key);
}

/** The request that a draft stands for. */
function writeOf(draft) {
  const type = 'application/yaml';
  if (draft.key) return { app: draft.key, method: 'PUT', path: `/v1/apps/${draft.key}`, body: draft.text, type };
  if (draft.isCompose) {
    const name = draft.text.match(/^name: *"?([a-z0-9-]+)/m)?.[1];
    return { method: 'POST', path: `/v1/compose${name ? `?name=${name}` : ''}`, body: draft.text, type };
  }
  return { method: 'POST', path: '/v1/apps', body: draft.text, type };
}

async function check(draft) {
  const write = writeOf(draft);
  const { text } = draft;
  try {
    await request(write.method, withQuery(write.path, 'dryRun=true'), write);
    if (draft.text === text) Object.assign(draft, { problem: null, checked: true });
  } catch (problem) {
    if (draft.text === text) Object.assign(draft, { problem, checked: true });
  }
  changed();
}

function onInput(draft, text) {
  draft.text = text;
  draft.checked = false;
  clearTimeout(draft.timer);
  draft.timer = setTimeout(() => check(draft), 400);
  changed();
}

function read(draft, isCompose) {
  draft.isCompose = isCompose;
  onInput(draft, draft.text);
}

const kinds = (draft) => html`<div class="set" role="group" aria-label="What is written here">
  <button type="button" aria-pressed=${!draft.isCompose} @click=${() => read(draft, false)}>Manifest</button>
  <button type="button" aria-pressed=${draft.isCompose} @click=${() => read(draft, true)}>Compose file</button></div>`;

/** Where in a text a violation is: by its line if it names one, else at the last key of its path. */
export function lineOf(text, violation) {
  const said = violation.line || violation.message.match(/^line (\d+)/)?.[1];
  if (said) return Number(said);
  const key = violation.path.split(/[.[\]]/).filter((it) => it && !/^\d+$/.test(it)).at(-1);
  const at = key ? text.split('\n').findIndex((line) => new RegExp(`(^|[\\s{,-])"?${key.replace(/[^\w-]/g, '.')}"?:`).test(line)) : -1;
  return at < 0 ? null : at + 1;
}

/** What of a line is meant: the word at a column that was told, else all but its indent. */
function rangeOf(line, column) {
  const begin = column ? column - 1 : line.search(/\S|$/);
  const word = column ? line.slice(begin).match(/^(?:"[^"]*"|'[^']*'|[^\s,:{}[\]#]+)/)?.[0].length : 0;
  return [begin, word ? begin + word : Math.max(begin + 1, line.trimEnd().length)];
}

/** Violations that are somewhere in the text, each with its place. */
function placed(draft) {
  const lines = draft.text.split('\n');
  return (draft.problem?.violations || []).flatMap((it) => {
    const number = lineOf(draft.text, it);
    if (!number || number > lines.length) return [];
    const [begin, end] = rangeOf(lines[number - 1], it.column);
    return [{ number, begin, end, message: it.message }];
  });
}

function goTo(draft, violation) {
  const area = document.querySelector('textarea');
  const line = lineOf(draft.text, violation);
  const lines = area.value.split('\n');
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  const [begin, end] = rangeOf(lines[line - 1] || '', violation.column);
  area.focus();
  area.setSelectionRange(start + begin, start + end);
  area.scrollTop = Math.max(0, line - 8) * (area.scrollHeight / lines.length);
}

/** The marks lie below the text, and are made of blanks as wide as it. */
function underlined(line, marks) {
  const blank = (from, to) => line.slice(from, to).replace(/[^\t]/g, ' ') || ' ';
  const [mark] = marks;
  return mark
    ? html`${mark.begin ? blank(0, mark.begin) : ''}<mark>${blank(mark.begin, mark.end)}</mark>${'\n'}`
    : '\n';
}

/** Follows the text, which alone is scrolled by who reads. */
function onScroll({ target }) {
  for (const it of target.parentNode.querySelectorAll('.gutter, .under')) {
    it.scrollTop = target.scrollTop;
    if (it.className === 'under') it.scrollLeft = target.scrollLeft;
  }
}

function editor(draft) {
  const lines = draft.text.split('\n');
  const marks = draft.checked ? placed(draft) : [];
  const of = (number) => marks.filter((it) => it.number === number);
  return html`<div class="editor"><div class="gutter" aria-hidden="true">${lines.map((line, i) => {
    const [mark] = of(i + 1);
    return mark ? html`<div class="wrong" title=${mark.message}>■ ${i + 1}</div>` : html`<div>${i + 1}</div>`;
  })}</div><pre class="under" aria-hidden="true">${marks.length ? lines.map((line, i) => underlined(line, of(i + 1))) : nothing}</pre><textarea
      class="code" rows="28" spellcheck="false" autocapitalize="off" aria-label="Manifest" wrap="off" aria-describedby="check"
      aria-invalid=${draft.checked && draft.problem ? 'true' : 'false'}
      .value=${draft.text} @input=${(event) => onInput(draft, event.target.value)} @keydown=${onKey} @scroll=${onScroll}></textarea></div>`;
}

function violations(draft) {
  if (!draft.problem) return draft.checked ? html`<p class="ok in">Nothing is wrong with it.</p>` : nothing;
  if (!draft.problem.violations.length) return problemNote(draft.problem);
  const inOrder = [...draft.problem.violations].sort((a, b) => (lineOf(draft.text, a) || 0) - (lineOf(draft.text, b) || 0));
  return html`<div role="alert"><ul class="plain in">${inOrder.map((it) => {
    const line = lineOf(draft.text, it);
    return html`<li>${line ? button(`line ${line}`, () => goTo(draft, it), 'flat') : nothing} <code>${it.path}</code> ${it.message}</li>`;
  })}</ul></div>`;
}

/** Indents in place of leaving the field; Escape, then Tab leaves it. */
let mayLeave = false;
function onKey(event) {
  if (event.key === 'Escape') { mayLeave = true; return; }
  if (event.key === 'Tab' && !mayLeave && !event.shiftKey) {
    event.preventDefault();
    const at = event.target.selectionStart;
    event.target.setRangeText('  ', at, event.target.selectionEnd, 'end');
    event.target.dispatchEvent(new Event('input'));
    return;
  }
  mayLeave = false;
}

function submit(draft) {
  const write = writeOf(draft);
  propose({
    title: draft.key ? `Change ${draft.key}` : 'Declare an app', word: 'Apply', writes: [write],
    then: () => {
      const name = draft.key || draft.text.match(/^\s*name: *"?([a-z0-9-]+)/m)?.[1];
      drafts.delete(draft.key);
      go(name ? `/apps/${name}` : '/');
    },
  });
}

/** A manifest, checked while it is typed; what would happen is shown before anything does. */
export function editView(name) {
  if (!may('deployer')) return html`<h1>${name || 'New app'}</h1><p>Your token may look, not write.</p>`;
  if (name && !state.apps?.has(name)) return html`<h1>${name}</h1><p class="q">${state.apps ? 'No app of that name is declared.' : 'Reading…'}</p>`;
  const draft = draftOf(name);
  return html`<div class="head"><h1>${name ? `Edit ${name}` : 'New app'}</h1><span class="grow"></span>
      ${draft.text !== draft.before ? button('Throw away', () => { drafts.delete(draft.key); changed(); }, 'flat') : nothing}
      ${button('Show what would happen…', () => submit(draft), 'go')}</div>
    ${name ? nothing : html`<div class="head">${kinds(draft)}<p class="q">Nothing happens before you have seen the plan.</p></div>`}
    <div class="cols two">${panel('Manifest', html`<span class="qq small">Tab indents; Escape, then Tab leaves</span>`, editor(draft))}
    <div class="cols">${panel('Check', nothing, html`<div id="check">${violations(draft)}</div>`)}${name ? panel('Difference', nothing, differenceView(draft.before, draft.text)) : nothing}</div></div>`;
}
