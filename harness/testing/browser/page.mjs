// What tests do on the pages of example_pictures, and what people see there. RATCHET_PICTURES is their folder, which gets a
// screenshot of each view; RATCHET_CHROMIUM the browser.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Browser } from './devtools.mjs';

const folder = process.env.RATCHET_PICTURES;
const url = name => pathToFileURL(folder).href + '/' + name;
let browser;

before(async () => { browser = await Browser.launch(process.env.RATCHET_CHROMIUM); });
after(() => browser?.close());

// A test with a page of its own, which must not have complained at its end.
export function inPage(about, name, options, steps) {
  test(about, async () => {
    const page = await browser.open(url(name), options);
    await steps(page);
    assert.deepEqual(page.errors, []);
    await page.close();
  });
}
export const shot = (page, name) => page.screenshot(join(folder, name + '.png'));

// ---- What a person sees.

// The box of this function, whose label may be cut off: where it is and how it looks; null where there is none.
export const box = (page, label) => page.evaluate(wanted => {
  const text = [...document.querySelectorAll('svg > g text')].find(({ textContent: one }) =>
    one === wanted || (one.length > 8 && one.endsWith('…') && wanted.startsWith(one.slice(0, -1))));
  const rect = text?.previousElementSibling;
  if (!rect) return null;
  const { left, top, width, height } = rect.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2, left, top, width, classes: rect.getAttribute('class').split(' ') };
}, label);
export const tooltip = page => page.evaluate(() => {
  const tip = document.querySelector('.tip');
  return tip.getBoundingClientRect().height > 0 ? [...tip.children].map(line => line.textContent) : [];
});
export const textOf = (page, selector) => page.evaluate(one => document.querySelector(one).textContent, selector);
export const crumbs = page => page.evaluate(() => [...document.querySelectorAll('.crumbs button')].map(one => one.textContent));
export const fragment = page => page.evaluate(() => location.hash);
export const focusedLabel = page => page.evaluate(() => document.activeElement?.nextElementSibling?.textContent);
export async function press(page, text) {
  const { x, y } = await page.evaluate(wanted => {
    const button = [...document.querySelectorAll('.bar button')].find(one => one.textContent === wanted);
    const { left, top, width, height } = button.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }, text);
  await page.click(x, y);
}
export async function clickBox(page, label) {
  const { x, y } = await box(page, label);
  await page.click(x, y);
}
export async function searchFor(page, text) {
  await page.key('/');
  await page.type(text);
}
export const expand = 'BestFirstSearch<SyntheticGame>::expand(Node&)';
export const find = 'TranspositionTable::find(unsigned long) const';

// A page of its own, for the test to close.
export const open = (name, options) => browser.open(url(name), options);
export async function openStill(name, options) {
  const page = await browser.open('about:blank', options);
  await page.withoutScripts();
  await page.go(url(name));
  return page;
}
