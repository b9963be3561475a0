// SPDX-License-Identifier: Apache-2.0
// Copyright (c) 2026 The mod_statuspages authors

// A private httpd with every theme under a path of its own: /t/THEME/CODE
// answers with that code, /d/THEME/... the same with details on, /r/THEME with
// the reference and the gallery, /demo.html is the demo's front page,
// /m/THEME the reference of a catalogue that is English alone, its errors below,
// /font/ has a theme with a font of its own. Another one, "hostile", has /h/THEME/FORMAT,
// where variables say what a request says, and takes what httpd would refuse.
import { spawn, spawnSync, execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync, chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeFont } from './font.mjs';

const apxs = process.env.APXS || 'apxs';
const ask = (word) => execFileSync(apxs, ['-q', word], { encoding: 'utf8' }).trim();

export const build = resolve(process.env.BUILD || 'build');
export const themes = readdirSync('templates', { withFileTypes: true })
  .filter((e) => e.isDirectory() && existsSync(join('templates', e.name, 'theme.json')))
  .map((e) => e.name);
export const formats = ['html', 'json', 'xml', 'text', 'markdown'];
export const codes = [401, 404, 429, 500, 503];

const freePort = () => new Promise((done) => {
  const probe = createServer();
  probe.listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});

const hostile = () => `HttpProtocolOptions Unsafe Require1.0
LimitRequestLine 65000
LimitRequestFieldSize 65000
AllowEncodedSlashes On
StatusPagesDetails On
StatusPagesVar name "%{unescape:%{QUERY_STRING}}"
StatusPagesVar footer "%{REQUEST_URI} %{req:Cookie}"
StatusPagesVar home "%{req:X-Home}"
StatusPagesVar support "%{unescape:%{QUERY_STRING}}"
${themes.flatMap((t) => formats.map((f) => `<Location "/h/${t}/${f}">
    StatusPagesTheme ${t}
    StatusPagesFormats ${f}
</Location>`)).join('\n')}
`;

// A theme as a brand makes it: a font of its own, as a file.
function writeTheme(folder) {
  mkdirSync(folder);
  writeFileSync(join(folder, 'brand.woff2'), makeFont());
  writeFileSync(join(folder, 'page.html'), `{{<layout}}
{{$style}}
{{> tokens.css}}
@font-face { font-family: Brand; src: url("{{file.brand.woff2}}") format("woff2"); }
#brand { font: 10px Brand; }
{{/style}}
{{$more}}<p><span id="brand">AAAA</span></p>{{/more}}
{{/layout}}
`);
}

function configuration(root, port, isHostile, more) {
  const dir = ask('LIBEXECDIR');
  const load = (name) => (existsSync(`${dir}/mod_${name}.so`) ? `LoadModule ${name}_module ${dir}/mod_${name}.so\n` : '');
  const places = themes.map((t) => ['t', 'd'].map((kind) => `
<Location "/${kind}/${t}/">
    StatusPagesTheme ${t}
    StatusPagesDetails ${kind === 'd' ? 'On' : 'Off'}
</Location>`).join('') + `
<Location "/r/${t}">
    SetHandler statuspages
    StatusPagesTheme ${t}
</Location>
<Location "/m/${t}">
    SetHandler statuspages
    StatusPagesTheme ${t}
    StatusPagesCatalog cloud-api
</Location>
<Location "/m/${t}/error/">
    SetHandler none
</Location>`).join('');
  const every = codes.map((c) => `RedirectMatch ${c} "^/([td]|m/[^/]+)/[^/]+/${c}"`).join('\n');
  return `ServerRoot "${root}"
DefaultRuntimeDir logs
PidFile logs/httpd.pid
ErrorLog logs/error_log
Listen 127.0.0.1:${port}
ServerName localhost:${port}
${['mpm_event', 'unixd', 'authn_core', 'authz_core', 'alias', 'dir', 'mime'].map(load).join('')}
LoadModule statuspages_module "${build}/mod_statuspages.so"
${process.getuid() === 0 ? `User nobody\nGroup ${execFileSync('id', ['-gn', 'nobody'], { encoding: 'utf8' }).trim()}` : ''}
TypesConfig /dev/null
AddType text/html .html
DocumentRoot "${root}/htdocs"
<Directory "${root}/htdocs">
    Require all granted
</Directory>
StatusPages On
StatusPagesGallery On
StatusPagesVar name "Example Shop"
StatusPagesVar home /
StatusPagesVar support "mailto:help@example.com"
StatusPagesVar status "https://status.example.com/"
StatusPagesVar footer "Example Ltd"
StatusPagesVar accent "#0a7c5a"
StatusPagesRetryAfter 429 30
StatusPagesRetryAfter 503 120
${places}
${every}
<Location "/font/">
    StatusPagesTheme ${root}/brand
</Location>
<Location "/reference">
    SetHandler statuspages
</Location>
<Location "/problems">
    SetHandler statuspages
    StatusPagesCatalog acme.json
</Location>
${isHostile ? hostile() : ''}${more}`;
}

async function waitFor(url) {
  for (let i = 0; i < 200; i++) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((r) => setTimeout(r, 50));
    }
  }
  throw new Error(`httpd does not answer at ${url}`);
}

// Names and words in another language than the page's, as long as they may be.
const acme = {
  name: 'acme', language: 'en', title: 'Errors of the Acme API',
  codes: { 429: { message: 'Slow down' } },
  problems: {
    QUOTA_EXCEEDED: { status: 429, message: 'Quota used up', description: 'Wait until tomorrow.', retry: 'after', url: 'https://docs.example.com/quota' },
    ['A'.repeat(64)]: { status: 503, message: 'A long name', url: `https://docs.example.com/${'a'.repeat(100)}` },
  },
};

// What "more" says comes last in the configuration.
export async function startServer(isHostile = false, more = '') {
  const root = mkdtempSync(join(tmpdir(), 'sp-browser-'));
  chmodSync(root, 0o755);
  mkdirSync(join(root, 'logs'));
  mkdirSync(join(root, 'htdocs'));
  execFileSync('sh', ['conf/demo/front/front.sh', join(build, 'statuspages'), root]);
  copyFileSync(join(root, 'site', 'index.html'), join(root, 'htdocs', 'demo.html'));
  writeTheme(join(root, 'brand'));
  const port = await freePort();
  writeFileSync(join(root, 'acme.json'), JSON.stringify(acme));
  writeFileSync(join(root, 'httpd.conf'), configuration(root, port, isHostile, more));
  const httpd = join(ask('SBINDIR'), ask('PROGNAME'));
  const test = spawnSync(httpd, ['-t', '-f', join(root, 'httpd.conf')], { encoding: 'utf8' });
  if (test.status !== 0) {
    throw new Error(test.stderr);
  }
  // detached: a session of its own, because httpd signals its process group
  const child = spawn(httpd, ['-DFOREGROUND', '-f', join(root, 'httpd.conf')], { detached: true, stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  await waitFor(base);
  return {
    base,
    async stop() {
      const ended = new Promise((r) => child.once('exit', r));
      process.kill(child.pid, 'SIGTERM');
      await ended;
      const log = readFileSync(join(root, 'logs', 'error_log'), 'utf8');
      rmSync(root, { recursive: true, force: true });
      // what is wrong with hostile requests httpd itself may say
      const bad = isHostile ? /\[statuspages:|:(crit|alert|emerg)\]|exit signal/ : /:(error|crit|alert|emerg)\]|exit signal/;
      return log.split('\n').filter((l) => bad.test(l));
    },
  };
}
