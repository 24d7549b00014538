// Ballots as stored: under pseudonyms, without seat, time or operation (CO-03), and copies of them from before corrections.
import type { PollId, SeminarId } from '@podium/shared/primitives.ts'
import type { WaveName } from '@podium/shared/polls.ts'
import type { Engine, Handle } from '../../adapters/database/database.ts'
import type { VotableWave } from './choices.ts'
import type { Ballot } from './results.ts'
import type { StoredWave } from './rules.ts'
import type { Moderation } from './words.ts'

/** What a batch of ballots must know about a wave. */
export interface HeldWave extends VotableWave {
  readonly sealedSecret: string | null
  readonly isConfidential: boolean
  /** Ballots when the wave was closed before; 0 for one that never was. */
  readonly knownBallots: number
}

/** The wave, held open until the transaction ends (RT-10); null when there is no such wave in this seminar. */
export async function holdWave(tx: Handle, engine: Engine, seminarId: SeminarId, id: PollId, wave: WaveName): Promise<HeldWave | null> {
  // First the lock, then a statement of its own: it sees what the lock has waited for.
  if (engine === 'postgres')
    await tx.selectFrom('poll_wave').select('name').where('poll_id', '=', id).where('name', '=', wave).forShare().execute()
  const row = await tx
    .selectFrom('poll_wave')
    .innerJoin('poll', 'poll.id', 'poll_wave.poll_id')
    .innerJoin('seminar', 'seminar.id', 'poll.seminar_id')
    .select([
      'poll_wave.state',
      'poll_wave.closes_at',
      'poll_wave.ballots',
      'poll.kind',
      'poll.options',
      'poll.sealed_secret',
      'poll.is_confidential',
      'seminar.state as seminar_state',
    ])
    .where('poll.id', '=', id)
    .where('poll.seminar_id', '=', seminarId)
    .where('poll_wave.name', '=', wave)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    kind: row.kind,
    state: row.state,
    closesAt: row.closes_at,
    optionIds: row.options.map((option) => option.id),
    sealedSecret: row.sealed_secret,
    isConfidential: row.is_confidential,
    isLive: row.seminar_state === 'live',
    knownBallots: row.ballots ?? 0,
  }
}

/** The ballots of a wave that count for these pseudonyms. */
export async function readCounted(tx: Handle, id: PollId, wave: WaveName, voteKeys: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('ballot')
    .select(['vote_key', 'choice'])
    .where('poll_id', '=', id)
    .where('wave', '=', wave)
    .where('vote_key', 'in', voteKeys)
    .execute()
  return new Map(rows.map((row) => [row.vote_key, row.choice]))
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
    .select(['wave', 'vote_key', 'choice'])
    .where('poll_id', '=', id)
    .orderBy('vote_key')
    .orderBy('wave')
    .execute()
  return rows.map((row) => ({ wave: row.wave, voteKey: row.vote_key, choice: row.choice }))
}

/** The sealed secrets of these polls; destroyed ones are left out. */
export async function listSealedSecrets(db: Handle, ids: readonly PollId[]): Promise<Map<PollId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('poll').select(['id', 'sealed_secret']).where('id', 'in', ids).execute()
  return new Map(rows.flatMap((row) => (row.sealed_secret === null ? [] : [[row.id, row.sealed_secret]])))
}

/** One correction: what a wave was before it was opened again. */
export interface StoredVersion {
  readonly edition: number
  readonly wave: WaveName
  readonly version: number
  readonly openedAt: number | null
  readonly closedAt: number | null
  readonly ballots: number
  readonly present: number | null
  /** Whether staff could read the poll's numbers at that time. */
  readonly wasShown: boolean
  readonly numbers: readonly { readonly label: string; readonly count: number }[] | null
}

/** Keeps all ballots of a poll as they are before one of its closed waves is opened again (P26). */
export async function keepVersion(tx: Handle, id: PollId, wave: StoredWave, wasShown: boolean): Promise<void> {
  const edition = (await listVersions(tx, id)).length + 1
  await tx
    .insertInto('poll_wave_version')
    .values({
      poll_id: id,
      edition,
      wave: wave.name,
      version: wave.version,
      opened_at: wave.openedAt,
      closed_at: wave.closedAt,
      ballots: wave.ballots ?? 0,
      present: wave.present,
      was_shown: wasShown,
      numbers: null,
    })
    .execute()
  await tx
    .insertInto('ballot_version')
    .columns(['poll_id', 'edition', 'wave', 'vote_key', 'choice'])
    .expression((eb) =>
      eb
        .selectFrom('ballot')
        .select((of) => ['poll_id', of.val(edition).as('edition'), 'wave', 'vote_key', 'choice'])
        .where('poll_id', '=', id)
        .orderBy('vote_key'),
    )
    .execute()
}

/** The corrections of a poll, oldest first. */
export async function listVersions(db: Handle, id: PollId): Promise<StoredVersion[]> {
  const rows = await db.selectFrom('poll_wave_version').selectAll().where('poll_id', '=', id).orderBy('edition').execute()
  return rows.map((row) => ({
    edition: row.edition,
    wave: row.wave,
    version: row.version,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    ballots: row.ballots,
    present: row.present,
    wasShown: row.was_shown,
    numbers: row.numbers,
  }))
}

/** All ballots of a poll as they were at a correction, ordered by pseudonym. */
export async function listBallotsOf(db: Handle, id: PollId, edition: number): Promise<Ballot[]> {
  const rows = await db
    .selectFrom('ballot_version')
    .select(['wave', 'vote_key', 'choice'])
    .where('poll_id', '=', id)
    .where('edition', '=', edition)
    .orderBy('vote_key')
    .orderBy('wave')
    .execute()
  return rows.map((row) => ({ wave: row.wave, voteKey: row.vote_key, choice: row.choice }))
}

/** Keeps the sums of a correction that may be told. */
export async function saveVersionNumbers(tx: Handle, id: PollId, edition: number, numbers: StoredVersion['numbers']): Promise<void> {
  await tx
    .updateTable('poll_wave_version')
    .set({ numbers: numbers === null ? null : JSON.stringify(numbers) })
    .where('poll_id', '=', id)
    .where('edition', '=', edition)
    .execute()
}

/** How the stage shows the words of a poll. */
export async function readModeration(db: Handle, id: PollId): Promise<Moderation> {
  const rows = await db.selectFrom('poll_word').select(['word_key', 'shown_as']).where('poll_id', '=', id).execute()
  return new Map(rows.map((row) => [row.word_key, row.shown_as]))
}

/** Shows what was written alike under another word, or not at all (null). */
export async function saveModeration(tx: Handle, id: PollId, keys: readonly string[], shownAs: string | null): Promise<void> {
  await tx
    .insertInto('poll_word')
    .values(keys.map((key) => ({ poll_id: id, word_key: key, shown_as: shownAs })))
    .onConflict((conflict) => conflict.columns(['poll_id', 'word_key']).doUpdateSet((eb) => ({ shown_as: eb.ref('excluded.shown_as') })))
    .execute()
}
