// Draws the flame graph anew, from the data in the document, into a layer that can be zoomed, searched and walked
// through by keyboard. What stands in the document already is for readers without scripts. flame_graph_data.js stands
// before it, and both within one function.

const svg = document.currentScript.ownerSVGElement;
const data = JSON.parse(svg.getElementById('data').textContent);
const compared = data.compared;  // absent where there is one profile alone
const margin = 16, row = 17, narrow = 2, unlabelled = 3;

const tree = readTree(data.nodes, compared ? 2 : 1);
const rows = tree.depth.reduce((most, depth) => Math.max(most, depth), 0) + 1;
const isRest = node => node > 0 && tree.name[node] === 0;
const nameOf = node => node === 0 ? 'all' : data.names[tree.name[node]];
const moduleOf = node => node === 0 || isRest(node) ? '' : data.modules[Math.floor(data.looks[tree.name[node]] / 3)][0];

// ---- What is seen; all of it is in the URL's fragment.

const usual = { frame: 0, search: '', icicle: false, theme: '', self: false, baseline: false };
const state = { ...usual };
function readFragment() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const [key, value] of Object.entries(usual)) {
    state[key] = typeof value === 'boolean' ? given.has(key) : given.get(key) ?? value;
  }
  state.frame = Number.isInteger(+state.frame) && +state.frame > 0 && +state.frame < tree.count ? +state.frame : 0;
  if (!compared) state.self = state.baseline = false;
  if (state.theme !== 'light' && state.theme !== 'dark') state.theme = '';
}
function change(changes) {
  Object.assign(state, changes);
  draw();
  const kept = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) if (value !== usual[key]) kept.set(key, value === true ? '' : value);
  // Zooming can be undone by the browser's own way back.
  history['frame' in changes ? 'pushState' : 'replaceState'](null, '', '#' + kept);
}
const side = () => state.baseline ? 1 : 0;
const weight = node => tree.total[side()][node];

function look(node) {
  if (node === 0 && !compared) return 'c0';
  if (isRest(node)) return 'rest';
  if (!compared) {
    const number = data.looks[tree.name[node]];
    return data.modules[Math.floor(number / 3)][1] + ' s' + number % 3;
  }
  return lookOfChange(tree, node, changeOf(tree, compared, node, state.self));
}

// ---- Texts.

const countOf = samples => samples + ' ' + (samples === 1 ? data.unit.replace(/(?<=.)s$/, '') : data.unit);
const percent = share => (100 * share).toFixed(2) + ' %';
const points = share => (share > 0 ? '+' : share < 0 ? '−' : '') + (100 * Math.abs(share)).toFixed(2);
function comparison(node, self) {
  const { now, before, difference, lower, upper, sign } = changeOf(tree, compared, node, self);
  const judged = sign ? '' : ', within sampling error';
  return `${self ? 'self' : 'total'} ${percent(before)} → ${percent(now)}: ${points(difference)} points ` +
         `(${points(lower)} to ${points(upper)})${judged}`;
}
function details(node) {
  const samples = weight(node), all = weight(0), of = state.baseline ? ' of the baseline' : '';
  const lines = moduleOf(node) ? [moduleOf(node)] : [];
  lines.push(countOf(samples) + of + (compared ? '' : `, ${percent(samples / all)}` +
             (state.frame ? ` of all, ${percent(samples / weight(state.frame))} of what is shown` : '')));
  if (isRest(node)) lines.push('functions too narrow, or too deep, to be drawn one by one');
  else if (compared) lines.push(comparison(node, false), comparison(node, true));
  else lines.push(`self ${percent(tree.self[0][node] / all)}`);
  return lines;
}
function label(text, columns) {
  if (text.length * 2 <= columns) return text;
  let kept = '', used = 0;
  for (const character of text) {
    used += character.codePointAt(0) >= 0x1100 ? 2 : 1;  // about what the East writes takes two columns
    if (used > columns) return [...kept].slice(0, -1).join('') + '…';
    kept += character;
  }
  return kept;
}

// ---- The bar above, the frames, the tip.

function make(space, name, attributes, ...inside) {
  const element = document.createElementNS(space, name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...inside);
  return element;
}
const html = (name, attributes, ...inside) => make('http://www.w3.org/1999/xhtml', name, attributes, ...inside);
const shape = (name, attributes, ...inside) => make(svg.namespaceURI, name, attributes, ...inside);
function button(text, act, attributes = {}) {
  const element = html('button', { type: 'button', ...attributes }, text);
  element.addEventListener('click', act);
  return element;
}
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const choices = [];
function choice(key, about, options) {
  const buttons = options.map(([value, text]) => button(text, () => change({ [key]: value })));
  choices.push(() => options.forEach(([value], i) => buttons[i].setAttribute('aria-pressed',
    value === (key === 'theme' && !state.theme ? (prefersDark.matches ? 'dark' : 'light') : state[key]))));
  return html('span', { class: 'choice', role: 'group', 'aria-label': about }, ...buttons);
}
const search = html('input', { type: 'search', placeholder: 'Search: regular expression', spellcheck: 'false',
                               'aria-label': 'Search for functions by regular expression', title: 'Key: /' });
const found = html('output', {});
const crumbs = html('nav', { class: 'crumbs', 'aria-label': 'Callers of what is shown' });
const bar = html('div', { class: 'bar' },
  html('h1', {}, data.title), html('p', {}, data.subtitle),
  html('div', { class: 'controls' }, search, found, html('span', { class: 'gap' }),
    button('Reset', () => { change({ frame: 0, search: '' }); }, { title: 'Show all, search for nothing. Key: Escape' }),
    ...(compared ? [choice('self', 'Colours', [[false, 'Total'], [true, 'Self']]),
                    choice('baseline', 'Widths', [[false, 'Current'], [true, 'Baseline: what vanished']])] : []),
    choice('icicle', 'Callers', [[false, 'Flame'], [true, 'Icicle']]),
    choice('theme', 'Colours of the page', [['light', 'Light'], ['dark', 'Dark']])),
  html('div', { class: 'legend' }, ...data.legend.map(([style, text]) => html('span', {}, html('i', { class: style }), text))),
  crumbs);
const barPlace = shape('foreignObject', { height: 1000 }, bar);
const frames = shape('g', { role: 'group', 'aria-label': 'Frames' });
const ring = shape('rect', { class: 'ring', height: row - 1 });
const tip = html('div', { class: 'tip', role: 'tooltip' });
const tipPlace = shape('foreignObject', { class: 'tipplace', width: 520, height: 1 }, tip);
svg.getElementById('still').remove();
svg.append(barPlace, frames, ring, tipPlace);
const probe = shape('text', {}, '0'.repeat(100));
frames.append(probe);
const column = probe.getComputedTextLength() / 100 || 6.7;

let boxes = new Map();   // element -> what it shows
let byNode = new Map();  // the same by node
let runs = [];           // what the strokes show, which are no elements of their own
let focused = 0;

function showBar(width, hits) {
  if (document.activeElement !== search) search.value = state.search;
  choices.forEach(show => show());
  svg.getElementById('dark').setAttribute('media',
    state.theme === 'dark' ? 'all' : state.theme === 'light' ? 'not all' : '(prefers-color-scheme: dark)');
  const path = [];
  for (let node = state.frame; node; node = tree.parent[node]) path.unshift(node);
  const shown = path.length > 7 ? [0, ...path.slice(-6)] : [0, ...path];
  crumbs.replaceChildren(...shown.map((node, i) => html('span', {}, i === 1 && shown.length < path.length + 1 ? '› … › ' : i ? '› ' : '',
    button(nameOf(node), () => change({ frame: node }), node === state.frame ? { 'aria-current': 'true' } : {}))));
  found.textContent = hits.problem || (hits.names ? `${percent(samplesOfHits(tree, tree.total[side()], state.frame, hits.names) / weight(state.frame))} matched` : '');
  found.className = hits.problem ? 'problem' : '';
  barPlace.setAttribute('width', width);
  barPlace.setAttribute('height', bar.offsetHeight);
}

function findHits() {
  if (!state.search) return {};
  try {
    const pattern = new RegExp(state.search, /\p{Lu}/u.test(state.search) ? '' : 'i');
    const withModule = state.search.includes('`');  // as folded stacks have it: module`function
    return { names: data.names.map((name, i) => i > 0 && pattern.test(withModule ?
      data.modules[Math.floor(data.looks[i] / 3)][0] + '`' + name : name)) };
  } catch (error) {
    return { problem: 'no regular expression: ' + error.message.split(': ').pop() };
  }
}
const isHit = (hits, node) => node > 0 && hits.names[tree.name[node]];

// The element of a box and its label, where it has room for one.
function drawBox(shown, looks) {
  const { node, x, y, wide } = shown;
  shown.box = shape('rect', { class: 'box ' + looks, x: x.toFixed(2), y, width: wide.toFixed(2), height: row - 1, tabindex: -1 });
  boxes.set(shown.box, shown);
  byNode.set(node, shown);
  const columns = Math.floor((wide - 6) / column);
  if (columns < unlabelled) return [shown.box];
  const dim = looks.endsWith('dim') ? 'dim' : '';
  return [shown.box, shape('text', { class: dim, x: (x + 3).toFixed(2), y: y + 12 }, label(nameOf(node), columns))];
}
function draw() {
  const hadFocus = boxes.has(document.activeElement), hits = findHits();
  while (state.frame && !weight(state.frame)) state.frame = tree.parent[state.frame];
  const width = Math.max(480, document.documentElement.clientWidth);
  showBar(width, hits);
  const top = bar.offsetHeight + 4, height = top + rows * row + margin, elements = [], paths = new Map();
  boxes = new Map();
  byNode = new Map();
  runs = [];
  for (const shown of layOut(tree, side(), state.frame, width - 2 * margin, narrow)) {
    shown.x += margin;
    shown.y = top + (state.icicle ? shown.depth : rows - 1 - shown.depth) * row;
    const looks = look(shown.node) + (shown.above ? ' above' : '') +
                  (hits.names && !shown.nodes.some(node => isHit(hits, node)) ? ' dim' : '');
    if (shown.isRun) {
      runs.push(shown);
      paths.set(looks, (paths.get(looks) ?? '') + `M${shown.x.toFixed(1)} ${shown.y + 8}h${shown.wide.toFixed(1)}`);
    } else {
      elements.push(...drawBox(shown, looks));
    }
  }
  frames.replaceChildren(...[...paths].map(([looks, d]) => shape('path', { class: 'run ' + looks, d })), ...elements);
  svg.setAttribute('width', width);
  svg.setAttribute('height', height);
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  if (!byNode.has(focused)) focused = state.frame;
  byNode.get(focused).box.setAttribute('tabindex', 0);
  hideTip();
  if (hadFocus) byNode.get(focused).box.focus({ preventScroll: true });
}

function showTip(shown, x, y) {
  for (const [key, value] of [['x', shown.x], ['y', shown.y], ['width', shown.wide]]) ring.setAttribute(key, value);
  ring.style.display = '';
  const many = shown.nodes.length > 1;
  const samples = shown.nodes.reduce((sum, node) => sum + weight(node), 0);
  tip.replaceChildren(html('b', {}, many ? `${shown.nodes.length} narrow frames` : nameOf(shown.node)),
    ...(many ? [`${countOf(samples)}, ${percent(samples / weight(0))}; click to see them`] : details(shown.node))
      .map(line => html('div', {}, line)));
  tipPlace.style.display = '';
  const { offsetWidth: wide, offsetHeight: high } = tip, page = svg.viewBox.baseVal;
  tipPlace.setAttribute('height', high);
  tipPlace.setAttribute('x', Math.max(4, Math.min(x + 14, page.width - wide - 8)));
  tipPlace.setAttribute('y', y + 18 + high > Math.min(page.height, window.scrollY + window.innerHeight) ? Math.max(2, y - high - 8) : y + 18);
  shown.box?.setAttribute('aria-label', tip.innerText);
}
function hideTip() {
  ring.style.display = tipPlace.style.display = 'none';
}
function zoom(shown) {
  const caller = tree.parent[shown.node];
  focused = shown.nodes.length === 1 || tree.depth[caller] <= tree.depth[state.frame] ? shown.node : caller;
  change({ frame: focused });
}
// The box that lies in that direction, or nothing.
function neighbour(shown, key) {
  const calls = state.icicle ? 'ArrowDown' : 'ArrowUp';
  const all = [...boxes.values()];
  if (key === calls) {
    return all.filter(box => box !== shown && shown.nodes.includes(tree.parent[box.node])).sort((a, b) => b.wide - a.wide)[0];
  }
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    return all.find(box => box.nodes.includes(tree.parent[shown.node]) && box !== shown);
  }
  const sign = key === 'ArrowLeft' ? -1 : 1;
  return all.filter(box => box.depth === shown.depth && (box.x - shown.x) * sign > 0)
            .sort((a, b) => (a.x - b.x) * sign)[0];
}

function pointedAt(event) {
  const x = event.pageX, y = event.pageY;
  return boxes.get(event.target) ?? runs.find(run => run.x <= x && x <= run.x + run.wide && run.y <= y && y < run.y + row);
}
frames.addEventListener('click', event => {
  const shown = pointedAt(event);
  if (shown) zoom(shown);
});
frames.addEventListener('pointermove', event => {
  const shown = pointedAt(event);
  if (shown) showTip(shown, event.pageX, event.pageY); else hideTip();
});
frames.addEventListener('pointerleave', hideTip);
// Chromium lets the keyboard stop at SVG elements that listen to this, so that the window does.
window.addEventListener('focusin', event => {
  const shown = boxes.get(event.target);
  if (!shown) return;
  byNode.get(focused)?.box.setAttribute('tabindex', -1);
  event.target.setAttribute('tabindex', 0);
  event.target.setAttribute('role', 'button');
  focused = shown.node;
  if (shown.box.matches(':focus-visible')) showTip(shown, shown.x, shown.y);
});
window.addEventListener('focusout', hideTip);
search.addEventListener('input', () => change({ search: search.value }));
window.addEventListener('keydown', event => {
  const typing = event.target === search, shown = boxes.get(document.activeElement);
  if (!typing && (event.key === '/' || (event.key === 'f' && (event.ctrlKey || event.metaKey)))) {
    search.focus();
    search.select();
  } else if (event.key === 'Escape') {
    if (typing) byNode.get(focused).box.focus({ preventScroll: true });
    if (state.search) change({ search: '' }); else if (!typing) change({ frame: 0 });
  } else if (shown && (event.key === 'Enter' || event.key === ' ')) {
    zoom(shown);
  } else if (shown && event.key.startsWith('Arrow')) {
    neighbour(shown, event.key)?.box.focus();
  } else {
    return;
  }
  event.preventDefault();
});
window.addEventListener('resize', draw);
window.addEventListener('popstate', () => { readFragment(); draw(); });
prefersDark.addEventListener('change', draw);
readFragment();
draw();
