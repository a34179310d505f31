/* How the parts of an app hang together: ports, services in the order in which they need one another, volumes. */
import { html, nothing, svg } from '../lit-html/lit-html.js';
import { glyph } from '../parts.js';

const COLUMN = 210;
const ROW = 76;

const list = (value) => (Array.isArray(value) ? value : Object.keys(value || {}));

/** The services of a spec with what leads to them and from them. */
function servicesOf(app) {
  const { spec, metadata, status } = app;
  const written = spec.services || { [metadata.name]: spec };
  const names = new Set([...Object.keys(written), ...Object.keys(status?.services || {})]);
  return [...names].map((name) => {
    const service = written[name] || {};
    const needs = [...new Set([...list(service.links).map((it) => it.split(':')[0]), ...list(service.depends_on)])];
    const volumes = list(service.volumes).map((it) => (typeof it === 'string' ? it.split(':')[0] : it.source || it.target)).filter(Boolean);
    const ports = list(service.ports).map((it) => (typeof it === 'object' ? `${it.published ? `:${it.published} → ` : ''}${it.target}` : String(it)));
    return { name, needs: needs.filter((it) => names.has(it)), volumes, ports, state: status?.services?.[name] };
  });
}

/** The longest way to a service from one that nobody needs; a ring ends where it began. */
function depths(services) {
  const byName = new Map(services.map((it) => [it.name, it]));
  const depth = new Map();
  const visit = (name, at, way) => {
    if (way.has(name) || (depth.get(name) ?? -1) >= at) return;
    depth.set(name, at);
    byName.get(name).needs.forEach((next) => visit(next, at + 1, new Set([...way, name])));
  };
  const needed = new Set(services.flatMap((it) => it.needs));
  services.filter((it) => !needed.has(it.name)).forEach((it) => visit(it.name, 0, new Set()));
  services.forEach((it) => depth.has(it.name) || visit(it.name, 0, new Set()));
  return depth;
}

function kindOf({ state }) {
  if (!state) return 'idle';
  return state.desired === 0 ? 'idle' : state.ready >= state.desired ? 'ok' : 'busy';
}

const cut = (text, letters) => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);

function box(service, x, y) {
  const kind = kindOf(service);
  return svg`<g><rect x=${x} y=${y} width="170" height="54" rx="3"/>
    <svg x=${x + 10} y=${y + 11} width="14" height="14" class=${kind}>${glyph(kind)}</svg>
    <text x=${x + 32} y=${y + 23}>${cut(service.name, 17)}</text>
    <text class="t" x=${x + 12} y=${y + 43}>${service.state ? `${service.state.ready}/${service.state.desired} × ` : ''}${cut((service.state?.image?.reference || '').split('@')[0], 14)}</text></g>`;
}

const edge = (x1, y1, x2, y2) => svg`<path class="e" d=${`M${x1} ${y1}C${x1 + 24} ${y1} ${x2 - 24} ${y2} ${x2} ${y2}`}/><path class="e" d=${`M${x2 - 5} ${y2 - 4}l5 4-5 4`}/>`;

const volume = (name, x, y) => svg`<g><path class="v" d=${`M${x} ${y + 6}c0-8 130-8 130 0v24c0 8-130 8-130 0z`}/><text class="t" x=${x + 12} y=${y + 26}>${cut(name, 16)}</text></g>`;

/** The picture, and the same in a sentence for those who do not see it. */
export function topology(app) {
  const services = servicesOf(app);
  const depth = depths(services);
  const left = services.some((it) => it.ports.length) ? 150 : 10;
  // A row for each: no line to a port or a volume runs through a box.
  const ordered = [...services].sort((a, b) => depth.get(a.name) - depth.get(b.name));
  const place = new Map(ordered.map((it, row) => [it.name, { x: left + depth.get(it.name) * COLUMN, y: 10 + row * ROW }]));
  const width = left + (Math.max(...depth.values()) + 1) * COLUMN;
  const volumes = [...new Set(services.flatMap((it) => it.volumes))];
  const where = new Map(volumes.map((name, i) => [name, { x: width, y: 18 + i * 56 }]));
  const height = Math.max(10 + services.length * ROW, volumes.length * 56 + 20);
  const sentence = services.map((it) => [
    it.ports.length ? `port ${it.ports.join(', ')} leads to ${it.name}` : '', it.needs.length ? `${it.name} needs ${it.needs.join(', ')}` : '',
    it.volumes.length ? `${it.name} keeps ${it.volumes.join(', ')}` : ''].filter(Boolean).join('; ')).filter(Boolean).join('. ');
  return html`<svg class="topo" role="img" aria-label=${sentence || `service ${services.map((it) => it.name).join(', ')}`}
    viewBox="0 0 ${width + (volumes.length ? 140 : 0)} ${height}" width=${width + (volumes.length ? 140 : 0)} height=${height}>
    ${services.map((it) => {
      const { x, y } = place.get(it.name);
      return svg`${it.ports.length ? svg`${edge(134, y + 27, x, y + 27)}<rect x="4" y=${y + 9} width="130" height="36" rx="18"/><text class="t" x="18" y=${y + 32}>${cut(it.ports[0], 14)}${it.ports.length > 1 ? ' …' : ''}</text>` : nothing}
        ${it.needs.map((need) => edge(x + 170, y + 27, place.get(need).x, place.get(need).y + 27))}
        ${it.volumes.map((name) => edge(x + 170, y + 38, where.get(name).x, where.get(name).y + 18))}${box(it, x, y)}`;
    })}${volumes.map((name) => volume(name, where.get(name).x, where.get(name).y))}</svg>`;
}
