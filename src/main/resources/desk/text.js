/* Values as text: YAML, differences, times, sizes. */

const PLAIN = /^[A-Za-z_./][\w./ @+-]*$/;
const WORDS = /^(true|false|null|yes|no|on|off|y|n|~)$/i;

function scalar(value) {
  if (typeof value !== 'string') return JSON.stringify(value);
  return PLAIN.test(value) && !WORDS.test(value) && !value.endsWith(' ') ? value : JSON.stringify(value);
}

const isBranch = (value) => value !== null && typeof value === 'object' && Object.keys(value).length > 0;

const empty = (value) => (Array.isArray(value) ? '[]' : value !== null && typeof value === 'object' ? '{}' : scalar(value));

function item(value, indent) {
  if (!isBranch(value)) return `${indent}- ${empty(value)}\n`;
  const text = yaml(value, `${indent}  `);
  return `${indent}- ${text.slice(indent.length + 2)}`;
}

/** A tree as block YAML; strings of several lines as literal blocks. */
export function yaml(tree, indent = '') {
  if (!isBranch(tree)) return `${indent}${empty(tree)}\n`;
  if (Array.isArray(tree)) return tree.map((value) => item(value, indent)).join('');
  return Object.entries(tree).map(([key, value]) => {
    const head = `${indent}${scalar(key)}:`;
    if (isBranch(value)) return `${head}\n${yaml(value, Array.isArray(value) ? indent : `${indent}  `)}`;
    if (typeof value === 'string' && /^[^\s].*\n[^]*\S\n$/.test(value)) {
      return `${head} |\n${value.replace(/\n$/, '').split('\n').map((line) => line && `${indent}  ${line}`).join('\n')}\n`;
    }
    return `${head} ${empty(value)}\n`;
  }).join('');
}

/** An app as its manifest, without what Berth adds. */
export function manifest(app) {
  const { name, labels, annotations } = app.metadata;
  return yaml({
    apiVersion: app.apiVersion, kind: app.kind,
    metadata: { name, ...(labels && { labels }), ...(annotations && { annotations }) },
    spec: app.spec,
  });
}

/**
 * The difference of two texts, line by line, by their longest common subsequence.
 *
 * @returns {{kind: ' ' | '+' | '-', line: string}[]}
 */
export function difference(before, after) {
  const a = before.split('\n');
  const b = after.split('\n');
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { lines.push({ kind: ' ', line: a[i++] }); j++; }
    else if (i < a.length && (j === b.length || common[i + 1][j] >= common[i][j + 1])) lines.push({ kind: '-', line: a[i++] });
    else lines.push({ kind: '+', line: b[j++] });
  }
  return lines;
}

const UNITS = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']];

/** A span in its largest unit: `12 s`, `3 min`, `6 d`. */
export function span(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  const [size, unit] = UNITS.find(([size]) => seconds >= size) || [1, 's'];
  return `${Math.floor(seconds / size)} ${unit}`;
}

export const ago = (time) => (time ? `${span(Date.now() - Date.parse(time))} ago` : '');

export const clock = (time) => new Date(time).toLocaleTimeString('en-GB');

export function took(millis) {
  return millis < 1000 ? `${millis} ms` : millis < 60_000 ? `${(millis / 1000).toFixed(1)} s` : span(millis);
}

/** In the binary units in which Docker counts. */
export function bytes(count) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = Number(count);
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) { size /= 1024; unit++; }
  return `${size >= 100 || Number.isInteger(size) ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** A message without the colours of a terminal. */
export const plain = (text) => (text || '').replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');

/** The first line of a message, for a row. */
export const firstLine = (text) => plain(text).split('\n').find((line) => line.trim()) || '';

/** Names that Docker gives in full, as people know them. */
export const short = (id) => (id || '').replace(/^sha256:/, '').slice(0, 12);
