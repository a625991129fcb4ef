import { variableNames } from './environment.ts';

/** Names in `.env` that belong to other programs: Docker Compose, PostgreSQL, Node.js, OpenTelemetry's SDK. */
const foreign = /^(COMPOSE_|DOCKER_|NODE_|OTEL_|PG|POSTGRES_|LANG$|LC_|NO_COLOR$|TZ$)/;
/** Shorter names are too near to names of other programs: HOME to ROLE, POST to PORT. */
const SHORTEST = 8;

const known = new Set(variableNames);

/**
 * Warns of variables that Bellhop does not know: all those in `.env`, and those in the environment that look like a
 * misspelt name, such as DATABSE_URL. One sentence for each.
 */
export function misspeltVariables(environment: Iterable<string>, inDotEnv: Iterable<string>): string[] {
  const dotEnv = new Set(inDotEnv);
  return [...new Set([...dotEnv, ...environment])].flatMap((name) => {
    if (known.has(name)) return [];
    const meant = nearestName(name);
    const isForeign = foreign.test(name);
    if (meant !== null && !isForeign) return [`${name} is not a variable of Bellhop. Did you mean ${meant}?`];
    return dotEnv.has(name) && !isForeign ? [`${name} in .env is not a variable of Bellhop.`] : [];
  });
}

function nearestName(name: string): string | null {
  const candidates = variableNames
    .filter((each) => each.length >= SHORTEST)
    .map((each) => ({
      each,
      distance: letters(each) === letters(name) ? 0 : distanceBetween(each, name.toUpperCase()),
    }));
  const [nearest] = candidates.toSorted((a, b) => a.distance - b.distance);
  return nearest && nearest.distance <= Math.max(2, nearest.each.length / 10) ? nearest.each : null;
}

function letters(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z\d]/g, '');
}

/** Levenshtein's: how many characters must be added, taken away or replaced. */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
