/**
 * Explains a refusal by a pooler such as pgbouncer, which has one code (08P01) for all of them: the cause, and what mends
 * it.
 */
export function explainPooler(
  message: string,
  { host, user, database }: { host: string; user: string; database: string },
): [string, string] {
  if (/password authentication failed|SASL authentication failed|no such user/.test(message))
    return [
      `The pooler at ${host} refuses the password of user ${user}, or has no such user.`,
      'Correct DATABASE_URL, or the auth_file of the pooler; percent-encode @ : / ? # % in the password.',
    ]
  if (/^database ".*" does not exist|no such database/.test(message))
    return [
      `The pooler at ${host} knows no database ${database}.`,
      `Add it to [databases] there: ${database} = host=… port=5432`,
    ]
  const [, parameter] = /unsupported startup parameter: (\w+)/.exec(message) ?? []
  if (parameter)
    return [
      `The pooler at ${host} takes no ${parameter} at the start of a connection.`,
      `Remove ${parameter} from DATABASE_URL, or set there: ignore_startup_parameters = ${parameter}`,
    ]
  if (/statement pooling/.test(message))
    return [
      `The pooler at ${host} takes single statements alone, and moviebucket works in transactions.`,
      'Set there: pool_mode = transaction',
    ]
  if (/no more connections allowed/.test(message))
    return [`The pooler at ${host} has no connection left.`, 'Raise max_client_conn there, or lower DATABASE_POOL.']
  if (/query_wait_timeout/.test(message))
    return [
      `The pooler at ${host} has no connection to the database left.`,
      'Raise default_pool_size there, or lower DATABASE_POOL.',
    ]
  return [
    `The pooler at ${host} does not get into its database: ${message}`,
    'Correct host, port, user and password in [databases] there; its own log says more.',
  ]
}
