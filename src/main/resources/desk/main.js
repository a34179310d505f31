/* The page: which view is shown, the bar around it, keys. */
import { html, nothing, render } from './lit-html/lit-html.js';
import { dialogView, showDialog } from './act.js';
import { button, condition, conditionOf, mark, note } from './parts.js';
import { begin, beginDrawing, changed, endDrawing, go, ofApps, onChange, signOut, state } from './store.js';
import { appsView, appsKey } from './view/apps.js';
import { appView, appKey } from './view/app.js';
import { activityView } from './view/activity.js';
import { editView } from './view/edit.js';
import { imagesView } from './view/images.js';
import { isShowingKeys, keysView, openKeys } from './view/keys.js';
import { jumpView, openJump, closeJump, isJumping } from './view/jump.js';
import { signInView } from './view/sign-in.js';
import { sourceView, sourcesView } from './view/sources.js';
import { systemView } from './view/system.js';

const root = document.getElementById('desk');

/** Paths and their views; the first that fits. What a path captures is handed to the view. */
const ROUTES = [
  [/^\/$|^\/apps$/, appsView, 'Apps'],
  [/^\/new$/, () => editView(), 'Apps'],
  [/^\/apps\/([^/]+)\/edit$/, (name) => editView(name), 'Apps'],
  [/^\/apps\/([^/]+)\/revisions\/(\d+)\.\.(\d+)$/, (name, a, b) => appView(name, 'revisions', { a: Number(a), b: Number(b) }), 'Apps'],
  [/^\/apps\/([^/]+)(?:\/(logs|events|revisions|drift|manifest|console))?$/, (name, tab) => appView(name, tab || 'overview', {}), 'Apps'],
  [/^\/activity$/, activityView, 'Activity'],
  [/^\/sources$/, sourcesView, 'Sources'],
  [/^\/sources\/([^/]+)$/, sourceView, 'Sources'],
  [/^\/images$/, imagesView, 'Images'],
  [/^\/system$/, systemView, 'System'],
];

const NAVIGATION = [['Apps', '/'], ['Activity', '/activity'], ['Sources', '/sources'], ['Images', '/images'], ['System', '/system']];

const ICONS = {
  Apps: 'M2.5 3.5h13M2.5 9h13M2.5 14.5h13', Activity: 'M1.5 9h4l2-6 3.5 12 2-6h3.5',
  Sources: 'M4.5 6v6M13.5 8.5c0 3-5 2-8 4M2.5 4a2 2 0 1 0 4 0 2 2 0 1 0-4 0M2.5 14a2 2 0 1 0 4 0 2 2 0 1 0-4 0M11.5 6.500a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  Images: 'M2 5.500 9 2l7 3.500-7 3.500ZM2 9l7 3.500L16 9M2 12.500 9 16l7-3.500', System: 'M2 3h14v5H2zM2 10h14v5H2zM5 5.500h1M5 12.500h1',
};

function route() {
  for (const [pattern, view, section] of ROUTES) {
    const found = location.pathname.match(pattern);
    if (found) return { view: () => view(...found.slice(1).map((it) => it && decodeURIComponent(it))), section };
  }
  return { view: () => html`<h1>Not here</h1><p>No page of Berth has the path <code>${location.pathname}</code>. <a href="/">All apps</a></p>`, section: '' };
}

/** An engine that hangs keeps `/v1/system` waiting; the apps know before. */
const unknownApp = ofApps(() => [...state.apps?.values() || []].find((app) => condition(app, 'Ready')?.reason === 'EngineUnreachable'));

const isEngineLost = () => state.engine.reachable === false || unknownApp() !== undefined;

function engineMark() {
  if (isEngineLost()) return mark('unknown', 'Engine out of reach');
  const engine = state.system?.engine;
  return engine ? mark('ok', `Engine ${(engine.version || '').replace(/\+.*/, '')}`) : nothing;
}

const needing = ofApps(() => [...state.apps?.values() || []].filter((app) => conditionOf(app).group === 'need').length);

function links(section, isBar) {
  return NAVIGATION.map(([name, path]) => html`<a href=${path} aria-current=${name === section ? 'page' : nothing}>
    ${isBar ? html`<svg viewBox="0 0 18 18" aria-hidden="true"><path d=${ICONS[name]} fill="none" stroke="currentColor" stroke-width="1.5"/></svg>` : nothing}
    ${name}${name === 'Apps' && needing() && !isBar ? html`<span class="count bad" title="apps that need you">${needing()}</span>` : nothing}</a>`);
}

function shell({ view, section }) {
  return html`<a class="skip" href="#main">To the content</a>
    <header class="top"><a class="brand" href="/">Berth</a><nav aria-label="Main">${links(section, false)}</nav><span class="grow"></span>
      <button type="button" class="jump" @click=${openJump}>Jump to app or page <kbd>/</kbd></button>
      <button type="button" class="btn flat not-s" aria-label="Keys" @click=${openKeys}><kbd>?</kbd></button>
      <span class="small">${engineMark()}</span>
      <span class="small not-s">${state.session.name} <span class="qq">${state.session.role}</span></span>
      ${button('Sign out', signOut, 'flat')}</header>
    <main id="main" tabindex="-1">
      ${state.apps && !state.live ? note('unknown', html`The connection to Berth is gone; what stands here is from before. Trying again…`) : nothing}
      ${isEngineLost() ? note('unknown', html`<b>The engine does not answer</b>, so how containers are is unknown. ${state.engine.message}`) : nothing}
      ${view()}</main>
    <nav class="tabbar" aria-label="Sections">${links(section, true)}</nav>
    <div class="toast" role="status" aria-live="polite">${state.toast ?? nothing}</div>
    ${dialogView()}${jumpView()}${keysView()}`;
}

function draw() {
  beginDrawing();
  const { view, section } = route();
  document.title = `${section || 'Berth'}${section ? ' – Berth' : ''}`;
  if (state.session === undefined) render(html`<main><p class="q" role="status">Asking Berth who you are…</p></main>`, root);
  else render(state.session === null ? signInView() : shell({ view, section }), root);
  endDrawing();
  showDialog(root);
  dispatchEvent(new Event('desk-shown'));
}

const isTyping = (target) => target.closest('input, textarea, select, [contenteditable]') !== null;

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape' && isJumping()) return closeJump();
  if (isTyping(event.target) || state.dialog || isJumping() || isShowingKeys() || !state.session) return;
  if (event.key === '/') { event.preventDefault(); return openJump(); }
  if (event.key === '?') return openKeys();
  if (location.pathname === '/' || location.pathname === '/apps') appsKey(event);
  else appKey(event);
}

function onClick(event) {
  const link = event.target.closest('a[href]');
  const isOurs = link && link.origin === location.origin && !link.target && !link.hasAttribute('download')
    && !/^\/(v1|docs|openapi|metrics)\b/.test(link.pathname) && !link.getAttribute('href').startsWith('#');
  if (!isOurs || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href);
}

addEventListener('popstate', changed);
addEventListener('keydown', onKey);
addEventListener('click', onClick);
onChange(draw);
draw();
begin();
setInterval(() => state.session && changed(), 10_000);
