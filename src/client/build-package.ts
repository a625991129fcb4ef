import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';

/**
 * Builds the package that programs install, complete and without dependencies, into the folder that is named, by
 * default `dist/client`: docs/decisions/0012-the-client-travels-alone.md.
 */
const root = new URL('../../', import.meta.url).pathname;
const folder = process.argv[2] ?? `${root}dist/client`;
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const write = (name: string, text: string) => writeFileSync(`${folder}/${name}`, text);

rmSync(folder, { recursive: true, force: true });
declareTypes();
await bundle();
describePackage();

/** One file for each source file: they need no bundling, since they are read by compilers only. */
function declareTypes() {
  const options = ['--declaration', '--noEmit', 'false', '--emitDeclarationOnly', '--outDir', folder];
  execFileSync(`${root}node_modules/.bin/tsc`, ['-p', `${root}src/client`, ...options], { stdio: 'inherit' });
  // The only import from a package that is left; what it names is what `TypedDocument` is.
  const file = 'generated/graphql.d.ts';
  const declared = readFileSync(`${folder}/${file}`, 'utf8');
  const imported = "import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';";
  if (!declared.includes(imported)) throw new Error(`${file} no longer has the line: ${imported}`);
  const own = "import type { TypedDocument as DocumentTypeDecoration } from '../typed-document.ts';";
  write(file, declared.replace(imported, own));
}

/** The transports stay files of their own, loaded when something is watched. */
async function bundle() {
  const input = { client: `${root}src/client/client.ts` };
  const built = await rolldown({ input, platform: 'neutral', resolve: { mainFields: ['module', 'main'] } });
  await built.write({
    dir: folder,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    // Readable; whoever wants it smaller minifies it with the rest.
    minify: false,
  });
  await built.close();
}

function describePackage() {
  const { name, version, license } = JSON.parse(read('package.json')) as Record<string, string>;
  const manifest = {
    name,
    version,
    description: 'The typed client of Bellhop, which places reminder phone calls on time.',
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    exports: {
      './client': { types: './client.d.ts', default: './client.js' },
      './schema.graphql': './schema.graphql',
      './package.json': './package.json',
    },
  };
  write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(`${root}schema.graphql`, `${folder}/schema.graphql`);
  cpSync(`${root}docs/client.md`, `${folder}/README.md`);
  const bundled = ['graphql-ws', 'eventsource-parser'].map(
    (dependency) => `\n---\n\nContains ${dependency}:\n\n${licenseOf(dependency)}`,
  );
  write('LICENSE', read('LICENSE') + bundled.join(''));
}

function licenseOf(dependency: string): string {
  for (const name of ['LICENSE', 'LICENSE.md']) {
    try {
      return read(`node_modules/${dependency}/${name}`);
    } catch {
      // It has the other name.
    }
  }
  throw new Error(`${dependency} has no licence file.`);
}
