/**
 * What Node.js is told when it runs the worker. A pull makes much that is thrown away soon; with the limit that
 * V8 takes from the machine's memory, the heap grows to four times what is in use before that is collected.
 * A smaller limit makes V8 collect sooner: a load of 100,000 rows then takes the memory of one of 10,000, in the
 * same time (`npm run bench:pull -- --parts memory`). Twenty pulls at once have about 100 MiB in use.
 */
export const WORKER_FLAGS: readonly string[] = ['--max-old-space-size=1024'];
