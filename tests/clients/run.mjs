// SPDX-License-Identifier: Apache-2.0
// Copyright (c) 2026 The mod_statuspages authors

// "make test-clients": what a real httpd answers, read by parsers that others
// have written; and what "export --as openapi" writes, before a validator. Run
// from the project's root; ends with cmocka's words.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ProblemDetails } from 'effect/http';
import { Schema } from 'effect';
import { fromJSON } from 'http-problem-details-parser';
import { build, startServer } from '../browser/server.mjs';

const { default: formats } = addFormats;
const standard = ['type', 'title', 'status', 'detail', 'instance'];
const languages = ['en', 'de', 'ar', 'ja'];
const catalogs = ['standard', 'cloud-core', 'cloud-api', 'cloud-classic', 'cloud-orchestration', 'cloud-intl'];
const codes = Array.from({ length: 200 }, (_, i) => 400 + i);

let passed = 0;
const failures = [];
function done(name, faults) {
  if (faults.length === 0) {
    passed++;
  } else {
    failures.push(name);
    console.log(`[  FAILED  ] ${name}\n    ${faults.slice(0, 8).join('\n    ')}`);
  }
}

const command = (...words) => execFileSync(join(build, 'statuspages'), words, { encoding: 'utf8' });
const members = (from) => Object.fromEntries(standard.filter((m) => from[m] !== undefined
  && (m !== 'title' || from.type !== 'about:blank')).map((m) => [m, from[m]]));

// The schema that a team's OpenAPI gets, in ajv's strict mode.
const exported = JSON.parse(command('export', '--as', 'openapi', 'standard'));
const bySchema = (formats ?? addFormats)(new Ajv2020({ strict: true })).compile(exported.components.schemas.Problem);
const byEffect = Schema.decodeUnknownSync(ProblemDetails.Schema);

// What each parser makes of a body, or a fault. Of "about:blank" the first one
// takes no title: RFC 9457 says that it is the status's phrase then.
const parsers = {
  'http-problem-details-parser': (text) => members(fromJSON(text)),
  effect: (text) => byEffect(JSON.parse(text)),
  'the exported schema': (text) => {
    const body = JSON.parse(text);
    if (!bySchema(body)) {
      throw new Error(bySchema.errors.map((e) => `${e.instancePath} ${e.message}`).join(', '));
    }
    return body;
  },
};

function parse(name, text, where) {
  try {
    const read = parsers[name](text);
    const body = JSON.parse(text);
    const want = name === 'http-problem-details-parser' ? members(body) : body;
    return isDeepStrictEqual({ ...read }, want) ? [] : [`${where}: ${JSON.stringify(read)} is not ${text}`];
  } catch (e) {
    return [`${where}: ${e.message}: ${text}`];
  }
}

// fetch() gives up on a 407, as the standard has it.
const ask = (url, language) => new Promise((resolve, reject) => {
  get(url, { headers: { Accept: 'application/problem+json', 'Accept-Language': language } }, (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (part) => { text += part; });
    response.on('end', () => resolve({ response, text }));
  }).on('error', reject);
});

// What is our own promise, whoever parses it.
function promised({ response, text }, code, language, where) {
  const body = JSON.parse(text);
  const said = {
    status: response.statusCode === code && body.status === code,
    type: response.headers['content-type'] === 'application/problem+json',
    language: response.headers['content-language'] === language && body.language === language,
    members: standard.every((m) => m === 'status' || (typeof body[m] === 'string' && body[m] !== '')),
  };
  return Object.keys(said).filter((k) => !said[k]).map((k) => `${where}: ${k}: ${response.statusCode} ${text}`);
}

async function answers(server, kind, language) {
  const faults = Object.fromEntries([...Object.keys(parsers), 'itself'].map((p) => [p, []]));
  for (const code of codes) {
    const url = `${server.base}/c/${kind}/${code}/a%20b/${encodeURIComponent('"<\\é')}?q="`;
    const answer = await ask(url, language);
    const where = `${code} ${language} ${kind}`;
    faults.itself.push(...promised(answer, code, language, where));
    for (const name of Object.keys(parsers)) {
      faults[name].push(...parse(name, answer.text, where));
    }
  }
  for (const name of Object.keys(faults)) {
    done(`${codes.length} answers in ${language}, ${kind === 'd' ? 'with' : 'without'} details, read by ${name}`, faults[name]);
  }
}

// RFC 9457: who follows "type" finds the documentation of that problem.
async function types(server) {
  const faults = [];
  let found = 0;
  for (const code of codes) {
    const { text } = await ask(`${server.base}/c/p/${code}`, 'en');
    const { type } = JSON.parse(text);
    if (type === 'about:blank') {
      continue;
    }
    const { response, text: page } = await ask(new URL(type, server.base), 'en');
    const row = response.statusCode === 200 ? JSON.parse(page).codes?.[0] : undefined;
    found++;
    if (row?.status !== code) {
      faults.push(`${code}: ${type} answers ${response.statusCode}: ${page.slice(0, 200)}`);
    }
  }
  done(`"type" leads to its own page, for ${found} codes`, found >= 60 ? faults : [...faults, `only ${found}`]);
}

const hostile = {
  name: 'hostile', language: 'en', extends: 'cloud-core',
  codes: { 404: { message: '<b>|"\\', description: '# *x* [a](b)\n\n{{c}} ${d}', url: '/e?f=g&h' },
    429: { message: 'Slow', retry: 'after' } },
  problems: { 'QUOTA_EXCEEDED': { status: 429, message: 'Quota', description: 'Gone.', retry: 'later', url: 'https://docs.example.com/q' },
    'a.b-c': { status: 503, message: '=1+1' } },
};

async function documents() {
  const folder = mkdtempSync(join(tmpdir(), 'sp-clients-'));
  const own = join(folder, 'hostile.json');
  const validator = new Validator();
  writeFileSync(own, JSON.stringify(hostile));
  for (const catalog of [...catalogs, own]) {
    const text = command('export', '--as', 'openapi', catalog);
    const document = JSON.parse(text);
    const { valid, errors } = await validator.validate(document);
    done(`${catalog} as OpenAPI is valid`, valid ? [] : [JSON.stringify(errors)]);
    const faults = Object.entries(document.components.responses).flatMap(([name, r]) =>
      Object.values(r.content ?? {}).flatMap((media) => Object.keys(parsers).flatMap((p) => parse(p, JSON.stringify(media.example), name))));
    done(`the examples of ${catalog} are problem details`, faults);
  }
  const broken = JSON.parse(command('export', '--as', 'openapi', own));
  delete broken.components.responses.QUOTA_EXCEEDED.description;
  done('a response without a description is seen', (await validator.validate(broken)).valid ? ['it is not'] : []);
  for (const name of ['fastapi/input.json', 'springdoc/input.yaml', 'nswag/input.json', 'redocly/input.yaml']) {
    const { valid, errors } = await validator.validate(readFileSync(`tests/cases/openapi/${name}`, 'utf8'));
    done(`${name}, which import is tested with, is valid`, valid ? [] : [JSON.stringify(errors)]);
  }
  rmSync(folder, { recursive: true });
}

const server = await startServer(false, `
${codes.map((c) => `RedirectMatch ${c} "^/c/[pd]/${c}"`).join('\n')}
<Location "/c/">
    StatusPagesReference /reference
</Location>
<Location "/c/d/">
    StatusPagesDetails On
</Location>
`);
try {
  for (const language of languages) {
    await answers(server, 'p', language);
    await answers(server, 'd', language);
  }
  await types(server);
} finally {
  done('the error log holds no surprise', await server.stop());
}
await documents();
console.log(`[  PASSED  ] ${passed} test(s).`);
if (failures.length > 0) {
  console.log(`[  FAILED  ] ${failures.length} test(s), listed below:\n${failures.map((f) => `[  FAILED  ] ${f}`).join('\n')}`);
  process.exit(1);
}
