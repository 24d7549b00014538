// Polls, waves and ballots as stored. A ballot knows neither seat nor time nor operation (CO-03).
import { type Selectable, sql } from 'kysely'
import type { AgendaItemId, Instant, PollId, SeminarId } from '@podium/shared/primitives.ts'
import type { PollKind, PollOption, PollResult, Tally, WaveName } from '@podium/shared/polls.ts'
import type { Engine, Handle } from '../../adapters/database/database.ts'
import type { PollTable, PollWaveTable, StoredStatistics } from '../../adapters/database/tables.ts'
import type { StoredPoll, StoredWave } from './rules.ts'

export interface NewPoll {
  readonly id: PollId
  readonly seminarId: SeminarId
  readonly opId: string
  readonly kind: PollKind
  readonly text: string
  readonly options: readonly PollOption[]
  readonly itemId: AgendaItemId | null
  readonly isConfidential: boolean
  readonly sealedSecret: string
  readonly waves: readonly WaveName[]
}

/** Lets the polls of a seminar change one after the other, so that at most one wave is open (P4). */
export async function lockPolls(tx: Handle, engine: Engine, seminarId: SeminarId): Promise<void> {
  const query = tx.selectFrom('seminar').select('id').where('id', '=', seminarId)
  await (engine === 'postgres' ? query.forNoKeyUpdate() : query).execute()
}

/** The poll of this seminar; null when there is none. */
export async function readPoll(db: Handle, seminarId: SeminarId, id: PollId): Promise<StoredPoll | null> {
  const rows = await selectPolls(db).where('id', '=', id).where('seminar_id', '=', seminarId).execute()
  return (await withWaves(db, rows))[0] ?? null
}

/** The id of the poll made by this operation; null when there is none yet. */
export async function readPollIdByOp(db: Handle, seminarId: SeminarId, opId: string): Promise<PollId | null> {
  const row = await db.selectFrom('poll').select('id').where('seminar_id', '=', seminarId).where('op_id', '=', opId).executeTakeFirst()
  return row?.id ?? null
}

/** Every poll of a seminar in its order. */
export async function listPolls(db: Handle, seminarId: SeminarId): Promise<StoredPoll[]> {
  return withWaves(db, await selectPolls(db).where('seminar_id', '=', seminarId).orderBy('position').orderBy('id').execute())
}

/** Whether any wave of the seminar is open. */
export async function isAnyWaveOpen(db: Handle, seminarId: SeminarId): Promise<boolean> {
  const row = await db
    .selectFrom('poll_wave')
    .innerJoin('poll', 'poll.id', 'poll_wave.poll_id')
    .select('poll.id')
    .where('poll.seminar_id', '=', seminarId)
    .where('poll_wave.state', '=', 'open')
    .executeTakeFirst()
  return row !== undefined
}

/** Stores a new poll behind all others of its seminar, every wave a draft. */
export async function insertPoll(tx: Handle, poll: NewPoll): Promise<void> {
  const last = await tx
    .selectFrom('poll')
    .select('position')
    .where('seminar_id', '=', poll.seminarId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  await tx
    .insertInto('poll')
    .values({
      id: poll.id,
      seminar_id: poll.seminarId,
      op_id: poll.opId,
      position: (last?.position ?? 0) + 1,
      kind: poll.kind,
      text: poll.text,
      options: JSON.stringify(poll.options),
      item_id: poll.itemId,
      is_confidential: poll.isConfidential,
      is_revealed: false,
      result: null,
      sealed_secret: poll.sealedSecret,
      is_archived: false,
      early: null,
      statistics: null,
    })
    .execute()
  await insertWaves(tx, poll.id, poll.waves)
}

async function insertWaves(tx: Handle, id: PollId, names: readonly WaveName[]): Promise<void> {
  const waves = names.map((name, index) => ({
    poll_id: id,
    name,
    position: index + 1,
    state: 'draft' as const,
    opened_at: null,
    closed_at: null,
    version: 1,
    closes_at: null,
    present: null,
    ballots: null,
  }))
  await tx.insertInto('poll_wave').values(waves).execute()
}

/** Notes that an operation is carried out on a poll; false when it was carried out before (RT-09). */
export async function noteOp(tx: Handle, id: PollId, opId: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('poll_operation')
    .values({ poll_id: id, op_id: opId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Waits for ballots on their way in and keeps new ones out until the transaction ends, so that a poll is edited before its first ballot or not at all. */
export async function holdBallotsBack(tx: Handle, engine: Engine, id: PollId): Promise<void> {
  if (engine === 'postgres') await tx.selectFrom('poll_wave').select('name').where('poll_id', '=', id).forUpdate().execute()
}

export interface EditedPoll extends Pick<NewPoll, 'id' | 'kind' | 'text' | 'options' | 'itemId' | 'isConfidential'> {
  /** Null: they stay. */
  readonly waves: readonly WaveName[] | null
}

/** Stores a poll anew that nobody has voted in. */
export async function saveEdited(tx: Handle, poll: EditedPoll): Promise<void> {
  await tx
    .updateTable('poll')
    .set({
      kind: poll.kind,
      text: poll.text,
      options: JSON.stringify(poll.options),
      item_id: poll.itemId,
      is_confidential: poll.isConfidential,
    })
    .where('id', '=', poll.id)
    .execute()
  if (poll.waves === null) return
  await tx.deleteFrom('poll_wave').where('poll_id', '=', poll.id).execute()
  await insertWaves(tx, poll.id, poll.waves)
}

/** The wave is the next in line, and no other of its seminar; returns the polls that were. */
export async function saveArmed(tx: Handle, seminarId: SeminarId, id: PollId, wave: WaveName): Promise<PollId[]> {
  const polls = (await tx.selectFrom('poll').select('id').where('seminar_id', '=', seminarId).execute()).map((row) => row.id)
  const armed = await tx.selectFrom('poll_wave').select('poll_id').where('state', '=', 'armed').where('poll_id', 'in', polls).execute()
  await tx.updateTable('poll_wave').set({ state: 'draft' }).where('state', '=', 'armed').where('poll_id', 'in', polls).execute()
  await tx.updateTable('poll_wave').set({ state: 'armed' }).where('poll_id', '=', id).where('name', '=', wave).execute()
  return armed.map((row) => row.poll_id)
}

/** The wave takes ballots from now on. */
export async function saveOpened(
  tx: Handle,
  id: PollId,
  wave: WaveName,
  times: { readonly now: Instant; readonly closesAt: Instant | null; readonly isAgain: boolean },
): Promise<void> {
  await tx
    .updateTable('poll_wave')
    .set((eb) => ({
      state: 'open' as const,
      opened_at: times.now,
      closed_at: null,
      closes_at: times.closesAt,
      version: times.isAgain ? eb('version', '+', 1) : eb.ref('version'),
    }))
    .where('poll_id', '=', id)
    .where('name', '=', wave)
    .execute()
}

/** The open wave closes by itself at this time. */
export async function saveExtended(tx: Handle, id: PollId, wave: WaveName, closesAt: Instant): Promise<void> {
  await tx.updateTable('poll_wave').set({ closes_at: closesAt }).where('poll_id', '=', id).where('name', '=', wave).execute()
}

/** The wave takes no more ballots; waits for those on their way in, then counts (RT-10). */
export async function saveClosed(
  tx: Handle,
  id: PollId,
  wave: WaveName,
  facts: { readonly now: Instant; readonly present: number },
): Promise<void> {
  const its = tx.updateTable('poll_wave').where('poll_id', '=', id).where('name', '=', wave)
  await its.set({ state: 'closed', closed_at: facts.now, closes_at: null, present: facts.present }).execute()
  // A statement of its own: it sees the ballots the one above has waited for.
  await its
    .set((eb) => ({
      ballots: eb
        .selectFrom('ballot')
        .select((of) => of.fn.countAll<number>().as('ballots'))
        .where('ballot.poll_id', '=', id)
        .where('ballot.wave', '=', wave),
    }))
    .execute()
}

/** Keeps the numbers that were published. */
export async function saveRevealed(tx: Handle, id: PollId, result: PollResult): Promise<void> {
  await tx
    .updateTable('poll')
    .set({ is_revealed: true, result: JSON.stringify(result) })
    .where('id', '=', id)
    .execute()
}

/** Keeps the sums of the first wave that were shown early. */
export async function saveEarly(tx: Handle, id: PollId, early: readonly Tally[]): Promise<void> {
  await tx
    .updateTable('poll')
    .set({ early: JSON.stringify(early) })
    .where('id', '=', id)
    .execute()
}

/** Puts the poll away. */
export async function saveArchived(tx: Handle, id: PollId): Promise<void> {
  await tx.updateTable('poll').set({ is_archived: true }).where('id', '=', id).execute()
}

/** Keeps the numbers, destroys every ballot and the secret behind them (P14). */
export async function saveFinal(tx: Handle, id: PollId, result: PollResult, statistics: StoredStatistics): Promise<void> {
  await tx.deleteFrom('ballot').where('poll_id', '=', id).execute()
  await tx.deleteFrom('ballot_version').where('poll_id', '=', id).execute()
  await tx.deleteFrom('poll_word').where('poll_id', '=', id).execute()
  await tx
    .updateTable('poll')
    .set({ result: JSON.stringify(result), statistics: JSON.stringify(statistics), sealed_secret: null })
    .where('id', '=', id)
    .execute()
}

/** The statistics kept of a poll whose ballots are gone; null before. */
export async function readStatisticsKept(db: Handle, id: PollId): Promise<StoredStatistics | null> {
  const row = await db.selectFrom('poll').select('statistics').where('id', '=', id).executeTakeFirst()
  return row?.statistics ?? null
}

/** Every open wave that closes by itself. */
export async function listClosing(db: Handle): Promise<{ seminarId: SeminarId; pollId: PollId; wave: WaveName; closesAt: Instant }[]> {
  const rows = await db
    .selectFrom('poll_wave')
    .innerJoin('poll', 'poll.id', 'poll_wave.poll_id')
    .select(['poll.seminar_id', 'poll.id', 'poll_wave.name', 'poll_wave.closes_at'])
    .where('poll_wave.state', '=', 'open')
    .execute()
  return rows.flatMap((row) =>
    row.closes_at === null ? [] : [{ seminarId: row.seminar_id, pollId: row.id, wave: row.name, closesAt: row.closes_at }],
  )
}

/** The seminars that are over while secrets of their polls are still there. */
export async function listUnfinalised(db: Handle): Promise<SeminarId[]> {
  const rows = await db
    .selectFrom('poll')
    .innerJoin('seminar', 'seminar.id', 'poll.seminar_id')
    .select('poll.seminar_id')
    .distinct()
    .where('poll.sealed_secret', 'is not', null)
    .where('seminar.state', 'in', ['ended', 'archived'])
    .execute()
  return rows.map((row) => row.seminar_id)
}

/**
 * Stores ballots of one wave in one statement, each unless a later one of the same pseudonym is there already (RT-10).
 * @param ballots one per pseudonym.
 * @returns how many were stored.
 */
export async function upsertBallots(
  tx: Handle,
  engine: Engine,
  id: PollId,
  wave: WaveName,
  ballots: readonly { readonly voteKey: string; readonly choice: string; readonly sequence: number }[],
): Promise<number> {
  // One parameter for all rows: the statement stays the same whatever their number, and is prepared once.
  const rows = JSON.stringify(ballots.map(({ voteKey, choice, sequence }) => [voteKey, choice, sequence]))
  const source =
    engine === 'postgres'
      ? sql`select ${id}::text, ${wave}::text, row ->> 0, row ->> 1, (row ->> 2)::bigint from jsonb_array_elements(${rows}::jsonb) as row`
      : sql`select ${id}, ${wave}, value ->> 0, value ->> 1, value ->> 2 from json_each(${rows}) where true`
  const { numAffectedRows } = await sql`
    insert into ballot (poll_id, wave, vote_key, choice, sequence) ${source}
    on conflict (poll_id, wave, vote_key) do update set choice = excluded.choice, sequence = excluded.sequence
    where ballot.sequence < excluded.sequence`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Where a ballot is found. */
export interface BallotKey {
  readonly pollId: PollId
  readonly wave: WaveName
  readonly voteKey: string
}

/** The ballots under these keys, those of many seats in one statement. */
export async function listBallotsUnder(
  db: Handle,
  engine: Engine,
  keys: readonly BallotKey[],
): Promise<(BallotKey & { readonly choice: string })[]> {
  if (keys.length === 0) return []
  // The whole key each time, so that no other ballot is looked at; one parameter, so that the statement stays the same.
  const wanted = JSON.stringify(keys.map(({ pollId, wave, voteKey }) => [pollId, wave, voteKey]))
  const ballots = engine === 'postgres' ? sql`jsonb_array_elements(${wanted}::jsonb) as wanted(value)` : sql`json_each(${wanted}) as wanted`
  const { rows } = await sql<{ poll_id: PollId; wave: WaveName; vote_key: string; choice: string }>`
    select ballot.poll_id, ballot.wave, ballot.vote_key, ballot.choice from ${ballots} cross join ballot
    where ballot.poll_id = wanted.value ->> 0 and ballot.wave = wanted.value ->> 1 and ballot.vote_key = wanted.value ->> 2`.execute(db)
  return rows.map((row) => ({ pollId: row.poll_id, wave: row.wave, voteKey: row.vote_key, choice: row.choice }))
}

function selectPolls(db: Handle) {
  return db
    .selectFrom('poll')
    .selectAll('poll')
    .select((eb) =>
      eb.exists(eb.selectFrom('ballot').select('ballot.vote_key').whereRef('ballot.poll_id', '=', 'poll.id')).as('has_ballots'),
    )
}

type PollRow = Selectable<PollTable> & { has_ballots: unknown }

async function withWaves(db: Handle, rows: readonly PollRow[]): Promise<StoredPoll[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const waves = await db.selectFrom('poll_wave').selectAll().where('poll_id', 'in', ids).orderBy('position').execute()
  return rows.map((row) => {
    const own = waves.filter((wave) => wave.poll_id === row.id)
    return {
      id: row.id,
      kind: row.kind,
      text: row.text,
      options: row.options,
      itemId: row.item_id,
      isConfidential: row.is_confidential,
      isFrozen: Boolean(row.has_ballots) || own.some((wave) => (wave.ballots ?? 0) > 0),
      isRevealed: row.is_revealed,
      isArchived: row.is_archived,
      early: row.early,
      result: row.result,
      isFinal: row.sealed_secret === null,
      waves: own.map((wave) => waveFrom(wave)),
    }
  })
}

function waveFrom(row: Selectable<PollWaveTable>): StoredWave {
  return {
    name: row.name,
    state: row.state,
    version: row.version,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    closesAt: row.closes_at,
    present: row.present,
    ballots: row.ballots,
  }
}
