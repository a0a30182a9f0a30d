// A page in headless Chromium, driven by its DevTools protocol over two pipes: Node alone, no package.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The key codes that pages see.
const codes = { Enter: 13, Escape: 27, Tab: 9, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40 };

export class Browser {
  // With further options of its command line. Throws when Chromium does not come up within a minute.
  static async launch(program, options = []) {
    const browser = new Browser();
    browser.profile = mkdtempSync(join(tmpdir(), 'ratchet-chromium-'));
    browser.process = spawn(program, ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
      '--no-default-browser-check', '--force-color-profile=srgb', '--remote-debugging-pipe', `--user-data-dir=${browser.profile}`,
      ...options],
      { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
    browser.said = '';
    browser.process.stderr.on('data', text => { browser.said += text; });
    browser.waiting = new Map();
    browser.pages = new Map();
    browser.lastId = 0;
    browser.ended = new Promise(end => browser.process.on('close', end));
    browser.process.on('error', error => browser.fail(error));
    browser.process.on('close', () => browser.fail(new Error('chromium ended: ' + browser.said.slice(-2000))));
    let rest = Buffer.alloc(0);
    browser.process.stdio[4].on('data', bytes => {
      rest = Buffer.concat([rest, bytes]);
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        browser.receive(JSON.parse(rest.subarray(0, end).toString()));
        rest = rest.subarray(end + 1);
      }
    });
    await browser.send('Browser.getVersion');
    return browser;
  }

  fail(error) {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  receive(message) {
    if (message.id) {
      const { resolve, reject } = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (message.error) reject(new Error(JSON.stringify(message.error))); else resolve(message.result);
    } else {
      this.pages.get(message.sessionId)?.notice(message);
    }
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(method + ': no answer in a minute. ' + this.said.slice(-2000))), 60000);
      this.waiting.set(id, { resolve: result => { clearTimeout(timer); resolve(result); },
                             reject: error => { clearTimeout(timer); reject(error); } });
      this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    });
  }

  // A page of this size, at `url`, when it has loaded.
  async open(url, { width = 1200, height = 800, dark = false } = {}) {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId, targetId);
    this.pages.set(sessionId, page);
    for (const domain of ['Page', 'Runtime', 'Log']) await page.send(domain + '.enable');
    await page.resize(width, height);
    await page.preferDark(dark);
    await page.go(url);
    return page;
  }

  async close() {
    await this.send('Browser.close');
    await this.ended;
    rmSync(this.profile, { recursive: true, force: true });
  }
}

class Page {
  constructor(browser, session, target) {
    Object.assign(this, { browser, session, target, errors: [], loaded: () => {} });
  }

  send(method, params) {
    return this.browser.send(method, params, this.session);
  }

  notice({ method, params }) {
    if (method === 'Page.loadEventFired') this.loaded();
    if (method === 'Runtime.exceptionThrown') {
      this.errors.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    }
    if (method === 'Runtime.consoleAPICalled') this.errors.push(`console.${params.type}: ` + params.args.map(one => one.value).join(' '));
    if (method === 'Log.entryAdded') this.errors.push(params.entry.text);
  }

  async go(url) {
    const loaded = new Promise(resolve => { this.loaded = resolve; });
    await this.send('Page.navigate', { url });
    await loaded;
  }

  resize(width, height) {
    return this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  }

  preferDark(dark) {
    return this.send('Emulation.setEmulatedMedia',
                     { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
  }

  withoutScripts() {
    return this.send('Emulation.setScriptExecutionDisabled', { value: true });
  }

  // What the function gives in the page, as JSON carries it.
  async evaluate(func, ...values) {
    const expression = `(${func})(${values.map(value => JSON.stringify(value)).join(',')})`;
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  // Waits for what the browser still has to do before it draws.
  settle() {
    return this.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  async move(x, y) {
    await this.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
    await this.settle();
  }

  async click(x, y) {
    const at = { x, y, button: 'left', clickCount: 1 };
    await this.move(x, y);
    await this.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at });
    await this.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at });
    await this.settle();
  }

  async key(key, { ctrl = false } = {}) {
    const event = { key, code: key.length === 1 ? '' : key, windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0),
                    modifiers: ctrl ? 2 : 0 };
    const text = key === 'Enter' ? '\r' : key.length === 1 && !ctrl ? key : undefined;
    await this.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', text, ...event });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    await this.settle();
  }

  async type(text) {
    await this.send('Input.insertText', { text });
    await this.settle();
  }

  async screenshot(file) {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }

  close() {
    return this.browser.send('Target.closeTarget', { targetId: this.target });
  }
}
