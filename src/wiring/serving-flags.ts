/**
 * With which the web process is started. Node takes the memory of a large machine as leave to collect garbage late, and V8
 * decides at the start, when everything stays, that what is made at such places stays for ever: pages then survive until
 * the next full collection. Under load the web process held 370 MB for 40 MB of living data; with these it holds 165.
 * A young generation twice as large saved no full collection (13 and 14 for 3,000 pages) and held 15 MB more; one thread alone
 * for it costs submissions a tenth more processor time than letting others help.
 */
export const SERVING_FLAGS: readonly string[] = ['--no-allocation-site-pretenuring', '--max-semi-space-size=8', '--max-old-space-size=256'];
/** The worker waits for others most of its time: small and slower suits it. */
export const WORKING_FLAGS: readonly string[] = ['--optimize-for-size', '--max-semi-space-size=4', '--max-old-space-size=256'];
/** glibc gives each thread a heap of its own and never takes them together: two are enough and hold 30 MB less. */
export const SERVING_ENVIRONMENT: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' };
/** What the worker frees in pieces of 16 KB and more goes back to the machine at once. It costs page faults, which a page that somebody waits for would feel (0.1 ms). */
export const WORKING_ENVIRONMENT: Readonly<Record<string, string>> = { ...SERVING_ENVIRONMENT, MALLOC_MMAP_THRESHOLD_: '16384' };
