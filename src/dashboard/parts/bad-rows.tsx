import type { ImportRow } from '../import-rows.ts';
import { Scroll } from './scroll.tsx';

const SHOWN = 500;

/** Rows with what is wrong with each. */
export function BadRows({ rows }: { readonly rows: readonly ImportRow[] }) {
  return (
    <Scroll label="Rows that cannot be created">
      <table class="bad-rows">
        <caption class="hidden">Rows that cannot be created, and why</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">What is wrong</th>
            <th scope="col">What it holds</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map(({ line, cells, problems }) => (
            <tr key={line}>
              <th scope="row">{line}</th>
              <td class="field-problem">{problems.join(' ')}</td>
              <td>{cells.join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN && <p>…and {rows.length - SHOWN} more, which are in the file.</p>}
    </Scroll>
  );
}
