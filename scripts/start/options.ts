import { parseArgs } from 'node:util'
import { StartError } from './project'

/** What the command line says. */
export type Arguments = { dev: boolean; help: boolean; port?: string; host?: string }

/** Where to listen, as far as that is said. */
export type Options = { port: number | undefined; host: string | undefined }

export const help = `Starts moviebucket and everything it needs.

  npm start                     the production build, on http://localhost:3000
  npm run dev                   the same with hot reload

  npm start -- --port 3001      another port        (or PORT=3001)
  npm start -- --host 0.0.0.0   another interface   (or BIND_ADDRESS=0.0.0.0)
  npm start -- --help           this text

Without DATABASE_URL it runs its own PostgreSQL, with its data in .moviebucket/
(or in the folder that MOVIEBUCKET_DATA names).
It reads settings from the environment and from .env; README.md lists them.
Ctrl-C stops everything.
`

/** @throws {StartError} with the help when the command line is not understood */
export function readArguments(argv: string[]): Arguments {
  try {
    return parseArgs({
      args: argv,
      options: {
        dev: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        port: { type: 'string', short: 'p' },
        host: { type: 'string', short: 'H' },
      },
    }).values
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${help}`)
  }
}

/** Reads where to listen: the command line wins over the environment, to which the .env files have been added. */
export function readOptions({ port, host }: Partial<Arguments>, env: Record<string, string | undefined>): Options {
  return {
    // npm takes a --port that does not follow `--`, and passes it on in this variable.
    port: readPort(port ?? env.npm_config_port ?? env.PORT),
    // As a URL writes it, or as the system does.
    host: (host ?? env.npm_config_host ?? env.BIND_ADDRESS)?.replace(/^\[(.*)\]$/, '$1'),
  }
}

function readPort(text: string | undefined): number | undefined {
  if (!text) return undefined
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new StartError(`The port must be a whole number from 1 to 65535, not ${JSON.stringify(text)}.`)
}
