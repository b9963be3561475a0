// SPDX-License-Identifier: Apache-2.0
// Copyright (c) 2026 The mod_statuspages authors

// "make test-browser": every theme in a real browser, and every page of every
// theme through html-validate. "node run.mjs shots" makes the pictures of
// README.md; "html", "reference", "demo", "font", "foreign" and "hostile" are parts
// of the test alone. Run from the project's root; ends with cmocka's words.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { build, codes, startServer, themes } from './server.mjs';
import { hostileJobs } from './hostile.mjs';
import { launch, openContext, visit } from './pages.mjs';

let passed = 0;
const failures = [];
function done(name, faults) {
  if (faults.length === 0) {
    passed++;
  } else {
    failures.push(name);
    console.log(`[  FAILED  ] ${name}\n    ${[...new Set(faults)].slice(0, 8).join('\n    ')}`);
  }
}

// Run jobs, a few at a time.
async function all(jobs, width = 3) {
  const queue = [...jobs];
  await Promise.all(Array.from({ length: width }, async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      await job();
    }
  }));
}

const languages = [['en', 'ltr'], ['ar', 'rtl']];

// Every code in one context: theme x scheme x size x language.
function lookJob(browser, server, theme, scheme, size, [language, dir]) {
  return async () => {
    const context = await openContext(browser, { scheme, size, locale: language });
    for (const code of codes) {
      const { page, response, seen, faults } = await visit(context, `${server.base}/t/${theme}/${code}`, { expected: code });
      if (seen.lang !== language || seen.dir !== dir || response.headers()['content-language'] !== language) {
        faults.push(`lang ${seen.lang}, dir ${seen.dir}, Content-Language ${response.headers()['content-language']}`);
      }
      const words = seen.h1.join('|');
      if (seen.h1.length !== 1 || !words.startsWith(String(code)) || !seen.title.startsWith(words)) {
        faults.push(`title "${seen.title}" and h1 "${words}" do not agree`);
      }
      await page.close();
      done(`${theme} ${code} ${scheme} ${size} ${language}`, faults);
    }
    await context.close();
  };
}

// A dark page is darker than the light one; where pictures make the ground,
// it looks different at the least.
function lightness(colour) {
  const rgb = [...colour.matchAll(/rgb\((\d+), (\d+), (\d+)\)/g)].map((m) => (Number(m[1]) + Number(m[2]) + Number(m[3])) / 765);
  const oklch = [...colour.matchAll(/oklch\(([\d.]+) /g)].map((m) => Number(m[1]));
  return Math.max(...rgb, ...oklch, -1);
}
function darkJob(browser, server, theme) {
  return async () => {
    const seen = {};
    const shots = {};
    for (const scheme of ['light', 'dark']) {
      const context = await openContext(browser, { scheme, size: 'desktop', locale: 'en' });
      const v = await visit(context, `${server.base}/t/${theme}/404`, { checkAxe: false });
      seen[scheme] = v.seen.background;
      shots[scheme] = await v.page.screenshot();
      await context.close();
    }
    const known = lightness(seen.light) >= 0 && lightness(seen.dark) >= 0;
    const good = known ? lightness(seen.dark) < lightness(seen.light) : !shots.light.equals(shots.dark);
    done(`${theme} follows the colour scheme`, good ? [] : [`light ${seen.light}, dark ${seen.dark}`]);
  };
}

const attack = '"><img src=x onerror=hit=1><script>hit=1</script><style>*{display:none}</style>\'--></title></style><svg onload=hit=1>';

// A page made from a hostile request has the structure of a harmless one.
function hostileJob(browser, server, theme) {
  return async () => {
    const headers = { 'User-Agent': attack };
    const context = await openContext(browser, { scheme: 'light', size: 'phone', locale: 'en', headers });
    const tame = await openContext(browser, { scheme: 'light', size: 'phone', locale: 'en', headers: { 'User-Agent': 'x' } });
    // an encoded slash is refused before the theme's <Location> is found
    const inPath = encodeURIComponent(attack).replaceAll('%2F', '/');
    const path = `404/${inPath}${'long'.repeat(400)}?q=${encodeURIComponent(attack)}&${attack}`;
    const bad = await visit(context, `${server.base}/d/${theme}/${path}`, { expected: 404, checkAxe: false });
    const good = await visit(tame, `${server.base}/d/${theme}/404?q=1`, { expected: 404 });
    const faults = [...bad.faults, ...good.faults.map((f) => `details: ${f}`)];
    if (bad.seen.tags !== good.seen.tags) {
      faults.push('the request has changed the structure of the page');
    }
    await context.close();
    await tame.close();
    done(`${theme} shows a hostile request and runs nothing`, faults);
  };
}

// The same with bytes that no browser sends, method and Host among them; the
// answer is then put before html-validate and before the browser.
function rawJob(browser, server, theme) {
  return async () => {
    const { hostname, port } = new URL(server.base);
    const answer = await new Promise((resolve, reject) => {
      const q = request({ hostname, port, method: 'REPORT', path: `/d/${theme}/404/<script>hit=1</script>?<svg/onload=hit=1>`,
        headers: { Accept: 'text/html', Host: 'localhost', 'User-Agent': '<script>hit=1</script>', 'X-Forwarded-Host': attack.replace(/[^ -~]/g, '') } }, (r) => {
        let body = '';
        r.on('data', (d) => { body += d; });
        r.on('end', () => resolve({ body, headers: r.headers }));
      });
      q.on('error', reject);
      q.end();
    });
    const context = await openContext(browser, { scheme: 'light', size: 'phone', locale: 'en' });
    // as it is, and without the policy that would stop a script as well
    const faults = await htmlFaults(answer.body, theme);
    for (const policy of [true, false]) {
      await context.route('**/*', (route) => route.fulfill({ status: 404, body: answer.body,
        headers: { 'content-type': 'text/html; charset=utf-8', ...(policy && { 'content-security-policy': answer.headers['content-security-policy'] }) } }));
      const v = await visit(context, `${server.base}/raw`, { checkAxe: false });
      faults.push(...v.faults);
      await context.unroute('**/*');
    }
    await context.close();
    done(`${theme} with a raw hostile request, policy or not`, faults);
  };
}

// In the page: of each text, the language and direction that it stands in; a
// text is what the smallest element says that has the whole of it.
function findTexts(texts) {
  const squeeze = (e) => e.textContent.replace(/\s+/g, ' ');
  return texts.map((text) => [...document.body.querySelectorAll('*')].filter((e) => squeeze(e).includes(text))
    .filter((e) => ![...e.children].some((c) => squeeze(c).includes(text)))
    .map((e) => `${e.closest('[lang]').lang} ${getComputedStyle(e).direction}`));
}
// The languages that letters of this script stand in, but for links to the
// same page in others.
function findScript(script) {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (new RegExp(`\\p{Script=${script}}`, 'u').test(walker.currentNode.data) && !element.closest('[hreflang]')) {
      found.add(element.closest('[lang]').lang);
    }
  }
  return [...found];
}

// A documented catalogue's English words, on a page in another language, are
// told as English, and nothing else is; so is the code that no one translates.
function foreignJob(browser, server, theme) {
  return async () => {
    const codesOf = (catalog) => JSON.parse(execFileSync(join(build, 'statuspages'), ['codes', '--catalog', catalog, '--lang', 'en', '--json'], { encoding: 'utf8' }));
    const documented = codesOf('cloud-api');
    const wordsOf = (entry) => [entry.message, ...entry.description.split('\n\n')];
    for (const [language, script] of [['ja', 'Hiragana'], ['ar', 'Arabic']]) {
      const context = await openContext(browser, { scheme: 'light', size: 'desktop', locale: language });
      for (const [path, status, texts] of [
        [`/m/${theme}/error/404`, 404, wordsOf(documented[404])], [`/m/${theme}/error/503`, 503, wordsOf(documented[503])],
        [`/m/${theme}/404`, 200, wordsOf(documented[404])], [`/r/${theme}/404`, 200, [codesOf('standard')[404].message]]]) {
        const { page, faults } = await visit(context, server.base + path, { expected: status, checkAxe: false });
        const found = await page.evaluate(findTexts, texts);
        texts.forEach((text, i) => {
          if (found[i].length === 0 || found[i].some((f) => f !== 'en ltr')) {
            faults.push(`"${text}" stands in: ${found[i].join(', ')}`);
          }
        });
        const own = (await page.evaluate(findScript, script)).filter((l) => l !== language);
        if (own.length > 0) {
          faults.push(`${script} stands in ${own}`);
        }
        await page.close();
        done(`${path} in ${language} tells which words are English`, faults);
      }
      await context.close();
    }
  };
}

// A theme's font is there, because its page's policy lets it in: without
// font-src it is refused.
async function fontJob(browser, server) {
  const context = await openContext(browser, { scheme: 'light', size: 'desktop', locale: 'en' });
  const look = async () => {
    const { page, response, faults } = await visit(context, `${server.base}/font/404`, { expected: 404, checkAxe: false });
    const seen = await page.evaluate(async () => {
      await document.fonts.ready;
      return { status: [...document.fonts].map((f) => f.status).join(), width: document.querySelector('#brand').offsetWidth, reports: window.reports };
    });
    return { ...seen, faults, policy: response.headers()['content-security-policy'] };
  };
  const good = await look();
  const without = good.policy.replace(/; font-src [^;]*/, '');
  await context.route('**/*', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': without } });
  });
  const bad = await look();
  await context.close();
  if (good.status !== 'loaded' || good.width !== 160) { // four letters, each 4 em
    good.faults.push(`the font is ${good.status}, the word ${good.width} px wide`);
  }
  if (without === good.policy || bad.status !== 'error' || bad.width === 160 || !bad.reports.join().startsWith('font-src data')) {
    good.faults.push(`by ${bad.policy}: the font is ${bad.status}, reports: ${bad.reports}`);
  }
  done("a theme's font is loaded under its policy, and by it alone", good.faults);
}

const catalogs = ['standard', 'cloud-core', 'cloud-api', 'cloud-classic', 'cloud-orchestration', 'cloud-intl'];
const allLanguages = () => execFileSync(join(build, 'statuspages'), ['codes', '--languages'], { encoding: 'utf8' })
  .trim().split('\n').map((l) => l.split(' ')[0]);

const html = new HtmlValidate({ extends: ['html-validate:standard'] });
async function htmlFaults(text, name) {
  const report = await html.validateString(text);
  return report.results.flatMap((r) => r.messages.map((m) => `${name}:${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
}

// Every code of a theme as HTML, in the languages and catalogue given.
async function validate(theme, list, catalog) {
  const folder = mkdtempSync(join(tmpdir(), 'sp-html-'));
  const faults = [];
  let pages = 0;
  execFileSync(join(build, 'statuspages'), ['export', folder, '--theme', theme, '--formats', 'html', '--languages', list.join(','),
    '--catalog', catalog, '--var', 'name=Example Shop', '--var', 'home=/', '--var', 'accent=#0a7c5a']);
  for (const sub of ['', ...list.slice(1)]) {
    for (const file of readdirSync(join(folder, sub)).filter((f) => f.endsWith('.html'))) {
      const text = readFileSync(join(folder, sub, file), 'utf8');
      faults.push(...await htmlFaults(text, `${sub}/${file}`));
      if (/^\d+\.html$/.test(file) && (Buffer.byteLength(text) < 2048 || Buffer.byteLength(text) > 16384)) {
        faults.push(`${sub}/${file}: ${Buffer.byteLength(text)} bytes, not 2 to 16 KB`);
      }
      pages++;
    }
  }
  rmSync(folder, { recursive: true });
  done(`${theme}, ${catalog}: ${pages} pages through html-validate`, pages >= list.length * 68 ? faults : [...faults, `only ${pages} pages`]);
}

async function visitReference(browser, server, root, paths, size, scheme, [language, dir]) {
  const context = await openContext(browser, { scheme, size, locale: language });
  for (const path of paths.map((p) => root + p)) {
    const { page, seen, faults } = await visit(context, server.base + path, { expected: 200 });
    if (seen.lang !== language || seen.dir !== dir) {
      faults.push(`lang ${seen.lang}, dir ${seen.dir}`);
    }
    await page.close();
    done(`${path} ${scheme} ${size} ${language}`, faults);
  }
  await context.close();
}

// The reference and the gallery whole, and in the colours of every theme.
function referenceJobs(browser, server) {
  const whole = ['', '/404', '/gallery?code=503&format=json'];
  const problems = ['', '?all', '/429', '/QUOTA_EXCEEDED', `/${'A'.repeat(64)}`];
  const worn = ['/404', '/gallery?code=503&format=json'];
  const looks = [['phone', 'dark'], ['desktop', 'light']];
  return [() => switchesJob(browser, server), ...looks.flatMap((look) => [
    ...languages.map((l) => () => visitReference(browser, server, '/reference', whole, ...look, l)),
    ...languages.map((l) => () => visitReference(browser, server, '/problems', problems, ...look, l)),
    ...themes.map((t) => () => visitReference(browser, server, `/r/${t}`, worn, ...look, languages[0])),
  ])];
}

// The gallery's switches, as conf/README.md tells them: how wide the frame is,
// and what the page in it takes its light for. A scheme that the browser is
// told to have holds for frames, whatever is around them: so none is told.
async function switchesJob(browser, server) {
  const context = await openContext(browser, { scheme: null, size: 'desktop', locale: 'en' });
  const page = await context.newPage();
  await page.goto(`${server.base}/reference/gallery?code=404&format=html`);
  const frame = page.frames()[1];
  const faults = [];
  // inside of the frame's border
  for (const [light, isDark, width, least, most] of [['as-is', false, 'as-is', 400, 1000], ['dark', true, 'phone', 358, 358],
    ['light', false, 'desktop', 1278, 1278], ['dark', true, 'as-is', 400, 1000]]) {
    await page.check(`[name="light"].${light}`);
    await page.check(`[name="width"].${width}`);
    const seen = await frame.evaluate(() => ({ isDark: matchMedia('(prefers-color-scheme: dark)').matches, width: window.innerWidth,
      ground: getComputedStyle(document.documentElement).backgroundColor }));
    if (seen.isDark !== isDark || (lightness(seen.ground) < 0.5) !== isDark || seen.width < least || seen.width > most) {
      faults.push(`${light}, ${width}: ${JSON.stringify(seen)}`);
    }
  }
  await context.close();
  done('the switches of the gallery', faults);
}

// The demo's front page, which a guest of the project sees first.
function demoJobs(browser, server) {
  const looks = ['light', 'dark'].flatMap((s) => ['phone', 'desktop'].map((z) => [z, s]));
  return [
    ...looks.map((look) => () => visitReference(browser, server, '', ['/demo.html'], ...look, languages[0])),
    async () => done('/demo.html through html-validate', await htmlFaults(await (await fetch(`${server.base}/demo.html`)).text(), 'demo')),
  ];
}

async function test(browser, server) {
  const looks = themes.flatMap((t) => ['light', 'dark'].flatMap((s) => ['phone', 'desktop'].flatMap((z) =>
    languages.map((l) => lookJob(browser, server, t, s, z, l)))));
  const others = themes.flatMap((t) => [darkJob(browser, server, t), hostileJob(browser, server, t), rawJob(browser, server, t), foreignJob(browser, server, t)]);
  await all([...looks, ...others, ...referenceJobs(browser, server), ...demoJobs(browser, server),
    () => fontJob(browser, server)]);
  await hostile(browser);
  for (const theme of themes.filter((t) => t !== 'default')) {
    await validate(theme, ['en', 'ar', 'de', 'ja'], 'standard');
  }
  await words(); // in the theme that all stand on
}

// Every hostile input in every form, on a server that shows whatever it gets.
async function hostile(browser) {
  const server = await startServer(true);
  try {
    await all(hostileJobs(browser, server, done), 2);
  } finally {
    done('the error log of hostile requests holds no surprise', await server.stop());
  }
}

// "node run.mjs html": the words alone, without a browser.
async function words() {
  for (const catalog of catalogs) {
    await validate('default', allLanguages(), catalog);
  }
}

async function shots(browser, server) {
  for (const theme of themes) {
    const code = theme === 'maintenance' ? 503 : 404;
    const context = await openContext(browser, { scheme: 'light', size: 'desktop', locale: 'en' });
    const page = await context.newPage();
    await page.goto(`${server.base}/t/${theme}/${code}`);
    await page.screenshot({ path: `templates/${theme}.png` });
    console.log(`templates/${theme}.png`);
    await context.close();
  }
}

const only = process.env.THEMES?.split(',');
if (only) {
  themes.splice(0, themes.length, ...themes.filter((t) => only.includes(t)));
}
const modes = { shots, hostile, html: words, reference: (b, s) => all(referenceJobs(b, s)), demo: (b, s) => all(demoJobs(b, s)), font: fontJob,
  foreign: (b, s) => all(themes.map((t) => foreignJob(b, s, t))) };
const server = await startServer();
const browser = await launch();
try {
  await (modes[process.argv[2]] ?? test)(browser, server);
} finally {
  await browser.close();
  const log = await server.stop();
  done('the error log holds no surprise', log);
}
console.log(`[  PASSED  ] ${passed} test(s).`);
if (failures.length > 0) {
  console.log(`[  FAILED  ] ${failures.length} test(s), listed below:\n${failures.map((f) => `[  FAILED  ] ${f}`).join('\n')}`);
  process.exit(1);
}
