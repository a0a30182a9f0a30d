// The differential flame graph in a real browser.
import assert from 'node:assert/strict';
import { box, expand, find, fragment, inPage, openStill, press, shot, textOf, tooltip } from './page.mjs';

inPage('what changed has a colour, by total or by self time', 'differential.svg', {}, async page => {
  assert.match((await box(page, find)).classes.join(' '), /more/);
  assert.match((await box(page, 'probe_linear(Slot const*, unsigned long)'))?.classes.join(' ') ?? '', /new/);
  const evaluate = 'SyntheticGame::evaluate(State const&) const';
  assert.match((await box(page, evaluate)).classes.join(' '), /same/);
  const before = (await box(page, expand)).classes;
  assert.ok(before.some(one => one.startsWith('more')));
  await shot(page, 'differential');
  await press(page, 'Self');
  assert.ok((await box(page, expand)).classes.includes('same'));
  assert.equal(await fragment(page), '#self=');
  await shot(page, 'differential-self');
});

inPage('colours are those that the program found', 'differential.svg', {}, async page => {
  const still = await openStill('differential.svg');
  const found = await still.evaluate(() => [...document.querySelectorAll('#still g')].map(one =>
    [one.querySelector('title').textContent.split('\n')[0], one.querySelector('rect').getAttribute('class')]));
  const drawn = await page.evaluate(() => [...document.querySelectorAll('svg > g text')].map(one =>
    [one.textContent, one.previousElementSibling.getAttribute('class')]));
  const whole = new Map(found);
  const compared = drawn.filter(([label]) => whole.has(label));
  assert.ok(compared.length > 8);
  for (const [label, look] of compared) assert.equal(look, whole.get(label), label);
  await still.close();
});

inPage('tooltips are those that the program wrote', 'differential.svg', {}, async page => {
  const still = await openStill('differential.svg');
  const written = await still.evaluate(wanted => [...document.querySelectorAll('#still title')].map(one => one.textContent)
    .find(one => one.startsWith(wanted)), find);
  await still.close();
  const { x, y } = await box(page, find);
  await page.move(x, y);
  assert.deepEqual(await tooltip(page), written.split('\n'));
  await shot(page, 'differential-tooltip');
});

inPage('at the baseline\'s widths what vanished is seen', 'differential.svg', {}, async page => {
  const vanished = 'SyntheticGame::normalise(State&) const';
  const isThere = () => page.evaluate(() => [...document.querySelectorAll('rect.box')].some(one => one.classList.contains('gone')));
  assert.equal(await box(page, vanished), null);
  assert.equal(await isThere(), false);
  await press(page, 'Baseline: what vanished');
  assert.equal(await isThere(), true);
  assert.equal(await box(page, 'probe_linear(Slot const*, unsigned long)'), null);
  await shot(page, 'differential-baseline');
  await page.key('f', { ctrl: true });
  await page.type('normalise');
  assert.equal(await textOf(page, '.bar output'), (100 * 210 / 9101).toFixed(2) + ' % matched');
});

inPage('dark differences', 'differential.svg', { dark: true }, async page => {
  await shot(page, 'differential-dark');
});
