import { startTestCluster } from './database'

export default async function setup() {
  const cluster = await startTestCluster()
  return () => cluster.stop()
}
