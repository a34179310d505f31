/*
 * A shell in a container, line by line. An emulator of a terminal makes styles as it goes, which the page's policy forbids:
 * `berth exec -it` has a whole one.
 */
import { html, nothing } from '../lit-html/lit-html.js';
import { request } from '../api.js';
import { button, note, panel } from '../parts.js';
import { changed, keep } from '../store.js';
import { plain } from '../text.js';

/** Letters that are kept; older ones are let go. */
const MOST = 200_000;

/** The first byte of a message: the channels of Kubernetes. */
const CHANNEL = { input: 0, output: 1, errors: 2, status: 3 };

const encoder = new TextEncoder();

class Shell {
  constructor() {
    this.text = '';
    this.problem = null;
    this.end = '';
    this.socket = null;
    this.typed = [];
    this.at = 0;
  }

  get isOpen() { return this.socket?.readyState === WebSocket.OPEN; }

  /**
   * A browser does not tell why a WebSocket was refused; the same without one is told, up to 426: that it has to be one.
   * A 403 may be for want of an Origin, which only the other has.
   */
  async open(path) {
    Object.assign(this, { text: '', problem: null, end: 'Asking…' });
    changed();
    const refusal = await request('GET', path).then(() => null, (problem) => problem);
    if (refusal && ![403, 426].includes(refusal.status)) {
      Object.assign(this, { problem: refusal, end: '' });
      changed();
    } else {
      this.connect(path, refusal?.status === 403 ? refusal.message : 'Berth did not open it.');
    }
  }

  connect(path, refusal) {
    const socket = new WebSocket(new URL(path, location.href.replace(/^http/, 'ws')), 'v5.channel.k8s.io');
    const decoders = [new TextDecoder(), new TextDecoder()];
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => { this.end = ''; changed(); requestAnimationFrame(() => document.querySelector('.typing')?.focus()); };
    socket.onmessage = ({ data }) => {
      const bytes = new Uint8Array(data);
      const rest = bytes.subarray(1);
      if (bytes[0] === CHANNEL.output || bytes[0] === CHANNEL.errors) this.add(decoders[bytes[0] - 1].decode(rest, { stream: true }));
      else if (bytes[0] === CHANNEL.status) this.end = ending(JSON.parse(new TextDecoder().decode(rest)));
      changed();
    };
    let wasOpen = false;
    socket.addEventListener('open', () => { wasOpen = true; });
    socket.onclose = () => {
      if (!wasOpen) Object.assign(this, { problem: { message: refusal }, end: '' });
      else if (!this.end) this.end = 'The connection has ended.';
      changed();
    };
  }

  add(text) {
    const whole = this.text + text;
    this.text = whole.length > MOST ? whole.slice(whole.indexOf('\n', whole.length - MOST) + 1) : whole;
  }

  type(line) {
    const bytes = encoder.encode(`${line}\n`);
    const message = new Uint8Array(bytes.length + 1);
    message[0] = CHANNEL.input;
    message.set(bytes, 1);
    this.socket.send(message);
    this.add(`${line}\n`);
    if (line) this.typed = [...this.typed.filter((it) => it !== line), line].slice(-200);
    this.at = this.typed.length;
  }

  /** A line that was typed before, or after. */
  recall(by) {
    this.at = Math.min(Math.max(0, this.at + by), this.typed.length);
    return this.typed[this.at] ?? '';
  }

  stop() { this.socket?.close(); }
}

function ending(status) {
  if (status.status === 'Success') return 'It has ended.';
  const code = status.details?.causes?.find((it) => it.reason === 'ExitCode')?.message;
  return code ? `It has ended with ${code}.` : status.message || 'It has ended.';
}

const chosen = new Map();

function onKey(event, shell) {
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    event.preventDefault();
    event.target.value = shell.recall(event.key === 'ArrowUp' ? -1 : 1);
  }
}

function onSubmit(event, shell) {
  event.preventDefault();
  const field = event.target.elements.line;
  shell.type(field.value);
  field.value = '';
  changed();
}

/** The console of an app's containers. */
export function consoleTab(app) {
  const { name } = app.metadata;
  const shell = keep(`console ${name}`, () => new Shell());
  const running = Object.values(app.status?.services || {}).flatMap((it) => it.containers || []).filter((it) => it.state === 'running').map((it) => it.name);
  const container = running.includes(chosen.get(name)) ? chosen.get(name) : running[0];
  const path = `/v1/apps/${name}/exec?container=${encodeURIComponent(container)}&command=sh&command=-i&stdin=true&tty=false`;
  requestAnimationFrame(() => { const box = document.querySelector('.screen'); if (box) box.scrollTop = box.scrollHeight; });
  return panel('Console', html`<select class="input" aria-label="Container" ?disabled=${shell.isOpen} @change=${(event) => { chosen.set(name, event.target.value); changed(); }}>
      ${running.map((it) => html`<option value=${it} ?selected=${it === container}>${it}</option>`)}</select><span class="grow"></span>
    ${shell.isOpen ? button('End', () => shell.stop()) : container ? button('Open a shell', () => shell.open(path)) : nothing}`, html`
    ${shell.problem ? note('bad', shell.problem.message) : nothing}
    ${running.length === 0 ? html`<p class="q in">No container of it runs.</p>` : nothing}
    <pre class="code screen" tabindex="0" role="log" aria-label="What it says" aria-live="polite">${plain(shell.text)}</pre>
    ${shell.isOpen ? html`<form class="in" @submit=${(event) => onSubmit(event, shell)}><input class="input typing" name="line" aria-label="A line for the shell" autocomplete="off" autocapitalize="off" spellcheck="false" @keydown=${(event) => onKey(event, shell)}></form>`
      : html`<p class="q in" role="status">${shell.end || 'Commands are run as who the container runs as, and are in the audit log.'}</p>`}`);
}
