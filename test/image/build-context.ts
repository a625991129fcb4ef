import { cpSync, existsSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

/** Whether a path of the context is sent to the build: the last rule that matches it, or a folder of it, decides. */
export function createBuildContext(folder: string, dockerignore: string) {
  const rules = dockerignore
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keeps: line.startsWith('!'), pattern: patternOf(line.replace(/^!/, '')) }));

  function isSent(path: string): boolean {
    const parts = path.split('/');
    const ancestors = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    const rule = rules.findLast(({ pattern }) => ancestors.some((each) => pattern.test(each)));
    return rule?.keeps ?? true;
  }

  /** What `COPY` does; into a folder where the target ends in a slash. */
  function copy(sources: readonly string[], target: string): void {
    for (const source of sources) {
      const from = join(folder, source);
      if (!existsSync(from) || !isSent(source))
        throw new Error(`COPY: ${source} is not in the build context.`);
      const to = target.endsWith('/') && statSync(from).isFile() ? join(target, basename(source)) : target;
      cpSync(from, to, { recursive: true, filter: (path) => isSent(relative(folder, path)) });
    }
  }

  return { isSent, copy };
}

/** As Docker reads one: `*` is anything but a slash, also a dot in front. */
function patternOf(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`);
}
