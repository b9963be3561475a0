// SPDX-License-Identifier: Apache-2.0
// Copyright (c) 2026 The mod_statuspages authors

// Opens pages as a reader does and says what is wrong with them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const sizes = { phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 800 } };

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

// A context whose pages note console messages, policy reports and requests.
export async function openContext(browser, { scheme, size, locale, headers }) {
  const context = await browser.newContext({
    colorScheme: scheme, viewport: sizes[size], locale, reducedMotion: 'reduce',
    extraHTTPHeaders: { 'Accept-Language': locale, ...headers },
  });
  await context.addInitScript(() => {
    window.reports = [];
    document.addEventListener('securitypolicyviolation', (e) => window.reports.push(`${e.violatedDirective} ${e.blockedURI}`));
  });
  return context;
}

// What a page answers and does; its faults as sentences.
export async function visit(context, url, { expected, checkAxe = true } = {}) {
  const faults = [];
  const page = await context.newPage();
  const requests = [];
  // Chromium says of every answer past 399 that it failed to load; that is
  // the answer itself, and no message of the page.
  page.on('console', (m) => {
    if (!/^Failed to load resource: the server responded with a status of/.test(m.text())) {
      faults.push(`console: ${m.text()}`);
    }
  });
  page.on('pageerror', (e) => faults.push(`script error: ${e.message}`));
  page.on('dialog', (d) => {
    faults.push(`dialog: ${d.message()}`);
    d.dismiss();
  });
  page.on('request', (r) => {
    if (!r.url().startsWith('data:')) {
      requests.push(r.url());
    }
  });
  const response = await page.goto(url);
  if (expected && response.status() !== expected) {
    faults.push(`status ${response.status()}, not ${expected}`);
  }
  const seen = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    title: document.title,
    h1: [...document.querySelectorAll('h1')].map((h) => h.textContent.replace(/\s+/g, ' ').trim()),
    wide: document.documentElement.scrollWidth - window.innerWidth,
    scripts: document.querySelectorAll('script').length,
    tags: [...document.querySelectorAll('*')].map((e) => e.tagName + [...e.attributes].map((a) => `.${a.name}`).join('')).join(' '),
    reports: window.reports,
    background: getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor,
    hit: window.hit,
  }));
  faults.push(...seen.reports.map((r) => `policy report: ${r}`));
  if (requests.length !== 1) {
    faults.push(`requests beyond the page: ${requests.slice(1).join(' ')}`);
  }
  if (seen.wide > 0) {
    faults.push(`${seen.wide} px wider than the window`);
  }
  if (seen.scripts > 0) {
    faults.push('there is a script');
  }
  if (seen.hit !== undefined) {
    faults.push('a script of the request ran');
  }
  if (checkAxe) {
    await page.evaluate(axe);
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    faults.push(...result.violations.map((v) => `axe ${v.id}: ${v.help} (${v.nodes[0].target})`));
  }
  return { page, response, seen, faults };
}
