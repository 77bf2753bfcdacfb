// Builds webapp/static/vendor/editors: the three editors of the studio, with what is in them and its licences.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, '../../webapp/static/vendor/editors');
const EDITORS = ['diagram', 'table', 'form'];
const MODULES = `node_modules${sep}`;

// A style element that a script makes is forbidden by our content security policy; a style sheet object is
// not. CodeMirror can do both, and takes the first in a document.
const adoptedSheets = {
  name: 'adopted-sheets',
  setup(building) {
    building.onLoad({ filter: /style-mod[\\/]src[\\/]style-mod\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const patched = source.replace('if (!root.head && root.adoptedStyleSheets', 'if (root.adoptedStyleSheets');
      if (patched === source) throw new Error('style-mod changed: look again at how it adds styles');
      return { contents: patched, loader: 'js' };
    });
  },
};
// Half a megabyte that says in English what our own tests say of our own templates.
const noValidator = {
  name: 'no-validator',
  setup(building) {
    building.onResolve({ filter: /^@bpmn-io\/element-templates-validator$/ }, () => ({ path: 'validator', namespace: 'stub' }));
    building.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({
      contents: `export const validate = (object) => ({ valid: true, errors: [], object });
        export const validateZeebe = validate;
        export const validateAll = (objects) => ({ valid: true, results: objects.map(validate) });
        export const validateAllZeebe = validateAll;
        export const getSchemaVersion = () => '0.0.0';
        export const getZeebeSchemaVersion = () => '0.0.0';
        export const getZeebeSchemaPackage = () => '@camunda/zeebe-element-templates-json-schema';
        export const getSchemaPackage = () => '@camunda/element-templates-json-schema';`,
      loader: 'js',
    }));
  },
};

/** Return the folder of the package that a file came from; null for our own. */
function home(file) {
  const at = file.lastIndexOf(MODULES);
  if (at < 0) return null;
  const parts = file.slice(at + MODULES.length).split(sep);
  const name = parts.slice(0, parts[0].startsWith('@') ? 2 : 1).join('/');
  return join(HERE, file.slice(0, at + MODULES.length), name);
}

function described(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e(\.|$)/i.test(one));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '';
  const licence = /watermark/i.test(text) ? 'bpmn.io' : license;
  return { name, version, licence, text };
}

export async function buildEditors() {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const { metafile } = await build({
    entryPoints: EDITORS.map((name) => join(HERE, 'editors', `${name}.js`)),
    outdir: OUT,
    absWorkingDir: HERE,
    bundle: true,
    minify: true,
    metafile: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    assetNames: '[name]',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty', '.eot': 'empty', '.svg': 'empty' },
    plugins: [adoptedSheets, noValidator],
  });
  const folders = new Set();
  for (const output of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
      if (bytesInOutput > 0 && home(file)) folders.add(home(file));
    }
  }
  const packages = [...folders].map(described).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const files = readdirSync(OUT).sort().map((path) => {
    const bytes = readFileSync(join(OUT, path));
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const listed = packages.map(({ name, version, licence }) => ({ name, version, licence }));
  writeFileSync(join(OUT, 'editors.lock.json'), `${JSON.stringify({ files, packages: listed }, null, 2)}\n`);
  const head = '# What is in the editors\n\nBuilt by `tools/assets`; checksums are in `editors.lock.json`. The editors of bpmn.io show a watermark, which must stay visible.\n';
  const notices = packages.map(({ name, version, licence, text }) => `## ${name} ${version} (${licence})\n\n${text || 'The package carries no licence text of its own.'}\n`);
  writeFileSync(join(OUT, 'THIRD_PARTY.md'), [head, ...notices].join('\n'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildEditors();
