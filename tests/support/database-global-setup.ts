import { startTestCluster } from './database/database'

export default async function setup() {
  const cluster = await startTestCluster()
  return () => cluster.stop()
}
