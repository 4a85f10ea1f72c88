import { execFile } from 'node:child_process'

/**
 * Tells systemd (or whatever set NOTIFY_SOCKET) that the server is ready, or that it stops. Node has no datagram sockets of
 * the kind that this takes, so systemd's own program sends it.
 */
export function notifyServiceManager(state: 'READY' | 'STOPPING', env: NodeJS.ProcessEnv = process.env): void {
  if (!env.NOTIFY_SOCKET) return
  // A server that runs is worth more than the news of it.
  execFile('systemd-notify', [`${state}=1`], () => {})
}
