// Polls, waves and ballots as stored. A ballot knows neither seat nor time nor operation (CO-03).
import type { Selectable } from 'kysely'
import type { AgendaItemId, Instant, PollId, SeminarId } from '@podium/shared/primitives.ts'
import type { PollKind, PollOption, PollResult, WaveName, WaveState } from '@podium/shared/polls.ts'
import type { Engine, Handle } from '../../adapters/database/database.ts'
import type { PollTable, PollWaveTable } from '../../adapters/database/tables.ts'
import type { Ballot } from './results.ts'
import type { StoredPoll } from './rules.ts'

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
  const row = await db.selectFrom('poll').selectAll().where('id', '=', id).where('seminar_id', '=', seminarId).executeTakeFirst()
  return row === undefined ? null : ((await withWaves(db, [row]))[0] ?? null)
}

/** The id of the poll made by this operation; null when there is none yet. */
export async function readPollIdByOp(db: Handle, seminarId: SeminarId, opId: string): Promise<PollId | null> {
  const row = await db.selectFrom('poll').select('id').where('seminar_id', '=', seminarId).where('op_id', '=', opId).executeTakeFirst()
  return row?.id ?? null
}

/** Every poll of a seminar in its order. */
export async function listPolls(db: Handle, seminarId: SeminarId): Promise<StoredPoll[]> {
  return withWaves(
    db,
    await db.selectFrom('poll').selectAll().where('seminar_id', '=', seminarId).orderBy('position').orderBy('id').execute(),
  )
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
    })
    .execute()
  const waves = poll.waves.map((name, index) => ({
    poll_id: poll.id,
    name,
    position: index + 1,
    state: 'draft' as const,
    opened_at: null,
    closed_at: null,
  }))
  await tx.insertInto('poll_wave').values(waves).execute()
}

/** The wave takes ballots from now on. */
export async function saveOpened(tx: Handle, id: PollId, wave: WaveName, now: Instant): Promise<void> {
  await tx.updateTable('poll_wave').set({ state: 'open', opened_at: now }).where('poll_id', '=', id).where('name', '=', wave).execute()
}

/** The wave takes no more ballots; waits for those on their way in (RT-10). */
export async function saveClosed(tx: Handle, id: PollId, wave: WaveName, now: Instant): Promise<void> {
  await tx.updateTable('poll_wave').set({ state: 'closed', closed_at: now }).where('poll_id', '=', id).where('name', '=', wave).execute()
}

/** Keeps the numbers that were published. */
export async function saveRevealed(tx: Handle, id: PollId, result: PollResult): Promise<void> {
  await tx
    .updateTable('poll')
    .set({ is_revealed: true, result: JSON.stringify(result) })
    .where('id', '=', id)
    .execute()
}

/** Keeps the numbers, destroys every ballot and the secret behind them (P14). */
export async function saveFinal(tx: Handle, id: PollId, result: PollResult): Promise<void> {
  await tx.deleteFrom('ballot').where('poll_id', '=', id).execute()
  await tx
    .updateTable('poll')
    .set({ result: JSON.stringify(result), sealed_secret: null })
    .where('id', '=', id)
    .execute()
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

/** Everything a ballot must know, its wave held open until the transaction ends (RT-10); null when there is no such wave. */
export async function holdWave(
  tx: Handle,
  engine: Engine,
  seminarId: SeminarId,
  id: PollId,
  wave: WaveName,
): Promise<{ state: WaveState; options: PollOption[]; sealedSecret: string | null; isConfidential: boolean; isLive: boolean } | null> {
  const query = tx
    .selectFrom('poll_wave')
    .innerJoin('poll', 'poll.id', 'poll_wave.poll_id')
    .innerJoin('seminar', 'seminar.id', 'poll.seminar_id')
    .select(['poll_wave.state', 'poll.options', 'poll.sealed_secret', 'poll.is_confidential', 'seminar.state as seminar_state'])
    .where('poll.id', '=', id)
    .where('poll.seminar_id', '=', seminarId)
    .where('poll_wave.name', '=', wave)
  const row = await (engine === 'postgres' ? query.forShare('poll_wave') : query).executeTakeFirst()
  if (row === undefined) return null
  return {
    state: row.state,
    options: row.options,
    sealedSecret: row.sealed_secret,
    isConfidential: row.is_confidential,
    isLive: row.seminar_state === 'live',
  }
}

/** Stores a ballot unless a later one of the same pseudonym is there already; returns the one that counts (RT-10). */
export async function saveBallot(tx: Handle, id: PollId, ballot: Ballot & { readonly sequence: number }): Promise<Ballot['optionId']> {
  await tx
    .insertInto('ballot')
    .values({ poll_id: id, wave: ballot.wave, vote_key: ballot.voteKey, option_id: ballot.optionId, sequence: ballot.sequence })
    .onConflict((conflict) =>
      conflict
        .columns(['poll_id', 'wave', 'vote_key'])
        .doUpdateSet((eb) => ({ option_id: eb.ref('excluded.option_id'), sequence: eb.ref('excluded.sequence') }))
        .whereRef('ballot.sequence', '<', 'excluded.sequence'),
    )
    .execute()
  const row = await tx
    .selectFrom('ballot')
    .select('option_id')
    .where('poll_id', '=', id)
    .where('wave', '=', ballot.wave)
    .where('vote_key', '=', ballot.voteKey)
    .executeTakeFirstOrThrow()
  return row.option_id
}

/** How many ballots a wave has. */
export async function countBallots(db: Handle, id: PollId, wave: WaveName): Promise<number> {
  const { ballots } = await db
    .selectFrom('ballot')
    .select((eb) => eb.fn.countAll<number>().as('ballots'))
    .where('poll_id', '=', id)
    .where('wave', '=', wave)
    .executeTakeFirstOrThrow()
  return ballots
}

/** All ballots of a poll, ordered by pseudonym. */
export async function listBallots(db: Handle, id: PollId): Promise<Ballot[]> {
  const rows = await db
    .selectFrom('ballot')
    .select(['wave', 'vote_key', 'option_id'])
    .where('poll_id', '=', id)
    .orderBy('vote_key')
    .orderBy('wave')
    .execute()
  return rows.map((row) => ({ wave: row.wave, voteKey: row.vote_key, optionId: row.option_id }))
}

/** The ballots cast under these pseudonyms, one pseudonym per poll. */
export async function listOwnBallots(
  db: Handle,
  voteKeys: ReadonlyMap<PollId, string>,
): Promise<(Pick<Ballot, 'wave' | 'optionId'> & { pollId: PollId })[]> {
  if (voteKeys.size === 0) return []
  const rows = await db
    .selectFrom('ballot')
    .select(['poll_id', 'wave', 'option_id'])
    .where((eb) => eb.or([...voteKeys].map(([id, voteKey]) => eb.and([eb('poll_id', '=', id), eb('vote_key', '=', voteKey)]))))
    .orderBy('poll_id')
    .orderBy('wave')
    .execute()
  return rows.map((row) => ({ pollId: row.poll_id, wave: row.wave, optionId: row.option_id }))
}

/** The sealed secrets of a seminar's polls; destroyed ones are left out. */
export async function listSealedSecrets(db: Handle, seminarId: SeminarId): Promise<Map<PollId, string>> {
  const rows = await db.selectFrom('poll').select(['id', 'sealed_secret']).where('seminar_id', '=', seminarId).execute()
  return new Map(rows.flatMap((row) => (row.sealed_secret === null ? [] : [[row.id, row.sealed_secret]])))
}

async function withWaves(db: Handle, rows: readonly Selectable<PollTable>[]): Promise<StoredPoll[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const waves: Selectable<PollWaveTable>[] = await db
    .selectFrom('poll_wave')
    .selectAll()
    .where('poll_id', 'in', ids)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    text: row.text,
    options: row.options,
    itemId: row.item_id,
    isConfidential: row.is_confidential,
    isRevealed: row.is_revealed,
    result: row.result,
    isFinal: row.sealed_secret === null,
    waves: waves
      .filter((wave) => wave.poll_id === row.id)
      .map((wave) => ({ name: wave.name, state: wave.state, openedAt: wave.opened_at, closedAt: wave.closed_at })),
  }))
}
