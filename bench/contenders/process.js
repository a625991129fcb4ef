import { serve } from '../serve.ts';

/**
 * One contender in a process of its own. Each file beside this one exports `create(options)`, which answers:
 * fill(jobs) stores jobs `{ key, to, text, dueAtMs }` (`dueAtMs: null`: at once), start() begins to work them,
 * schedule(job) stores one while it works, left() counts those not done. Plain JavaScript, since what it is
 * measured against need not be installed where the types are checked.
 */
const { file, ...options } = JSON.parse(process.env['CONTENDER'] ?? '{}');
const { create } = await import(file);
serve(await create(options));
