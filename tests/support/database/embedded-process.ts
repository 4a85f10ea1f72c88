import { startDurable } from './embedded'

// A run of its own, to be killed: starts the embedded database in the folder it is given and says where it is.
const database = await startDurable(process.argv[2] as string)
process.stdout.write(`${JSON.stringify({ url: database.url, pid: database.pid() })}\n`)
setInterval(() => {}, 1000)
