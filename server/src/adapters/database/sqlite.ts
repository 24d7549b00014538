// SQLite through libsql: one process owns the file, every commit is on disk, booleans and cursors are safe (docs/decisions/0001).
import Libsql from 'libsql'
import {
  CompiledQuery,
  type DatabaseConnection,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'

const KEPT_STATEMENTS = 200
const LOCK_WAIT_MS = 2_000

/** libsql aborts the process when a boolean is bound, so none may reach it. */
function bindable(values: readonly unknown[]): unknown[] {
  return values.map((value) => (typeof value === 'boolean' ? Number(value) : value))
}

/**
 * Opens the file for this process alone.
 * @throws with code SQLITE_BUSY when another process owns it.
 */
export function openFile(file: string) {
  const raw = new Libsql(file, { timeout: LOCK_WAIT_MS })
  const kept = new Map<string, ReturnType<typeof prepareAnew>>()
  for (const pragma of [
    'locking_mode = EXCLUSIVE',
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'secure_delete = ON',
  ]) {
    raw.pragma(pragma)
  }
  // Takes the lock now, so that a second start fails now.
  raw.exec('begin immediate; commit')

  function prepare(sql: string) {
    const statement = kept.get(sql) ?? prepareAnew(sql)
    kept.delete(sql)
    kept.set(sql, statement)
    const oldest = kept.keys().next().value
    if (kept.size > KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest)
    return statement
  }

  function prepareAnew(sql: string) {
    const statement = raw.prepare(sql)
    // A cursor left open would make the next COMMIT fail: always read to the end.
    const all = (values: readonly unknown[]) => statement.all(bindable(values))
    return {
      reader: statement.reader,
      all,
      run: (values: readonly unknown[]) => statement.run(bindable(values)),
      iterate: (values: readonly unknown[]) => all(values)[Symbol.iterator]() as IterableIterator<unknown>,
    }
  }

  function close() {
    kept.clear()
    raw.pragma('wal_checkpoint(TRUNCATE)')
    raw.close()
  }

  return { prepare, close }
}

/** Takes the write lock at BEGIN, so that load-decide-save never has to start over. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

export class EmbeddedDialect extends SqliteDialect {
  readonly #database: ReturnType<typeof openFile>

  constructor(database: ReturnType<typeof openFile>) {
    super({ database })
    this.#database = database
  }

  override createDriver() {
    return new ImmediateDriver({ database: this.#database })
  }
}

/** Turns SQLite's 0/1 and JSON text back into what PostgreSQL returns natively, by column name. */
export class Columns implements KyselyPlugin {
  readonly #read: Readonly<Record<string, (value: never) => unknown>>

  constructor(read: Readonly<Record<string, (value: never) => unknown>>) {
    this.#read = read
  }

  transformQuery({ node }: PluginTransformQueryArgs) {
    return node
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    const [first] = result.rows
    if (first === undefined) return result
    const names = Object.keys(first).filter((name) => this.#read[name] !== undefined)
    for (const row of names.length === 0 ? [] : result.rows) {
      for (const name of names) {
        const value = row[name]
        // The reader of a column is chosen by name; its input is whatever the column holds.
        if (value !== null) row[name] = this.#read[name]?.(value as never)
      }
    }
    return result
  }
}
