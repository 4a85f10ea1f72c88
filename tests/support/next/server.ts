export * from 'next/server.js'

/** Outside of a request there is no connection to wait for. */
export async function connection() {}
