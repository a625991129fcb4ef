import { readFileSync } from 'node:fs';

export interface Package {
  /** With its place, where another version of it is elsewhere: `a/node_modules/b`. */
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; `null`: it names none. */
  readonly licence: string | null;
}

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** For development only, but built into what is handed out: the dashboard and the client. */
export const bundled = ['preact', '@preact/signals', '@fontsource-variable/figtree', 'eventsource-parser'];

/** Every package whose code reaches who runs Bellhop or its client, as the lock file pins them. */
export function shippedPackages(lockFile: URL): readonly Package[] {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const places = new Set(Object.keys(packages).filter((place) => place !== '' && !packages[place]?.dev));
  const found = [...bundled.map((name) => `node_modules/${name}`)];
  for (let place = found.pop(); place !== undefined; place = found.pop()) {
    const locked = packages[place];
    if (!locked) throw new Error(`${place} is not in the lock file.`);
    if (places.has(place) && locked.dev) continue;
    places.add(place);
    if (locked.dev)
      found.push(...Object.keys(locked.dependencies ?? {}).map((name) => `node_modules/${name}`));
  }
  return [...places].sort().map((place) => ({
    name: place.replace(/^node_modules\//, ''),
    version: packages[place]?.version ?? '',
    licence: packages[place]?.license ?? null,
  }));
}
