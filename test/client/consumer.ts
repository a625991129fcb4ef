import { type ExecFileOptions, execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = new URL('../../', import.meta.url).pathname;

/** An empty project of somebody else's, with the packed client installed. */
export interface Consumer extends AsyncDisposable {
  readonly folder: string;
  /** Of the installed package. */
  readonly packageFolder: string;
  write(name: string, text: string): Promise<void>;
  /** Runs a program of the project on this Node, and answers what it printed. */
  node(args: readonly string[], options?: ExecFileOptions): Promise<{ stdout: string; stderr: string }>;
  /** Checks the types of files of the project, and answers what the compiler says. */
  check(files: readonly string[], compilerOptions: Record<string, unknown>): Promise<string>;
}

/** Builds, packs and installs the client, without a network. */
export async function installPackedClient(): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), 'bellhop-consumer-'));
  const built = join(folder, 'built');
  await run(process.execPath, [`${root}src/client/build-package.ts`, built], { timeout: 200_000 });
  const npm = (...args: string[]) =>
    run('npm', [...args, '--no-audit', '--no-fund', '--offline'], { cwd: folder, timeout: 200_000 });
  await npm('pack', built);
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  await rm(built, { recursive: true });
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  await write('package.json', '{ "name": "consumer", "private": true, "type": "module" }');
  await npm('install', `./${tarball}`);
  await cp(`${root}examples`, join(folder, 'examples'), { recursive: true });
  return {
    folder,
    packageFolder: join(folder, 'node_modules/bellhop'),
    write,
    node: async (args, options = {}) => {
      const { stdout, stderr } = await run(process.execPath, args, {
        cwd: folder,
        timeout: 200_000,
        ...options,
      });
      return { stdout: String(stdout), stderr: String(stderr) };
    },
    async check(files, compilerOptions) {
      const strict = { strict: true, noEmit: true, target: 'es2024', skipLibCheck: false };
      await write(
        'tsconfig.json',
        JSON.stringify({ compilerOptions: { ...strict, ...compilerOptions }, files }),
      );
      try {
        await run(`${root}node_modules/.bin/tsc`, ['-p', folder], { timeout: 200_000 });
        return '';
      } catch (error) {
        return String((error as { stdout?: unknown }).stdout ?? error);
      }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What Node's own programs are typed with, which a project would install. */
export async function addNodeTypes({ folder }: Consumer): Promise<void> {
  await symlink(`${root}node_modules/@types`, join(folder, 'node_modules/@types'));
  await symlink(`${root}node_modules/undici-types`, join(folder, 'node_modules/undici-types'));
}

export function readSource(path: string): Promise<string> {
  return readFile(`${root}${path}`, 'utf8');
}
