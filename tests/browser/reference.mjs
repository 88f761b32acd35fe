// What a reader does with a reference page, in headless Chromium: opens it, searches, follows links, turns the light off.
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 800 };
let good = true;

function check(file, what, got, wanted) {
  const same = JSON.stringify(got) === JSON.stringify(wanted);
  good &&= same;
  const found = same ? '' : `: ${JSON.stringify(got)} in place of ${JSON.stringify(wanted)}`;
  console.log(`${same ? 'ok   ' : 'WRONG'} ${basename(file)}: ${what}${found}`);
}

// The serious faults that axe finds, with the first element of each.
async function faults(page) {
  const { violations } = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}

const visible = (selector) => `[...document.querySelectorAll('${selector}')].filter((one) => one.offsetParent).length`;

async function search(page, words) {
  await page.evaluate(() => { document.getElementById('search').value = ''; });
  await page.type('#search', words);
}

async function read(browser, file) {
  // What one page remembers is nothing to the next.
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const errors = [];
  const requests = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  await page.setViewport(wide);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  const url = pathToFileURL(resolve(file)).href;
  await page.goto(url);

  const all = await page.evaluate(visible('article'));
  check(file, 'has endpoints', all > 0, true);
  check(file, 'has no serious fault', await faults(page), []);
  const picture = async (name) => {
    if (process.env.SCREENSHOTS) {
      await page.screenshot({ path: join(process.env.SCREENSHOTS, `${basename(file, '.html')}.${name}.png`) });
    }
  };
  await picture('light');

  const paths = await page.$$eval('article .path > code', (codes) => codes.map((code) => code.textContent));
  const last = paths.at(-1);
  await search(page, last);
  const hits = await page.evaluate(visible('article'));
  check(file, `finds ${last}`, hits > 0 && hits <= all, true);
  await search(page, 'no such words anywhere');
  check(file, 'says where nothing is found', await page.evaluate(visible('#nothing')), 1);
  await page.keyboard.press('Escape');
  check(file, 'shows all again', await page.evaluate(visible('article')), all);

  const anchors = await page.$$eval('nav li a', (links) => links.map((link) => link.getAttribute('href')));
  const broken = await page.$$eval('a[href^="#"]', (links) => {
    const missing = (link) => !document.getElementById(decodeURIComponent(link.getAttribute('href').slice(1)));
    return links.filter(missing).map((link) => link.getAttribute('href'));
  });
  check(file, 'has no broken link', broken, []);
  await page.goto(`${url}${anchors.at(-1)}`);
  await page.reload();
  const top = await page.evaluate(() => document.querySelector(':target')?.getBoundingClientRect().top);
  check(file, 'opens at a deep link', top >= 0 && top < wide.height, true);

  await page.keyboard.press('/');
  check(file, 'searches by a key', await page.evaluate(() => document.activeElement.id), 'search');
  await page.click('#theme');
  check(file, 'turns dark', await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  check(file, 'has no serious fault in the dark', await faults(page), []);
  await page.evaluate(() => scrollTo(0, 0));
  await picture('dark');

  await page.setViewport(narrow);
  await page.goto(url);
  check(file, 'fits a narrow screen', await page.evaluate(() => document.documentElement.scrollWidth), narrow.width);
  check(file, 'hides the contents there', await page.evaluate(visible('#nav')), 0);
  await page.click('#menu');
  check(file, 'opens the contents there', await page.evaluate(() => document.getElementById('nav').offsetHeight > 0), true);
  await picture('narrow');

  check(file, 'has no error', errors, []);
  check(file, 'loads nothing else', requests.filter((other) => !other.startsWith(url) && !other.startsWith('data:')), []);
  await context.close();
}

const options = { executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] };
const browser = await puppeteer.launch(options);
try {
  for (const file of process.argv.slice(2)) {
    await read(browser, file);
  }
} finally {
  await browser.close();
}
process.exitCode = good ? 0 : 1;
