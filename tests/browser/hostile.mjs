// SPDX-License-Identifier: Apache-2.0
// Copyright (c) 2026 The mod_statuspages authors

// The inputs of tests/cases/hostile.tsv in a browser: each is sent as raw
// bytes, in all places of a request at once, and the answer in every form is
// opened in a frame with its Content-Type alone: without policy, and where
// Chromium may guess what it is; as HTML with all of its headers, too. Nothing
// runs or loads, and the page has the elements of a harmless one.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { formats, themes } from './server.mjs';

const simple = { 0: 0, t: 9, n: 10, r: 13, '\\': 92 };
const digits = { x: 2, u: 4, U: 8 };

// The bytes that a cell stands for; see the head of the table.
function unescape(text) {
  const out = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i + 1];
    if (text[i] !== '\\') {
      out.push(text.charCodeAt(i));
    } else if (c === '{') {
      const end = text.indexOf('}', i);
      const [, times, inner] = /^(\d+) ([^]*)$/.exec(text.slice(i + 2, end));
      const bytes = unescape(inner);
      for (let k = 0; k < Number(times); k++) {
        out.push(...bytes);
      }
      i = end;
    } else if (c in simple) {
      out.push(simple[c]);
      i++;
    } else if (c in digits) {
      const n = Number.parseInt(text.slice(i + 2, i + 2 + digits[c]), 16);
      out.push(...(c === 'x' ? [n] : Buffer.from(String.fromCodePoint(n))));
      i += 1 + digits[c];
    } else {
      throw new Error(`hostile.tsv: an escape is unknown: ${text.slice(i)}`);
    }
  }
  return out;
}

export const inputs = readFileSync('tests/cases/hostile.tsv', 'utf8').split('\n').filter((l) => l && !l.startsWith('#'))
  .map((line, number) => {
    const [kind, name, bytes] = line.split('\t');
    return { number, name: `${kind}: ${name}`, bytes: Buffer.from(unescape(bytes)) };
  });

// More than that, twice in a request line, and httpd refuses the line before it has read what is accepted.
const longest = 1300;

// One request with the input everywhere, and the head and body of its answer.
function ask(base, path, input, accept) {
  const { hostname, port } = new URL(base);
  const bytes = input.subarray(0, longest);
  const coded = [...bytes].map((b) => `%${b.toString(16).padStart(2, '0')}`).join('');
  const value = Buffer.from(bytes.map((b) => (b === 0 || b === 10 || b === 13 ? 32 : b)));
  const parts = [`GET ${path}/${coded.replaceAll('%2f', '/').replaceAll('%00', '')}?${coded} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: ${accept}`];
  for (const header of ['User-Agent', 'Referer', 'Cookie', 'X-Home']) {
    parts.push(`\r\n${header}: `, value);
  }
  return new Promise((resolve, reject) => {
    const chunks = [];
    const socket = connect(port, hostname, () => socket.write(Buffer.concat([...parts, '\r\n\r\n'].map((p) => Buffer.from(p)))));
    socket.on('data', (d) => chunks.push(d));
    socket.on('error', reject);
    socket.on('close', () => {
      const all = Buffer.concat(chunks);
      const end = all.indexOf('\r\n\r\n');
      const [status, ...lines] = all.subarray(0, end).toString('latin1').split('\r\n');
      const headers = Object.fromEntries(lines.map((l) => [l.slice(0, l.indexOf(':')).toLowerCase(), l.slice(l.indexOf(':') + 2)]));
      resolve({ status: Number(status.split(' ')[1]), headers, body: all.subarray(end + 4) });
    });
  });
}

// Whether all of the list stands in the other, in that order.
function isPart(list, whole) {
  let at = 0;
  for (const item of list) {
    at = whole.indexOf(item, at) + 1;
    if (at === 0) {
      return false;
    }
  }
  return true;
}

// Hands answers out at addresses of their own; "/" shows them all in frames.
async function startStage() {
  const stage = { answers: [], asked: [], turn: 0 };
  const server = createServer((request, response) => {
    const [, turn, number] = request.url.split('/');
    const answer = number === '' ? undefined : stage.answers[Number(number)];
    stage.asked.push(Number(turn) === stage.turn ? number : request.url);
    response.writeHead(answer?.status ?? 200, answer?.headers ?? { 'content-type': 'text/html' });
    response.end(answer?.body ?? stage.answers.map((_, i) => `<iframe src="${i}"></iframe>`).join(''));
  });
  await new Promise((r) => { server.listen(0, '127.0.0.1', r); });
  stage.base = `http://127.0.0.1:${server.address().port}`;
  stage.close = () => server.close();
  return stage;
}

// In the page of frames: what became of each. Two frames of time, because what
// begins by itself begins then.
async function readFrames() {
  await new Promise((r) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r))); });
  return [...document.querySelectorAll('iframe')].map(({ contentWindow: w, contentDocument: d }) => {
    const here = d ? [...d.querySelectorAll('*')] : [];
    return {
      hit: window.hit ?? w.hit, type: d?.contentType, url: d?.URL, frames: w.length,
      tags: here.map((e) => e.tagName + [...e.attributes].map((a) => `.${a.name}`).join('')),
      links: here.filter((e) => e.tagName === 'A').map((e) => e.protocol),
    };
  });
}

// A page of the browser that opens many answers at once.
async function openViewer(browser) {
  const stage = await startStage();
  const context = await browser.newContext({ reducedMotion: 'no-preference' });
  const page = await context.newPage();
  let faults = [];
  const place = () => `${stage.base}/${stage.turn}/`; // never the same twice, for the sake of the cache
  const where = (url) => Number(url.slice(place().length));
  page.on('console', (m) => {
    if (!/^Failed to load resource: the server responded with a status of/.test(m.text())) {
      faults.push([where(m.location().url), `console: ${m.text()}`]);
    }
  });
  page.on('pageerror', (e) => faults.push([NaN, `script error: ${e.message}`]));
  page.on('dialog', (d) => {
    faults.push([NaN, `dialog: ${d.message()}`]);
    d.dismiss();
  });
  page.on('popup', () => faults.push([NaN, 'another window']));
  page.on('request', (r) => {
    if (!r.url().startsWith(stage.base) && !r.url().startsWith('data:image/svg+xml,')) {
      faults.push([NaN, `request: ${r.url()}`]);
    }
  });
  return {
    close: async () => { await context.close(); stage.close(); },
    // What was seen of each answer; what can't be told apart is told of all.
    async look(answers) {
      faults = [];
      Object.assign(stage, { answers, asked: [], turn: stage.turn + 1 });
      await page.goto(place(), { timeout: 120000 });
      const seen = await page.evaluate(readFrames);
      const asked = stage.asked.filter((u) => u !== '/favicon.ico').sort().join();
      if (asked !== ['', ...answers.map((_, i) => `${i}`)].sort().join() || page.url() !== place()) {
        faults.push([NaN, `asked for ${asked}, is at ${page.url()}`]);
      }
      return seen.map((s, i) => {
        if (s.hit !== undefined || s.frames > 0 || (s.url !== place() + i && s.url !== 'about:blank')) {
          faults.push([i, `ran: hit=${s.hit} at ${s.url}, ${s.frames} frames`]);
        }
        return { seen: s, faults: faults.filter(([n]) => n === i || Number.isNaN(n)).map(([, f]) => f) };
      });
    },
  };
}

// What a client may ask for that Chromium shows; it saves Markdown to a file.
const types = { html: 'text/html', json: 'application/json', xml: 'application/xml', text: 'text/plain', markdown: 'text/markdown' };

function judge(format, { seen, faults: all }, wholes) {
  // Chromium's own view of XML has styles, which our policy forbids
  const faults = all.filter((f) => format !== 'xml' || !f.startsWith('console: Applying inline style violates'));
  const type = seen.url === 'about:blank' ? types.markdown : seen.type;
  if (type !== types[format]) {
    faults.push(`is taken for ${type}`);
  }
  if (format === 'html' && !wholes.some((w) => isPart(seen.tags, w.seen.tags))) {
    faults.push(`other elements: ${seen.tags.filter((t) => !wholes[0].seen.tags.includes(t))}`);
  }
  if (format !== 'xml' && seen.links.some((p) => !['http:', 'https:', 'mailto:'].includes(p))) {
    faults.push(`a link to ${seen.links}`);
  }
  if ((format === 'json' || format === 'text') && seen.tags.some((t) => /^(SCRIPT|STYLE|IMG|IFRAME|FORM|A|SVG|B)(\.|$)/i.test(t))) {
    faults.push(`markup in text: ${seen.tags}`);
  }
  return faults;
}

// What is to be looked at of one input in one form: with its type alone, and
// with all that was sent, but for what forbids frames. Chromium can only save
// Markdown, which takes long: that, and other forms' headers, are samples.
async function answersTo(base, path, format, input) {
  const { status, headers, body } = await ask(base, path, input.bytes, types[format]);
  const ours = status >= 400 && headers['x-robots-tag'] === 'noindex';
  const policy = headers['content-security-policy']?.replace(/; *frame-ancestors [^;]*/, '');
  const answers = [];
  if (format !== 'markdown' || input.number % 20 === 0) {
    answers.push({ status: 200, headers: { 'content-type': headers['content-type'] }, body });
  }
  if (format === 'html' || input.number % 20 === 0) {
    for (const name of ['content-length', 'connection', 'x-frame-options']) {
      delete headers[name];
    }
    answers.push({ status, headers: { ...headers, 'content-security-policy': policy }, body });
  }
  return answers.map((a) => ({ ...a, format, ours, name: `${format}: ${input.name}` }));
}

async function lookAt(viewer, answers, wholes, theme, done) {
  const views = await viewer.look(answers);
  answers.forEach((a, i) => {
    const faults = judge(a.format, views[i], wholes);
    done(`${theme}, ${a.name}`, a.ours ? faults : [...faults, 'no page of ours']);
  });
}

// A theme's share of the inputs as HTML, and the same ones in all other forms.
export function hostileJobs(browser, { base }, done) {
  return themes.map((theme, n) => async () => {
    const viewer = await openViewer(browser);
    const harmless = { name: '', number: 1, bytes: Buffer.from('/harmless') };
    // what httpd refuses before it looks at places has the server's own theme
    const wholes = await viewer.look((await Promise.all([`/h/${theme}/html`, '/nowhere']
      .map((path) => answersTo(base, path, 'html', harmless)))).flat());
    const share = inputs.filter((_, i) => i % themes.length === n);
    while (share.length > 0) {
      const answers = [];
      for (const input of share.splice(0, 10)) {
        for (const format of formats) {
          answers.push(...await answersTo(base, `/h/${theme}/${format}`, format, input));
        }
      }
      await lookAt(viewer, answers, wholes, theme, done);
    }
    await viewer.close();
  });
}
