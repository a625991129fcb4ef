import { readFileSync } from 'node:fs';

// What Linux counts CPU time in, on every machine that Node runs on.
const TICKS_A_SECOND = 100;

/** The resident set in MB, from /proc; NaN where there is none. */
export function residentMb(pid: number): number {
  try {
    const [, kB] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kB) / 1_024;
  } catch {
    return Number.NaN;
  }
}

/** User and system time that the process has used, in milliseconds. */
export function cpuMs(pid: number): number {
  try {
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const [user, system] = fields.split(' ').slice(11, 13);
    return ((Number(user) + Number(system)) * 1_000) / TICKS_A_SECOND;
  } catch {
    return Number.NaN;
  }
}
