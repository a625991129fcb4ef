import { execSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBuildContext } from './build-context.ts';
import { readDockerfile, type Stage } from './dockerfile.ts';

export interface Image {
  /** Where its files are. */
  readonly root: string;
  readonly workdir: string;
  readonly environment: Record<string, string>;
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
  readonly user: string;
}

/** Takes the steps of the Dockerfile that put files in place, each stage in a folder of its own instead of an image. */
export function buildImage(context: string, folder: string): Image {
  const read = (name: string) => readFileSync(join(context, name), 'utf8');
  const sent = createBuildContext(context, read('.dockerignore'));
  const stages = readDockerfile(read('Dockerfile'));
  const rootOf = (stage: string) => join(folder, stage || 'final');
  let image: Image | null = null;
  for (const stage of stages) image = build(stage, rootOf, sent);
  if (!image) throw new Error('The Dockerfile has no stage.');
  return image;
}

function build(
  { name, instructions }: Stage,
  rootOf: (stage: string) => string,
  sent: ReturnType<typeof createBuildContext>,
): Image {
  const root = rootOf(name);
  const environment: Record<string, string> = {};
  let image: Image = { root, workdir: '/', environment, command: [], healthCheck: [], user: 'root' };
  for (const { name: instruction, rest } of instructions) {
    switch (instruction) {
      case 'WORKDIR':
        image = { ...image, workdir: rest };
        mkdirSync(join(root, rest), { recursive: true });
        break;
      case 'COPY': {
        const [first = '', ...words] = rest.split(/\s+/);
        const isFromStage = first.startsWith('--from=');
        const paths = isFromStage ? words : [first, ...words];
        const target = join(root, image.workdir, paths.at(-1) ?? '');
        if (isFromStage) cpSync(join(rootOf(first.slice(7)), paths[0] ?? ''), target, { recursive: true });
        else sent.copy(paths.slice(0, -1), target);
        break;
      }
      case 'RUN':
        // What is not npm's arranges the image's own system, which there is none of here.
        if (rest.startsWith('npm ')) execSync(rest, { cwd: join(root, image.workdir), stdio: 'inherit' });
        break;
      case 'ENV': {
        const [key = '', value = ''] = rest.split('=');
        environment[key] = value;
        break;
      }
      case 'USER':
        image = { ...image, user: rest };
        break;
      case 'CMD':
        image = { ...image, command: JSON.parse(rest) };
        break;
      case 'HEALTHCHECK':
        image = { ...image, healthCheck: JSON.parse(rest.slice(rest.indexOf('CMD ') + 4)) };
        break;
      case 'EXPOSE':
      case 'VOLUME':
        break;
      default:
        throw new Error(`This check does not know ${instruction}.`);
    }
  }
  return image;
}
