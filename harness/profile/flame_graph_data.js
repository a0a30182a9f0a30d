// What the document holds, read and reckoned with: the call tree, changes, matches. Nothing here knows of a page.

// Numbers of any size in digits of 32, the lowest first, each but the last of a number marked (base 64 VLQ).
function readNumbers(text) {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const numbers = [];
  let number = 0, place = 1;
  for (const character of text) {
    const digit = digits.indexOf(character);
    number += (digit % 32) * place;
    place *= 32;
    if (digit < 32) {
      numbers.push(number);
      number = 0;
      place = 1;
    }
  }
  return numbers;
}

// The tree as columns. Node 0 is the whole; parents come before children, siblings are in order. Written of each node:
// levels up from the one before, name, and its own samples in each of one or two profiles.
function readTree(text, sides) {
  const numbers = readNumbers(text), count = 1 + numbers.length / (2 + sides);
  const integers = () => new Int32Array(count), samples = () => [new Float64Array(count), new Float64Array(count)];
  const tree = { count, name: integers(), parent: integers(), depth: integers(), first: integers(), next: integers(),
                 self: samples(), total: samples(), start: samples() };
  const open = [0], last = integers();
  for (let node = 1, at = 0; node < count; ++node) {
    open.length -= numbers[at++];
    const parent = open[open.length - 1];
    tree.parent[node] = parent;
    tree.depth[node] = open.length;
    tree.name[node] = numbers[at++];
    for (let side = 0; side < sides; ++side) tree.self[side][node] = tree.total[side][node] = numbers[at++];
    if (last[parent]) tree.next[last[parent]] = node; else tree.first[parent] = node;
    last[parent] = node;
    open.push(node);
  }
  for (const [side, total] of tree.total.entries()) {
    for (let node = count - 1; node > 0; --node) total[tree.parent[node]] += total[node];
    const used = new Float64Array(count);
    for (let node = 1; node < count; ++node) {
      const parent = tree.parent[node];
      tree.start[side][node] = tree.start[side][parent] + used[parent];
      used[parent] += total[node];
    }
  }
  return tree;
}

function childrenOf(tree, node) {
  const children = [];
  for (let child = tree.first[node]; child; child = tree.next[child]) children.push(child);
  return children;
}

// What is seen when `top` is `width` wide: its callers, itself and all below it. Neighbours narrower than `narrow` are
// one run, what they call likewise, and what is narrower than a tenth of a pixel even so is not seen.
function layOut(tree, side, top, width, narrow) {
  const weights = tree.total[side], starts = tree.start[side], scale = width / weights[top], placed = [];
  const place = (nodes, x, wide, depth, kind = {}) => placed.push({ nodes, x, wide, depth, ...kind,
    node: nodes.reduce((most, node) => weights[node] > weights[most] ? node : most) });
  for (let node = top; node; node = tree.parent[node]) {
    place([tree.parent[node]], 0, width, tree.depth[node] - 1, { above: true });
  }
  const placeRow = (nodes, depth) => {
    let run = [], left = 0, right = 0;
    const end = () => {
      const ended = run;
      run = [];
      if (ended.length && right - left >= 0.1) {
        place(ended, left, right - left, depth, { isRun: true });
        placeRow(ended.flatMap(node => childrenOf(tree, node)), depth + 1);
      }
    };
    for (const node of nodes) {
      const wide = weights[node] * scale, x = (starts[node] - starts[top]) * scale;
      if (wide === 0) continue;
      if (wide >= narrow || x - right >= narrow || right - left >= narrow) end();
      if (wide >= narrow) {
        place([node], x, wide, depth);
        placeRow(childrenOf(tree, node), depth + 1);
      } else {
        if (!run.length) left = x;
        run.push(node);
        right = x + wide;
      }
    }
    end();
  };
  placeRow([top], tree.depth[top]);
  return placed;
}

// Samples of `weights` at and below `top` with a hit in their stack: nested hits count once. `hits` is by name.
function samplesOfHits(tree, weights, top, hits) {
  let sum = 0;
  for (let node = top, inside = -1; node < tree.count && (node === top || tree.depth[node] > tree.depth[top]); ++node) {
    if (inside >= 0 && tree.depth[node] > inside) continue;
    inside = node > 0 && hits[tree.name[node]] ? tree.depth[node] : -1;
    if (inside >= 0) sum += weights[node];
  }
  return sum;
}

// As in statistics/two_proportions.cpp; the tests compare the colours of both.
function scoreInterval(events, trials, z) {
  const p = events / trials, centre = p + z * z / (2 * trials), widened = 1 + z * z / trials;
  const half = z * Math.sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials));
  return [Math.min(p, Math.max(0, (centre - half) / widened)), Math.max(p, Math.min(1, (centre + half) / widened))];
}

// The change of a node's share from the baseline, by total or self time, and whether it is sure: sign 1 or -1, else 0.
function changeOf(tree, compared, node, self) {
  const [n, b] = (self ? tree.self : tree.total).map(samples => samples[node]);
  const [all, allBefore] = tree.total.map(samples => samples[0]);
  const z = compared.z[self ? 1 : 0], [ratio, error] = compared.ratio, p = n / all, q = b / allBefore;
  const [pLower, pUpper] = scoreInterval(n, all, z), [qLower, qUpper] = scoreInterval(b, allBefore, z);
  const rough = Math.exp(Math.min(300, z * error / ratio)), difference = ratio * p - q;
  const distance = (x, y, r) => Math.hypot(ratio * x, y, p * ratio * r);
  const lower = difference - distance(p - pLower, qUpper - q, 1 - 1 / rough);
  const upper = difference + distance(pUpper - p, q - qLower, rough - 1);
  return { now: ratio * p, before: q, difference, lower, upper, sign: lower > 0 ? 1 : upper < 0 ? -1 : 0 };
}
function lookOfChange(tree, node, { sign, difference }) {
  if (!sign) return 'same';
  if (!tree.total[1][node]) return 'new';
  if (!tree.total[0][node]) return 'gone';
  const size = Math.abs(difference);
  return (sign > 0 ? 'more' : 'less') + (size < 0.01 ? 1 : size < 0.03 ? 2 : size < 0.1 ? 3 : 4);
}
