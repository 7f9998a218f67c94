export const JOB_LIMITS = {
  /** jobs at once in one worker process */ concurrency: 4,
  /** failures of one job that are not worth a line in the log */ quietTries: 3,
  /** how often the queue is looked at when nobody has called; jobs call by NOTIFY as well */ pollMs: 1_000,
  /** how long a start waits for the connections of a worker that died to be gone */ farewellMs: 3_000,
} as const;
