// Rebuilds webapp/static/vendor from pinned npm packages. Run by maintainers: see README.md.
// The output is deterministic, so a rebuild that changes no package changes no file.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PurgeCSS } from 'purgecss';
import { transform } from 'lightningcss';
import { buildEditors } from './editors.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, 'node_modules');
const WEBAPP = join(HERE, '../../webapp');
const STATIC = join(WEBAPP, 'static');
const OUT = join(STATIC, 'vendor');

const COMPONENTS = '@utrecht/component-library-css';
const TOKENS = '@nl-design-system-unstable/voorbeeld-design-tokens';
const FONT = '@fontsource-variable/noto-sans';
const HTMX = 'htmx.org';
const FONT_FILES = ['noto-sans-latin-wght-normal.woff2', 'noto-sans-latin-ext-wght-normal.woff2'];
const CUSTOM_PROPERTY = /var\(\s*(--[\w-]+)/g;

const packageJson = (name) => JSON.parse(readFileSync(join(MODULES, name, 'package.json'), 'utf8'));
const names = (text) => [...text.matchAll(CUSTOM_PROPERTY)].map((match) => match[1]);

function templates(folder = join(WEBAPP, 'templates')) {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? templates(path) : [path]))
    .filter((path) => path.endsWith('.html'));
}

function banner(name) {
  const { version, license } = packageJson(name);
  return `/* Subset of ${name} ${version}, ${license}. Built by tools/assets; do not edit. */\n`;
}

/** Keep only the component classes that a template names. */
async function componentCss() {
  const [{ css }] = await new PurgeCSS().purge({
    content: templates(),
    css: [{ raw: readFileSync(join(MODULES, COMPONENTS, 'dist/index.css'), 'utf8') }],
    defaultExtractor: (content) => content.match(/[\w-]+/g) ?? [],
    keyframes: true,
  });
  return transform({ filename: 'nlds.css', code: Buffer.from(css), minify: true }).code.toString();
}

/**
 * Keep the design tokens that our style sheets read, and all of what those refer to. The whole
 * --basis-color layer stays, because that is what a municipality overrides.
 */
function tokenCss(sheets) {
  const source = readFileSync(join(MODULES, TOKENS, 'dist/theme.css'), 'utf8').replace(/\/\*.*?\*\//gs, '');
  const values = new Map([...source.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((m) => [m[1], m[2].trim()]));
  const wanted = [...values.keys()].filter((name) => name.startsWith('--basis-color') && !name.includes('inverse'));
  wanted.push(...names(sheets));
  const kept = new Set();
  while (wanted.length) {
    const name = wanted.pop();
    if (kept.has(name) || !values.has(name)) continue;
    kept.add(name);
    wanted.push(...names(values.get(name)));
  }
  const lines = [...kept].sort().map((name) => `${name}:${values.get(name)}`);
  return `.voorbeeld-theme{${lines.join(';\n')}}\n`;
}

function writeLock(files) {
  const packages = Object.entries(files).map(([name, paths]) => {
    const { version, license } = packageJson(name);
    const listed = paths.map((path) => {
      const bytes = readFileSync(join(OUT, path));
      return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    });
    return { name, version, licence: license, files: listed };
  });
  writeFileSync(join(OUT, 'vendor.lock.json'), `${JSON.stringify({ packages }, null, 2)}\n`);
}

function writeNotices(licences) {
  const parts = Object.entries(licences).map(([name, file]) => {
    const { version, license } = packageJson(name);
    const text = readFileSync(join(MODULES, name, file), 'utf8').trim();
    return `## ${name} ${version} (${license})\n\n${text}\n`;
  });
  const head = '# Third-party files in this folder\n\nBuilt by `tools/assets`; versions and checksums are in `vendor.lock.json`.\n';
  writeFileSync(join(OUT, 'THIRD_PARTY.md'), [head, ...parts].join('\n'));
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });

const nlds = await componentCss();
writeFileSync(join(OUT, 'nlds.css'), banner(COMPONENTS) + nlds);
const own = readdirSync(join(STATIC, 'css')).map((name) => readFileSync(join(STATIC, 'css', name), 'utf8'));
writeFileSync(join(OUT, 'voorbeeld-theme.css'), banner(TOKENS) + tokenCss([nlds, ...own].join('\n')));
for (const file of FONT_FILES) copyFileSync(join(MODULES, FONT, 'files', file), join(OUT, file));
copyFileSync(join(MODULES, HTMX, 'dist/htmx.min.js'), join(OUT, basename('htmx.min.js')));

writeLock({
  [COMPONENTS]: ['nlds.css'],
  [TOKENS]: ['voorbeeld-theme.css'],
  [FONT]: FONT_FILES,
  [HTMX]: ['htmx.min.js'],
});
writeNotices({ [COMPONENTS]: 'LICENSE.md', [TOKENS]: 'LICENSE.md', [FONT]: 'LICENSE', [HTMX]: 'LICENSE' });
await buildEditors();
