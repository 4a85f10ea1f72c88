import { asActor } from '@/db/client'
import { asLongTransaction } from '@/db/long-work'

/*
 * A process that has three long works of a person under way until its input ends: its argument is the person's id. It says
 * `held` when they are, or the code of what refuses one.
 */

const [userId = ''] = process.argv.slice(2)
const ended = new Promise((resolve) => process.stdin.once('end', resolve).resume())

let held = 0
const works = Array.from({ length: 3 }, () =>
  asActor({ userId }, { write: true }, (db) =>
    asLongTransaction({ db, userId }, async () => {
      if (++held === 3) process.stdout.write('held\n')
      await ended
    }),
  ),
)
Promise.all(works).then(
  () => process.exit(),
  (error) => {
    process.stdout.write(`${error.code ?? error}\n`)
    process.exit(1)
  },
)
