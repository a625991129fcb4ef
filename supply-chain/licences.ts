/** `npm run licenses`: lists the licence of each package that is handed out, and fails at one that is not allowed. */
import satisfies from 'spdx-satisfies';
import { type Package, shippedPackages } from './shipped-packages.ts';

/** They ask for no more than to be named, and for their text to be passed on. */
const allowed = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'OFL-1.1'];

/** Why a package may not be handed out; `null`: it may. */
export function refusal({ licence }: Package): string | null {
  if (licence === null) return 'names no licence';
  try {
    return satisfies(licence, allowed) ? null : `has the licence ${licence}, which is not allowed`;
  } catch {
    return `has the licence "${licence}", which is no SPDX expression`;
  }
}

if (import.meta.main) {
  const packages = shippedPackages(new URL('../package-lock.json', import.meta.url));
  const refused = packages.flatMap((each) => {
    const why = refusal(each);
    return why === null ? [] : [`${each.name} ${each.version} ${why}.`];
  });
  if (!process.argv.includes('--quiet')) {
    for (const { name, version, licence } of packages) console.log(`${licence}  ${name} ${version}`);
  }
  for (const line of refused) console.error(line);
  if (refused.length > 0) {
    console.error(
      `Allowed are ${allowed.join(', ')}: supply-chain/licences.ts. Replace the package, or decide there.`,
    );
    process.exitCode = 1;
  }
}
