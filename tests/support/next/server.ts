// biome-ignore lint/performance/noBarrelFile: stands in for the module, which is more than what is replaced here
export * from 'next/server.js'

/** Outside of a request there is no connection to wait for. */
export async function connection() {}

/** Outside of a server the work begins at once. */
export function after(work: () => unknown): void {
  work()
}
