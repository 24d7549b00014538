// Opens the one store: the SQLite file by default, PostgreSQL when DATABASE_URL says so. Same queries, same migrations.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { Kysely, Migrator, type Migration, PostgresDialect, sql } from 'kysely'
import { ConfigurationError } from '../../config.ts'
import { migrations } from '../../migrations/migrations.ts'
import { CountWrites } from './count-writes.ts'
import { createGroupCommit } from './group-commit.ts'
import { Columns, EmbeddedDialect, openFile } from './sqlite.ts'
import type { Handle, Tables } from './tables.ts'

export type { Handle } from './tables.ts'

export type Engine = 'sqlite' | 'postgres'

export interface Database {
  readonly engine: Engine
  readonly handle: Handle
  /** Runs load-decide-save as one unit: whole or not at all, and on disk when it resolves. Never nest them. */
  transaction<Result>(work: (tx: Handle) => Promise<Result>): Promise<Result>
  /** How many statements have written to these tables since the start, by this process. */
  writesTo(tables: readonly (keyof Tables)[]): number
  /** Removes what deleted and changed rows have left behind in the files of the store; outside of transactions only. */
  scrub(): Promise<void>
  /** Answers a trivial query; rejects when the store is unreachable. */
  ping(): Promise<void>
  close(): Promise<void>
}

const BOOLEANS = [
  'is_moderated',
  'is_demo',
  'is_starred',
  'is_confidential',
  'is_revealed',
  'is_archived',
  'was_shown',
  'is_reminder_wanted',
  'is_named_here',
  'is_missing',
  'is_held',
  'has_message',
]
/** Where ballots and the secrets behind them were. */
const SECRET_TABLES = ['poll', 'ballot', 'ballot_version', 'poll_word'] as const
const JSON_COLUMNS = ['options', 'result', 'early', 'statistics', 'numbers', 'ticket_class_ids', 'last_counts', 'received_headers', 'words']

/**
 * Opens and migrates the store.
 * @throws ConfigurationError when the file belongs to another process, is damaged or was written by a newer Podium.
 */
export async function openDatabase(where: { file: string } | { url: string }): Promise<Database> {
  const database = 'file' in where ? openSqlite(where.file) : await openPostgres(where.url)
  try {
    await migrate(database)
  } catch (error) {
    await database.close().catch(() => undefined)
    throw explain(error, 'file' in where ? where.file : 'the PostgreSQL database')
  }
  return database
}

function openSqlite(file: string): Database {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  let raw: ReturnType<typeof openFile>
  try {
    raw = openFile(file)
  } catch (error) {
    throw explain(error, file)
  }
  const read = {
    ...Object.fromEntries(BOOLEANS.map((name) => [name, Boolean])),
    ...Object.fromEntries(JSON_COLUMNS.map((name) => [name, JSON.parse])),
  }
  const writes = new CountWrites()
  return wrap('sqlite', new Kysely<Tables>({ dialect: new EmbeddedDialect(raw), plugins: [new Columns(read), writes] }), writes)
}

async function openPostgres(url: string): Promise<Database> {
  // Most installations never need it, and every start would wait for it.
  const { default: pg } = await import('pg')
  // Epoch milliseconds and counts fit in a double; text would leak into comparisons.
  pg.types.setTypeParser(20, Number)
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  pool.on('error', () => undefined) // an idle connection died; the next query opens a new one
  const writes = new CountWrites()
  return wrap('postgres', new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [writes] }), writes)
}

function wrap(engine: Engine, handle: Handle, writes: CountWrites): Database {
  return {
    engine,
    handle,
    // PostgreSQL has many writers and groups their commits itself.
    transaction: engine === 'sqlite' ? createGroupCommit(handle) : (work) => handle.transaction().execute(work),
    writesTo: (tables) => writes.to(tables),
    scrub: async () => {
      if (engine === 'postgres') for (const table of SECRET_TABLES) await sql`vacuum full ${sql.table(table)}`.execute(handle)
      // secure_delete has overwritten the pages of the file; the journal still holds older copies of them.
      else await sql`pragma wal_checkpoint(truncate)`.execute(handle)
    },
    ping: async () => {
      await handle.selectFrom('seminar').select('id').limit(1).execute()
    },
    close: () => handle.destroy(),
  }
}

async function migrate(database: Database): Promise<void> {
  const provided: Record<string, Migration> = migrations(database.engine)
  const migrator = new Migrator({ db: database.handle, provider: { getMigrations: async () => provided } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

function explain(error: unknown, name: string): Error {
  const text = error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : String(error)
  if (/BUSY|locked/i.test(text)) return new ConfigurationError(`Stop the other Podium first: it already uses ${name}.`)
  if (/corrupted migrations|missing/i.test(text))
    return new ConfigurationError(`Start the newer Podium again: ${name} was written by it and this version cannot read it.`)
  if (/NOTADB|not a database|CORRUPT|malformed/i.test(text))
    return new ConfigurationError(`Restore ${name} from a backup: it is not a readable database.`)
  if (/CANTOPEN|EACCES|READONLY|unable to open/i.test(text))
    return new ConfigurationError(`Make ${name} and its folder readable and writable for this user.`)
  if (/ECONNREFUSED|ENOTFOUND|password|does not exist/i.test(text))
    return new ConfigurationError(`Check DATABASE_URL: PostgreSQL does not answer there (${text.trim()}).`)
  return error instanceof Error ? error : new Error(text)
}
