import { createPost } from './post.js';

/** The limit of lateness: a timer for each job, in memory, that posts when it fires. */
export function create(options) {
  const post = createPost(options);
  let left = 0;

  function schedule(job) {
    left += 1;
    // A timer may fire up to a millisecond before its time.
    const wait = () => {
      const ms = job.dueAtMs - Date.now();
      if (ms > 0) return setTimeout(wait, ms);
      void post(job).then(() => {
        left -= 1;
      });
    };
    wait();
  }

  return {
    fill: (jobs) => jobs.forEach(schedule),
    schedule,
    start() {},
    left: () => left,
  };
}
