import { html, nothing } from '../lit-html/lit-html.js';
import { conditionOf, mark } from '../parts.js';
import { changed, go, state } from '../store.js';

const PAGES = [['Apps', '/'], ['New app', '/new'], ['Activity', '/activity'], ['Sources', '/sources'], ['Images', '/images'], ['System', '/system']];

let open = false;
let text = '';
let at = 0;
let before = null;

export const isJumping = () => open;

export function openJump() {
  before = document.activeElement;
  text = '';
  at = 0;
  open = true;
  changed();
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector('.jumper input')?.focus()));
}

export function closeJump() {
  open = false;
  changed();
  before?.focus?.();
}

function targets() {
  const wanted = text.toLowerCase();
  const apps = [...state.apps?.values() || []].map((app) => {
    const { kind, word } = conditionOf(app);
    return { label: app.metadata.name, path: `/apps/${app.metadata.name}`, aside: mark(kind, word) };
  });
  const logs = apps.map((it) => ({ label: `${it.label} logs`, path: `${it.path}/logs`, aside: nothing }));
  const pages = PAGES.map(([label, path]) => ({ label, path, aside: html`<span class="qq">page</span>` }));
  return [...apps, ...pages, ...logs].filter((it) => it.label.toLowerCase().includes(wanted)).slice(0, 12);
}

function take(target) {
  if (!target) return;
  open = false;
  document.activeElement?.blur(); // Its box stays until the next frame; a key that comes before is not typed into it.
  go(target.path);
}

function onKey(event) {
  const all = targets();
  if (event.key === 'ArrowDown') at = Math.min(at + 1, all.length - 1);
  else if (event.key === 'ArrowUp') at = Math.max(at - 1, 0);
  else if (event.key === 'Enter') return take(all[at]);
  else if (event.key === 'Tab') return event.preventDefault();
  else return;
  event.preventDefault();
  changed();
}

/** The box that leads to any app or page by a few letters. */
export function jumpView() {
  if (!open) return nothing;
  return html`<div class="scrim" @click=${closeJump}></div>
    <div class="jumper" role="dialog" aria-modal="true" aria-label="Jump to an app or a page">
      <input class="input" role="combobox" aria-expanded="true" aria-controls="jump-list" aria-activedescendant="jump-${at}" aria-label="Name of an app or a page"
        autocomplete="off" @input=${(event) => { text = event.target.value; at = 0; changed(); }} @keydown=${onKey}>
      <ul id="jump-list" role="listbox" aria-label="Where to">${targets().map((it, i) => html`
        <li id="jump-${i}" role="option" aria-selected=${i === at} @click=${() => take(it)}><span>${it.label}</span>${it.aside}</li>`)}</ul></div>`;
}
