/* The list of keys, under `?`. */
import { html, nothing } from '../lit-html/lit-html.js';
import { button } from '../parts.js';
import { changed } from '../store.js';

const ANYWHERE = [['/', 'jump to an app or a page'], ['?', 'this list'], ['Esc', 'close what is open']];
const LIST = [['j', 'the next app'], ['k', 'the one before'], ['o', 'open it'], ['l', 'its log'], ['x', 'select it']];
const APP = [['o', 'overview'], ['l', 'log'], ['e', 'events'], ['r', 'revisions'], ['d', 'drift'], ['m', 'manifest'], ['c', 'console'], ['u', 'back to the list']];

let open = false;

export const isShowingKeys = () => open;

export function openKeys() {
  open = true;
  changed();
}

function close() {
  open = false;
  document.querySelector('dialog.keys')?.close();
  changed();
}

const part = (title, keys) => html`<section aria-label=${title}><h3>${title}</h3>
  <dl>${keys.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}</dl></section>`;

/** The list, if it is open. */
export function keysView() {
  if (!open) return nothing;
  return html`<dialog class="dialog keys" aria-label="Keys" @close=${close}>
    <header><h2>Keys</h2><span class="grow"></span>${button('×', close, 'flat close')}</header>
    <div class="in" tabindex="0" aria-label="What keys do">${part('Anywhere', ANYWHERE)}${part('In the list of apps', LIST)}${part('In an app', APP)}
      <p class="q">Everything else is reached with <kbd>Tab</kbd>, and done with <kbd>Enter</kbd> or the space bar. While somebody types, keys are letters.</p></div></dialog>`;
}
