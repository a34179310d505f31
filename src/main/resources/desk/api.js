/*
 * Requests to /v1. The cookie of the session goes along by itself. A request that got no answer (Chromium cancels them
 * when a network of Docker comes or goes) is made again, and so is a stream, from where it was.
 */

const TRIES = 5;
const LONGEST_PAUSE = 10_000;

/** What Berth answered in place of what was asked for, by RFC 9457. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `status ${status}`);
    this.status = status;
    this.reason = body.reason;
    this.violations = body.violations || [];
  }
}

const pause = (millis) => new Promise((done) => setTimeout(done, millis));

let signedOut = () => {};

/** @param {() => void} listener called when a request was refused for want of a session */
export function onSignedOut(listener) {
  signedOut = listener;
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  if (response.status === 401) signedOut();
  return new Problem(response.status, body);
}

async function fetchAgain(path, options) {
  for (let tried = 1; ; tried++) {
    try {
      return { response: await fetch(path, options), again: tried > 1 };
    } catch (failure) {
      if (options.signal?.aborted) throw failure;
      if (tried >= TRIES) throw new Problem(0, { detail: 'Berth does not answer', reason: 'Unreachable' });
      await pause(100 * 2 ** tried);
    }
  }
}

/**
 * A request; resolves to the document, or to text.
 *
 * @param {{body?: string, type?: string, accept?: string, match?: string, signal?: AbortSignal}} options `match` is the
 *     version that somebody has looked at: who repeats a write whose answer was lost is told 412 if it had been done,
 *     which counts as done
 * @throws {Problem}
 */
export async function request(method, path, options = {}) {
  const headers = { Accept: options.accept || 'application/json' };
  if (options.body !== undefined) headers['Content-Type'] = options.type || 'application/json';
  if (options.match) headers['If-Match'] = `"${options.match}"`;
  const { response, again } = await fetchAgain(path, { method, headers, body: options.body, signal: options.signal });
  if (again && response.status === 412) return null;
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return null;
  return headers.Accept === 'application/json' ? response.json() : response.text();
}

export const get = (path, options) => request('GET', path, options);

/** One event of a stream from its lines. */
function eventOf(block) {
  const event = { id: undefined, name: 'message', data: '', hasData: false };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    const field = line.slice(0, colon);
    if (field === 'id') event.id = value;
    else if (field === 'event') event.name = value;
    else if (field === 'data') Object.assign(event, { data: event.hasData ? `${event.data}\n${value}` : value, hasData: true });
  }
  return event;
}

async function* eventsOf(response) {
  let rest = '';
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    rest += part.replaceAll('\r\n', '\n');
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      yield eventOf(rest.slice(0, end));
      rest = rest.slice(end + 2);
    }
  }
}

/**
 * Follows server-sent events until it is stopped: from the last id on after each loss, at growing distances.
 *
 * @param {{from?: string, onEvent: (event: {id: string, name: string, data: string}) => boolean | void,
 *     onOpen?: (isOpen: boolean) => void, onEnd?: (problem: Problem) => void}} options `onEvent` answers false to end;
 *     `onEnd`: refused for good
 * @returns {() => void} ends it
 */
export function follow(path, options) {
  const stop = new AbortController();
  let last = options.from;
  let losses = 0;
  const once = async () => {
    const headers = { Accept: 'text/event-stream' };
    if (last) headers['Last-Event-ID'] = last;
    const response = await fetch(path, { headers, signal: stop.signal });
    if (!response.ok) throw await problemOf(response);
    options.onOpen?.(true);
    losses = 0;
    for await (const event of eventsOf(response)) {
      if (event.id) last = event.id;
      if (event.hasData && options.onEvent(event) === false) stop.abort();
    }
  };
  const isFinal = (failure) => failure instanceof Problem && [400, 401, 403, 404, 410, 422].includes(failure.status);
  (async () => {
    while (!stop.signal.aborted) {
      try {
        await once();
      } catch (failure) {
        if (stop.signal.aborted) return;
        if (isFinal(failure)) return options.onEnd?.(failure);
      }
      options.onOpen?.(false);
      await pause(Math.min(LONGEST_PAUSE, 200 * 2 ** losses++) * (0.8 + Math.random() * 0.4));
    }
  })();
  return () => stop.abort();
}
