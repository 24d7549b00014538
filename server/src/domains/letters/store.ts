// The outbox as stored: one row per letter, claimed by lease (EM-01), and the words an organiser changed.
import type { ExpressionBuilder, Selectable } from 'kysely'
import type { EditableLetter, LetterKind, LetterProblem, LetterState, LetterWords, Locale } from '@podium/shared/letters.ts'
import { type Instant, LetterId, type OrderId, type SeatId, type SeminarId } from '@podium/shared/primitives.ts'
import { newId } from '../../adapters/clock.ts'
import type { Handle } from '../../adapters/database/database.ts'
import type { Tables } from '../../adapters/database/tables.ts'
import type { LetterTable } from '../../adapters/database/ticket-tables.ts'

export type LetterRow = Selectable<LetterTable>

/** A letter without its message, which weighs more than everything else about it; `has_message` tells whether there is one. */
export type LetterHead = Omit<LetterRow, 'sealed_message'> & { readonly has_message: boolean }

const HEAD = [
  'id',
  'business_key',
  'seminar_id',
  'seat_id',
  'order_id',
  'kind',
  'revision',
  'made_for',
  'told',
  'moved_from',
  'recipient_name',
  'recipient_email',
  'state',
  'due_at',
  'next_try_at',
  'attempts',
  'lease_owner',
  'lease_until',
  'sent_at',
  'problem',
  'server_said',
  'created_at',
] as const satisfies readonly (keyof LetterTable)[]

function heads(db: Handle) {
  return db
    .selectFrom('letter')
    .select(HEAD)
    .select((eb) => eb('sealed_message', 'is not', null).$castTo<boolean>().as('has_message'))
}

/** A letter as it is first written. */
export interface NewLetter {
  readonly businessKey: string
  readonly seminarId: SeminarId
  readonly seatId: SeatId | null
  readonly orderId: OrderId | null
  readonly kind: LetterKind
  readonly revision: number
  readonly madeFor: number
  readonly told: string | null
  readonly movedFrom: Instant | null
  readonly recipientName: string
  readonly recipientEmail: string
  readonly dueAt: Instant
  readonly at: Instant
}

/** The key of an access letter that is sent once more with the same link. */
export function resentKey(seatId: SeatId, revision: number): string {
  return `seat:${seatId}:access:${revision}:again`
}

/** Whether somebody asked for this letter once more. */
export function isResent({ business_key: key }: Pick<LetterRow, 'business_key'>): boolean {
  return key.endsWith(':again')
}

/** Whether a letter goes to somebody with a seat or to a buyer; what somebody of the staff sends to themselves is about nobody. */
export function isToPerson({ seat_id: seatId, order_id: orderId }: Pick<LetterRow, 'seat_id' | 'order_id'>): boolean {
  return seatId !== null || orderId !== null
}

/** The same, asked of the store. */
function rowIsToPerson(eb: ExpressionBuilder<Tables, 'letter'>) {
  return eb.or([eb('seat_id', 'is not', null), eb('order_id', 'is not', null)])
}

/** Whether a letter has come to its good end: sent, or kept where there is no mail server. */
export function hasLeft({ state }: { readonly state: LetterState }): boolean {
  return state === 'sent' || state === 'kept'
}

/** Writes a letter into the outbox; the same one a second time changes nothing and answers the first one's id. */
export async function insertLetter(tx: Handle, letter: NewLetter): Promise<LetterId> {
  const made = await tx
    .insertInto('letter')
    .values({
      id: LetterId.parse(newId()),
      business_key: letter.businessKey,
      seminar_id: letter.seminarId,
      seat_id: letter.seatId,
      order_id: letter.orderId,
      kind: letter.kind,
      revision: letter.revision,
      made_for: letter.madeFor,
      told: letter.told,
      moved_from: letter.movedFrom,
      recipient_name: letter.recipientName,
      recipient_email: letter.recipientEmail,
      state: 'waiting',
      due_at: letter.dueAt,
      next_try_at: letter.dueAt,
      attempts: 0,
      lease_owner: null,
      lease_until: 0,
      sealed_message: null,
      sent_at: null,
      problem: null,
      server_said: null,
      created_at: letter.at,
    })
    .onConflict((conflict) => conflict.column('business_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made !== undefined) return made.id
  return (await tx.selectFrom('letter').select('id').where('business_key', '=', letter.businessKey).executeTakeFirstOrThrow()).id
}

/** The letter with this id; null when there is none. */
export async function readLetter(db: Handle, id: LetterId): Promise<LetterRow | null> {
  return (await db.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Every letter of these seats, oldest first. */
export async function listSeatLetters(db: Handle, ids: readonly SeatId[]): Promise<Map<SeatId, LetterHead[]>> {
  const letters = new Map<SeatId, LetterHead[]>(ids.map((id) => [id, []]))
  for (let at = 0; at < ids.length; at += 1_000) {
    const rows = await heads(db)
      .where('seat_id', 'in', ids.slice(at, at + 1_000))
      .orderBy('revision')
      .execute()
    for (const row of rows) if (row.seat_id !== null) letters.get(row.seat_id)?.push(row)
  }
  return letters
}

/** Every letter of an order to its buyer, oldest first. */
export async function listOrderLetters(db: Handle, id: OrderId): Promise<LetterHead[]> {
  return heads(db).where('order_id', '=', id).orderBy('revision').execute()
}

/** Every letter of a seminar, the latest due first. */
export async function listSeminarLetters(db: Handle, id: SeminarId): Promise<LetterHead[]> {
  return heads(db).where('seminar_id', '=', id).orderBy('due_at', 'desc').orderBy('revision', 'desc').orderBy('id').limit(20_000).execute()
}

/** Seminars that ended and after which nobody has been thanked. */
export async function listUnthanked(db: Handle): Promise<SeminarId[]> {
  const rows = await db
    .selectFrom('seminar')
    .select('id')
    .where('state', '=', 'ended')
    .where('id', 'not in', (eb) => eb.selectFrom('letter').select('seminar_id').where('kind', '=', 'followup').where(rowIsToPerson))
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * A waiting letter gets what is true now, and whoever is just making it has to begin again.
 * @returns false when its message is made already: those bytes stay as they are.
 */
export async function saveWaiting(
  tx: Handle,
  id: LetterId,
  facts: { recipientName: string; recipientEmail: string; dueAt: Instant; madeFor: number; told: string | null },
): Promise<boolean> {
  const result = await tx
    .updateTable('letter')
    .set({
      recipient_name: facts.recipientName,
      recipient_email: facts.recipientEmail,
      made_for: facts.madeFor,
      told: facts.told,
      due_at: facts.dueAt,
      next_try_at: facts.dueAt,
      lease_owner: null,
      lease_until: 0,
    })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('sealed_message', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Letters that are not to leave any more. */
export async function skipLetters(tx: Handle, ids: readonly LetterId[], problem: LetterProblem): Promise<void> {
  for (let at = 0; at < ids.length; at += 1_000) {
    await tx
      .updateTable('letter')
      .set({ state: 'skipped', problem, next_try_at: null, sealed_message: null })
      .where('id', 'in', ids.slice(at, at + 1_000))
      .where('state', '=', 'waiting')
      .execute()
  }
}

/** Takes up to `count` due letters for `owner` until `until`, the longest due first; two workers never take the same (reliability.md §1). */
export async function claimDue(tx: Handle, owner: string, now: Instant, until: Instant, count: number): Promise<LetterRow[]> {
  const rows = await tx
    .updateTable('letter')
    .set({ lease_owner: owner, lease_until: until })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('letter')
        .select('id')
        .where('state', '=', 'waiting')
        .where('next_try_at', '<=', now)
        .where('lease_until', '<', now)
        .orderBy('next_try_at')
        .orderBy('due_at')
        .orderBy('id')
        .limit(count),
    )
    .where('state', '=', 'waiting')
    .where('lease_until', '<', now)
    .returningAll()
    .execute()
  return rows.toSorted((a, b) => a.due_at - b.due_at)
}

/** Gives back what this worker has taken; null: what anybody has. */
export async function releaseLetters(tx: Handle, owner: string | null): Promise<void> {
  await tx
    .updateTable('letter')
    .set({ lease_owner: null, lease_until: 0 })
    .where('lease_until', '>', 0)
    .$if(owner !== null, (query) => query.where('lease_owner', '=', owner))
    .execute()
}

/** Whether this worker may still send the letter: nobody has taken it back or made another one of it since. */
export async function isClaimedBy(db: Handle, id: LetterId, owner: string): Promise<boolean> {
  const query = db.selectFrom('letter').select('id').where('id', '=', id).where('lease_owner', '=', owner).where('state', '=', 'waiting')
  return (await query.executeTakeFirst()) !== undefined
}

/** Keeps the finished message before its first attempt; false when the lease was lost, or taken back because something changed, meanwhile. */
export async function saveMessage(tx: Handle, id: LetterId, owner: string, sealedMessage: string): Promise<boolean> {
  const result = await tx
    .updateTable('letter')
    .set({ sealed_message: sealedMessage })
    .where('id', '=', id)
    .where('lease_owner', '=', owner)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Forgets what letters said that were done with before this moment; that they were sent stays. Answers how many. */
export async function forgetMessages(db: Handle, before: Instant): Promise<number> {
  const result = await db
    .updateTable('letter')
    .set({ sealed_message: null })
    .where('sealed_message', 'is not', null)
    .where('state', '!=', 'waiting')
    .where((eb) => eb.fn.coalesce('sent_at', 'due_at'), '<', before)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** A letter that was rendered when it was asked for: nothing in it is looked up again. */
export async function saveMessageOfDraft(tx: Handle, id: LetterId, sealedMessage: string): Promise<void> {
  await tx.updateTable('letter').set({ sealed_message: sealedMessage }).where('id', '=', id).execute()
}

/** What became of a letter. */
export interface LetterOutcome {
  readonly state: LetterState
  readonly attempts: number
  readonly nextTryAt: Instant | null
  readonly sentAt: Instant | null
  readonly problem: LetterProblem | null
  readonly serverSaid: string | null
}

/** Saves what became of an attempt and gives the lease back; what has been taken back meanwhile stays so unless it has left. */
export async function saveOutcome(tx: Handle, id: LetterId, owner: string, outcome: LetterOutcome): Promise<void> {
  await tx
    .updateTable('letter')
    .set({
      state: outcome.state,
      attempts: outcome.attempts,
      next_try_at: outcome.nextTryAt,
      sent_at: outcome.sentAt,
      problem: outcome.problem,
      server_said: outcome.serverSaid,
      lease_owner: null,
      lease_until: 0,
    })
    .where('id', '=', id)
    .where('lease_owner', '=', owner)
    .$if(!hasLeft(outcome), (query) => query.where('state', '=', 'waiting'))
    .execute()
}

/** The states in which one more attempt makes sense. */
export type RetryState = 'failed' | 'waiting' | 'kept'

/** A letter in one of these states is tried now; one that is being tried at this moment is left to that, so that it leaves once. */
export async function saveRetry(tx: Handle, id: LetterId, states: readonly RetryState[], now: Instant): Promise<void> {
  await retried(tx, states, now).where('id', '=', id).execute()
}

/** The same for every letter of a seminar; answers how many. What somebody sent to themselves to look at was kept for good. */
export async function saveRetries(tx: Handle, id: SeminarId, state: RetryState, now: Instant): Promise<number> {
  const result = await retried(tx, [state], now)
    .where('seminar_id', '=', id)
    .$if(state === 'kept', (query) => query.where(rowIsToPerson))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** What has come to an end is made anew, with what is true now; what only waits may have arrived and keeps its bytes (EM-02). */
function retried(tx: Handle, states: readonly RetryState[], now: Instant) {
  return tx
    .updateTable('letter')
    .set((eb) => ({
      state: 'waiting',
      next_try_at: now,
      sent_at: null,
      problem: null,
      sealed_message: eb
        .case()
        .when(eb.and([eb('state', '!=', 'waiting'), rowIsToPerson(eb)]))
        .then(null)
        .else(eb.ref('sealed_message'))
        .end(),
    }))
    .where('state', 'in', states)
    .where('attempts', '>', 0)
    .where('lease_until', '<', now)
}

/** The SEQUENCE of the next calendar entry of a seat; the one after is higher. */
export async function takeSequence(tx: Handle, id: SeatId): Promise<number> {
  const row = await tx
    .updateTable('seat')
    .set((eb) => ({ calendar_sequence: eb('calendar_sequence', '+', 1) }))
    .where('id', '=', id)
    .returning('calendar_sequence')
    .executeTakeFirstOrThrow()
  return row.calendar_sequence - 1
}

/** The SEQUENCE the next letter of this seat would carry. */
export async function readSequence(db: Handle, id: SeatId): Promise<number> {
  return (await db.selectFrom('seat').select('calendar_sequence').where('id', '=', id).executeTakeFirstOrThrow()).calendar_sequence
}

/** The organiser's own words for the letters of a seminar. */
export async function listWords(db: Handle, id: SeminarId): Promise<Map<EditableLetter, LetterWords>> {
  const rows = await db.selectFrom('letter_text').selectAll().where('seminar_id', '=', id).execute()
  return new Map(rows.map((row) => [row.kind, row.words]))
}

/** Saves the words of one letter; null returns to Podium's own. */
export async function saveWords(tx: Handle, id: SeminarId, kind: EditableLetter, words: LetterWords | null): Promise<void> {
  if (words === null) {
    await tx.deleteFrom('letter_text').where('seminar_id', '=', id).where('kind', '=', kind).execute()
    return
  }
  await tx
    .insertInto('letter_text')
    .values({ seminar_id: id, kind, words: JSON.stringify(words) })
    .onConflict((conflict) => conflict.columns(['seminar_id', 'kind']).doUpdateSet({ words: JSON.stringify(words) }))
    .execute()
}

/** Language and reminder of a seminar's letters. */
export async function saveSettings(tx: Handle, id: SeminarId, locale: Locale, isReminderWanted: boolean): Promise<void> {
  await tx.updateTable('seminar').set({ locale, is_reminder_wanted: isReminderWanted }).where('id', '=', id).execute()
}
