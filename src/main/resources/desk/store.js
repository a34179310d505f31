/*
 * What the page knows, and how it stays true: the apps by one watch for the whole page, everything else by what the
 * views on the screen ask for. A change leads to one drawing a frame.
 */
import { follow, get, onSignedOut, Problem, request } from './api.js';

export const state = {
  /** @type {Map<string, any> | null} null until the list has come */
  apps: null,
  /** rises with each change of an app: what is made of all of them is made once for each */
  appsVersion: 0,
  session: undefined,
  system: null,
  engine: { reachable: undefined, message: '' },
  live: false,
  dialog: null,
  toast: null,
};

const listeners = new Set();
let drawing = false;

/** Has everything drawn anew, in the next frame. */
export function changed() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => { drawing = false; listeners.forEach((listener) => listener()); });
}

export const onChange = (listener) => listeners.add(listener);

/** Remembers what was last made of all apps, for as long as they and `key` stay the same. */
export function ofApps(make) {
  let last = {};
  return (key = '') => {
    if (last.version !== state.appsVersion || last.apps !== state.apps || last.key !== key) {
      last = { version: state.appsVersion, apps: state.apps, key, value: make() };
    }
    return last.value;
  };
}

let stopWatch = () => {};
let systemTimer;

function onApp(event) {
  if (event.name === 'RESYNC') { startWatch(); return false; }
  const { type, object } = JSON.parse(event.data);
  if (type === 'DELETED') state.apps.delete(object.metadata.name);
  else state.apps.set(object.metadata.name, object);
  state.appsVersion++;
  changed();
}

async function startWatch() {
  stopWatch();
  let stopped = false;
  stopWatch = () => { stopped = true; };
  try {
    const list = await get('/v1/apps');
    if (stopped) return;
    state.apps = new Map(list.items.map((app) => [app.metadata.name, app]));
    state.appsVersion++;
    changed();
    stopWatch = follow('/v1/apps?watch=true', {
      from: list.metadata.resourceVersion, onEvent: onApp,
      onOpen: (isOpen) => { state.live = isOpen; changed(); },
    });
  } catch (failure) {
    if (!stopped && failure.status !== 401) setTimeout(() => stopped || startWatch(), 2_000);
  }
}

async function lookAtSystem() {
  try {
    state.system = await get('/v1/system');
    state.engine = { reachable: true, message: '' };
  } catch (failure) {
    if (failure.status === 503) state.engine = { reachable: false, message: failure.message };
    else if (failure.status === 403) state.engine = { reachable: undefined, message: '' };
  }
  changed();
}

/** Asks who one is; with a session the feeds begin. */
export async function begin() {
  try {
    state.session = await get('/v1/session');
  } catch (failure) {
    if (failure.status !== 401) { setTimeout(begin, 2_000); return; }
    state.session = null;
    changed();
    return;
  }
  startWatch();
  lookAtSystem();
  clearInterval(systemTimer);
  systemTimer = setInterval(lookAtSystem, 15_000);
  changed();
}

/** The feeds end, and the page asks for a token. */
function end() {
  stopWatch();
  clearInterval(systemTimer);
  Object.assign(state, { session: null, apps: null, system: null, dialog: null });
  changed();
}

onSignedOut(end);

export async function signIn(token) {
  await request('POST', '/v1/session', { body: token, type: 'text/plain' });
  await begin();
}

export async function signOut() {
  await request('DELETE', '/v1/session').catch(() => {});
  end();
}

const RANK = { viewer: 0, deployer: 1, admin: 2 };

/** Whether who is signed in may do what needs a role. */
export const may = (role) => RANK[state.session?.role] >= RANK[role];

export function tell(text) {
  state.toast = text;
  changed();
  setTimeout(() => { if (state.toast === text) { state.toast = null; changed(); } }, 6_000);
}

/** Goes to another route of the page. */
export function go(path) {
  history.pushState(null, '', path);
  state.dialog = null;
  changed();
  scrollTo(0, 0);
}

/** What views have asked for, by key. What a drawing does not ask for again is let go. */
const held = new Map();
let asked = new Set();

function hold(key, make) {
  asked.add(key);
  if (!held.has(key)) held.set(key, make());
  return held.get(key);
}

/** Before a drawing. */
export function beginDrawing() {
  asked = new Set();
}

/** After a drawing. */
export function endDrawing() {
  for (const [key, entry] of held) {
    if (!asked.has(key)) { entry.stop(); held.delete(key); }
  }
}

/**
 * Something that a view shows, read once, again every so often, and again whenever `on` differs. The old value stays
 * until the new one is there.
 *
 * @returns {{value: any, problem: Problem | null, reload: () => void}}
 */
export function use(key, load, { every = 0, on = '' } = {}) {
  const entry = hold(key, () => {
    const made = { value: undefined, problem: null, on, stopped: false };
    made.reload = async () => {
      try {
        const value = await load();
        Object.assign(made, { value, problem: null });
      } catch (failure) {
        made.problem = failure instanceof Problem ? failure : new Problem(0, { detail: String(failure) });
      }
      if (!made.stopped) changed();
    };
    const timer = every && setInterval(made.reload, every);
    made.stop = () => { made.stopped = true; clearInterval(timer); };
    made.reload();
    return made;
  });
  if (entry.on !== on) { entry.on = on; entry.reload(); }
  return entry;
}

/** Something that a view keeps for as long as it is shown. @param {() => {stop: Function}} make */
export const keep = (key, make) => hold(key, make);

/**
 * A stream that a view shows, for as long as it does.
 *
 * @param {() => {onEvent: Function}} make the value that is shown, which takes the events
 */
export function useStream(key, path, make) {
  return hold(key, () => {
    const made = make();
    made.open = false;
    made.stop = follow(path, {
      onEvent: (event) => { const go = made.onEvent(event); changed(); return go; },
      onOpen: (isOpen) => { made.open = isOpen; changed(); },
      onEnd: (problem) => { made.problem = problem; changed(); },
    });
    return made;
  });
}
