// speedscope.json in the real speedscope, opened as its own command line opens it. RATCHET_SPEEDSCOPE is its index.html;
// RATCHET_PICTURES the folder of example_pictures, which gets a screenshot of each view; RATCHET_CHROMIUM the browser.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Browser } from './devtools.mjs';

const folder = process.env.RATCHET_PICTURES;
let browser;

before(async () => { browser = await Browser.launch(process.env.RATCHET_CHROMIUM, ['--enable-unsafe-swiftshader']); });
after(() => browser?.close());

// A tall page, so that the table has all its rows.
async function load(name) {
  const script = join(folder, name + '.js');
  const file = readFileSync(join(folder, name)).toString('base64');
  writeFileSync(script, `speedscope.loadFileFromBase64(${JSON.stringify(name)}, ${JSON.stringify(file)})`);
  return browser.open(pathToFileURL(process.env.RATCHET_SPEEDSCOPE) + '#localProfilePath=' + script, { height: 4000 });
}

// What "Sandwich" lists, a row for each function; waits for it.
async function rows(page) {
  for (let tries = 0; tries < 300; ++tries) {
    await page.key('3');
    const found = await page.evaluate(() => {
      const all = [...document.querySelectorAll('tr')];
      return all.slice(1 + all.findIndex(row => row.textContent.includes('Symbol Name'))).map(row => {
        const [total, self, symbol] = [...row.children];
        const number = cell => Number(cell.textContent.split(' ')[0].replaceAll(',', ''));
        return { name: symbol.textContent, module: symbol.title, total: number(total), self: number(self) };
      });
    });
    if (found.length > 0) return found;
    await new Promise(wait => setTimeout(wait, 100));
  }
  throw new Error('speedscope shows no functions: ' + page.errors.join('; '));
}

// It logs what it does; the driver of the graphics speaks up too.
function assertNoErrors(page) {
  assert.deepEqual(page.errors.filter(text => !/^console\.(log|timeEnd): |GL Driver Message/.test(text)), []);
}

// The functions of folded stacks: each counts once a stack.
function functionsOf(folded) {
  const functions = new Map();
  for (const line of folded.trimEnd().split('\n')) {
    const end = line.lastIndexOf(' '), samples = Number(line.slice(end + 1)), frames = line.slice(0, end).split(';');
    for (const frame of new Set(frames)) {
      const [module, name] = frame.includes('`') ? frame.split('`') : ['', frame];
      const one = functions.get(frame) ?? { name, module, total: 0, self: 0 };
      one.total += samples;
      if (frame === frames.at(-1)) one.self += samples;
      functions.set(frame, one);
    }
  }
  return [...functions.values()];
}
const sorted = list => list.map(one => JSON.stringify([one.name, one.module, one.total, one.self])).sort();

test('speedscope has the functions of the stacks, each with its module, its total and its own samples', async () => {
  const page = await load('search.speedscope.json');
  const expected = functionsOf(readFileSync(join(folder, 'search.folded'), 'utf8'));
  assert.ok(expected.length > 20);
  assert.deepEqual(sorted(await rows(page)), sorted(expected));
  await page.resize(1200, 800);
  for (const [key, view] of [['1', 'time-order'], ['2', 'left-heavy'], ['3', 'sandwich']]) {
    await page.key(key);
    await page.screenshot(join(folder, `speedscope-${view}.png`));
  }
  assertNoErrors(page);
  await page.close();
});

test('hostile names are text there too', async () => {
  const page = await load('hostile.speedscope.json');
  const { frames } = JSON.parse(readFileSync(join(folder, 'hostile.speedscope.json'), 'utf8')).shared;
  const names = (await rows(page)).map(row => row.name);
  assert.deepEqual(names.sort(), frames.map(frame => frame.name).sort());
  assert.equal(await page.evaluate(() => document.querySelectorAll('script').length), 2);  // its own, and the profile's
  assertNoErrors(page);
  await page.close();
});
// trace.json is for Perfetto; what speedscope reads of the same format are its spans.
test('a timeline has a track for each thread, with the functions and components that were on it', async () => {
  const page = await load('search.trace.json');
  const { traceEvents } = JSON.parse(readFileSync(join(folder, 'search.trace.json'), 'utf8'));
  const tracks = new Map();
  for (const { name, pid, tid } of traceEvents.filter(event => event.ph === 'X')) {
    const track = `${pid}:${tid}`;
    tracks.set(track, (tracks.get(track) ?? new Set()).add(name));
  }
  const expected = [...tracks.values()].map(names => [...names].sort().join('\n')).sort();
  assert.equal(expected.length, 5);  // runs, two threads, components of two threads
  const shown = [];
  for (const track of tracks.keys()) {
    shown.push((await rows(page)).map(row => row.name).sort().join('\n'));
    await page.screenshot(join(folder, `timeline-${track.replace(':', '-')}.png`));
    await page.key('n');
  }
  assert.deepEqual(shown.sort(), expected);
  assertNoErrors(page);
  await page.close();
});

