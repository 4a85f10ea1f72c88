/** A row of a table, each value as text. */
export type Row = Record<string, unknown>

/** What the policies know of a person, looked up past them. */
export type Facts = {
  id: string | null
  /** Their role in each bucket that is not in the trash; `visitor` only in the one that is open. */
  roles: Map<unknown, string>
  /** Those in the trash are among them. */
  ownBuckets: Set<unknown>
  /** The groups they own or belong to, those they own or administer, and those they own. */
  groups: Set<unknown>
  adminGroups: Set<unknown>
  ownGroups: Set<unknown>
  /** The owner of each group. */
  groupOwners: Map<unknown, unknown>
  openKey: string | null
}

/** Which rows of a table a person may see, add, change and remove in plain SQL; null closes the table to them. */
export type Rule = Record<'see' | 'add' | 'change' | 'remove', Answer | null> & {
  /** Rows whose change is refused: the person may change them, but not to what they are now. All others are not found. */
  refused?: Answer
}
type Answer = (row: Row, facts: Facts) => boolean

const rank = (facts: Facts, bucketId: unknown) =>
  ['visitor', 'viewer', 'editor', 'owner'].indexOf(facts.roles.get(bucketId) ?? '')
const reads = (row: Row, facts: Facts) => rank(facts, row.bucket_id) >= 0
const writes = (row: Row, facts: Facts) => rank(facts, row.bucket_id) >= 2
const owns = (row: Row, facts: Facts) => rank(facts, row.bucket_id) >= 3
const isMine = (column: string) => (row: Row, facts: Facts) => facts.id !== null && row[column] === facts.id
const ownsBucket = (row: Row, facts: Facts) => facts.ownBuckets.has(row.bucket_id)
const leadsGroup = (row: Row, facts: Facts) => facts.adminGroups.has(row.group_id)
// A group's owner stays in it until they transfer it.
const isOfGroupOwner = (row: Row, facts: Facts) => facts.groupOwners.get(row.group_id) === row.user_id
const invites = (row: Row, facts: Facts) => ownsBucket(row, facts) || leadsGroup(row, facts)

/** Later than any token may end. */
export const FAR_AWAY = '3026-01-01T00:00:00Z'

/** The rules of every table, stated a second time: the policies have to agree. */
export const RULES: Record<string, Rule> = {
  users: { see: isMine('id'), add: null, change: isMine('id'), remove: isMine('id') },
  accounts: { see: isMine('user_id'), add: null, change: null, remove: isMine('user_id') },
  sessions: { see: isMine('user_id'), add: null, change: isMine('user_id'), remove: isMine('user_id') },
  // Triggers write it, and nobody takes a notice away.
  account_notices: { see: isMine('user_id'), add: null, change: null, remove: null },
  buckets: {
    // Their owner sees those in the trash too, to restore them.
    see: (row, facts) => rank(facts, row.id) >= 0 || facts.ownBuckets.has(row.id),
    add: isMine('owner_id'),
    change: isMine('owner_id'),
    remove: isMine('owner_id'),
  },
  groups: {
    see: (row, facts) => facts.groups.has(row.id),
    add: isMine('owner_id'),
    change: (row, facts) => facts.adminGroups.has(row.id),
    remove: isMine('owner_id'),
  },
  group_members: {
    see: (row, facts) => facts.groups.has(row.group_id),
    // People join a group by accepting; only its owner joins directly, when they make it.
    add: (row, facts) => facts.ownGroups.has(row.group_id) && isMine('user_id')(row, facts),
    change: (row, facts) => leadsGroup(row, facts) && !isOfGroupOwner(row, facts),
    remove: (row, facts) => (leadsGroup(row, facts) || isMine('user_id')(row, facts)) && !isOfGroupOwner(row, facts),
  },
  grants: {
    see: (row, facts) => ownsBucket(row, facts) || isMine('user_id')(row, facts) || facts.groups.has(row.group_id),
    // A person gets a role by accepting it, a group from an owner who belongs to it.
    add: (row, facts) => ownsBucket(row, facts) && facts.groups.has(row.group_id),
    change: ownsBucket,
    remove: (row, facts) => ownsBucket(row, facts) || isMine('user_id')(row, facts),
  },
  invitations: {
    see: invites,
    add: (row, facts) => invites(row, facts) && isMine('invited_by')(row, facts),
    change: (row, facts) => invites(row, facts) && isMine('invited_by')(row, facts),
    refused: invites,
    remove: invites,
  },
  provider_issuers: { see: null, add: null, change: null, remove: null },
  // Neither is for any request: they would tell who has, or had, an account.
  invitation_accounts: { see: null, add: null, change: null, remove: null },
  removed_users: { see: null, add: null, change: null, remove: null },
  blocks: { see: isMine('user_id'), add: isMine('user_id'), change: null, remove: isMine('user_id') },
  movies: {
    see: (row, facts) => reads(row, facts) && (row.deleted_at === null || writes(row, facts)),
    add: (row, facts) =>
      writes(row, facts) &&
      [row.created_by, row.updated_by].every((by) => by === facts.id) &&
      [row.deleted_at, row.deleted_by].every((value) => value === null),
    change: writes,
    remove: owns,
  },
  movie_changes: {
    see: writes,
    // At no other time than now.
    add: (row, facts) => writes(row, facts) && isMine('changed_by')(row, facts) && !('changed_at' in row),
    change: null,
    remove: null,
  },
  api_tokens: {
    see: isMine('user_id'),
    add: (row, facts) => isMine('user_id')(row, facts) && row.expires_at !== FAR_AWAY,
    change: null,
    remove: isMine('user_id'),
  },
  idempotency_keys: { see: isMine('user_id'), add: isMine('user_id'), change: isMine('user_id'), remove: null },
  imports: {
    see: writes,
    add: (row, facts) => writes(row, facts) && isMine('created_by')(row, facts),
    change: writes,
    remove: writes,
  },
  import_rows: { see: writes, add: writes, change: writes, remove: writes },
  import_mappings: {
    see: isMine('user_id'),
    add: isMine('user_id'),
    change: isMine('user_id'),
    remove: isMine('user_id'),
  },
  bucket_writes: { see: null, add: null, change: null, remove: null },
  rate_limits: { see: null, add: null, change: null, remove: null },
  // The operator loads them.
  film_facts: { see: (_, facts) => facts.id !== null, add: null, change: null, remove: null },
  // For the owner of the database.
  backups: { see: null, add: null, change: null, remove: null },
  deployment: { see: null, add: null, change: null, remove: null },
}

/** The columns a person may change in a row they may change; of tables that are not here, all. */
export const CHANGEABLE: Record<string, string[]> = {
  movies: [
    ...['bucket_id', 'title', 'sort_title', 'format', 'length', 'release_year', 'rating', 'version', 'updated_at'],
    ...['updated_by', 'deleted_at', 'deleted_by'],
  ],
  // Invitations find people by the verified address, so a person cannot write it.
  users: ['name', 'image'],
  sessions: ['notices_seen_at'],
  buckets: ['name', 'visibility', 'public_key', 'searchable', 'deleted_at'],
  groups: ['name'],
  group_members: ['role'],
  grants: ['role', 'label'],
  invitations: ['role', 'expires_at', 'uses_left'],
  idempotency_keys: ['request_hash', 'answer', 'created_at'],
  imports: ['state', 'settings', 'mode', 'fields', 'parts', 'undone', 'cancelled', 'updated_at'],
  // A row keeps what stood in the file.
  import_rows: [
    ...['fixes', 'state', 'title', 'sort_title', 'format', 'length', 'release_year', 'rating', 'given_id', 'added_at'],
    ...['changed_at', 'problems', 'format_word', 'same_row', 'same_id', 'included', 'choice', 'same_version'],
    ...['differs', 'takes', 'chosen_fields', 'offers'],
  ],
  import_mappings: ['settings', 'updated_at'],
}
