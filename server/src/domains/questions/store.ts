// Questions and upvotes as stored. One query shape reads them all; only rules.ts decides who sees what of it.
import type { AgendaItemId, Instant, OpId, QuestionId, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { PUBLIC_STATES, type QuestionState, type ShownAs } from '@podium/shared/questions.ts'
import type { Engine, Handle } from '../../adapters/database/database.ts'
import type { Placement } from './merging.ts'
import type { AskedSoFar, Standing, StoredQuestion } from './rules.ts'
import { readGroups } from './upvotes.ts'

export interface NewQuestion {
  readonly id: QuestionId
  readonly seminarId: SeminarId
  readonly seatId: SeatId
  readonly opId: OpId
  readonly text: string
  readonly shownAs: ShownAs
  readonly state: QuestionState
  readonly askedAt: Instant
  readonly itemId: AgendaItemId | null
}

/** Lets the changes one seat asks for happen one after the other, so that limits and repeats are counted right. */
export async function lockAsker(tx: Handle, engine: Engine, seatId: SeatId): Promise<void> {
  const query = tx.selectFrom('seat').select('id').where('id', '=', seatId)
  await (engine === 'postgres' ? query.forNoKeyUpdate() : query).execute()
}

/** Lets moderation happen one change after the other, so that at most one question is being answered (Q9). */
export async function lockModeration(tx: Handle, engine: Engine, seminarId: SeminarId): Promise<void> {
  const query = tx.selectFrom('seminar').select('id').where('id', '=', seminarId)
  await (engine === 'postgres' ? query.forNoKeyUpdate() : query).execute()
}

/** The question of this seminar, held until the transaction ends; null when there is none. */
export async function lockQuestion(tx: Handle, engine: Engine, seminarId: SeminarId, id: QuestionId): Promise<StoredQuestion | null> {
  const query = tx.selectFrom('question').select('id').where('id', '=', id).where('seminar_id', '=', seminarId)
  const row = await (engine === 'postgres' ? query.forNoKeyUpdate() : query).executeTakeFirst()
  return row === undefined ? null : readQuestion(tx, seminarId, id)
}

/** The question of this seminar; null when there is none. */
export async function readQuestion(db: Handle, seminarId: SeminarId, id: QuestionId): Promise<StoredQuestion | null> {
  return first(db, await questions(db, seminarId).where('question.id', '=', id).execute())
}

/** These questions of the seminar and all that are merged into them, oldest first. */
export async function readWithMerged(db: Handle, seminarId: SeminarId, ids: readonly QuestionId[]): Promise<StoredQuestion[]> {
  const rows = await questions(db, seminarId)
    .where((eb) => eb.or([eb('question.id', 'in', ids), eb('question.merged_into_id', 'in', ids)]))
    .execute()
  return complete(db, rows)
}

/** Where a question stands, and where those stand that are merged into it or into its target; null when there is no such question. */
export async function readPlacement(
  db: Handle,
  seminarId: SeminarId,
  id: QuestionId,
): Promise<{ readonly question: Placement; readonly group: readonly Placement[] } | null> {
  const placements = db
    .selectFrom('question')
    .select(['id', 'state', 'state_before_merge as stateBeforeMerge', 'merged_into_id as mergedIntoId', 'merged_via_id as mergedViaId'])
    .where('seminar_id', '=', seminarId)
  const question = await placements.where('id', '=', id).executeTakeFirst()
  if (question === undefined) return null
  const group = await placements.where('merged_into_id', '=', question.mergedIntoId ?? id).execute()
  return { question, group }
}

/** The question this seat asked under this operation; null when it has not yet. */
export async function readAsked(db: Handle, seminarId: SeminarId, seatId: SeatId, opId: OpId): Promise<StoredQuestion | null> {
  return first(db, await questions(db, seminarId).where('question.seat_id', '=', seatId).where('question.op_id', '=', opId).execute())
}

/** The question being answered now; null when there is none. */
export async function readAnsweringId(db: Handle, seminarId: SeminarId): Promise<QuestionId | null> {
  const row = await db
    .selectFrom('question')
    .select('id')
    .where('seminar_id', '=', seminarId)
    .where('state', '=', 'answering')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Every question that was not withdrawn, oldest first. */
export async function listForStaff(db: Handle, seminarId: SeminarId): Promise<StoredQuestion[]> {
  return complete(db, await questions(db, seminarId).where('question.state', '!=', 'withdrawn').execute())
}

/** The questions everybody may see, oldest first. */
export async function listPublic(db: Handle, seminarId: SeminarId): Promise<StoredQuestion[]> {
  return complete(db, await questions(db, seminarId).where('question.state', 'in', PUBLIC_STATES).execute())
}

/** The own questions of these seats in every state, oldest first; a seat without any is left out. */
export async function listOwn(db: Handle, seatIds: readonly SeatId[]): Promise<Map<SeatId, StoredQuestion[]>> {
  const rows = await withUpvotes(db).where('question.seat_id', 'in', seatIds).execute()
  const own = new Map<SeatId, StoredQuestion[]>()
  for (const question of await complete(db, rows)) own.set(question.seatId, [...(own.get(question.seatId) ?? []), question])
  return own
}

/** How many questions a seat has asked in a seminar, and when it asked last. */
export async function readAskedSoFar(db: Handle, seminarId: SeminarId, seatId: SeatId): Promise<AskedSoFar> {
  return db
    .selectFrom('question')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max<Instant | null>('asked_at').as('lastAt')])
    .where('seminar_id', '=', seminarId)
    .where('seat_id', '=', seatId)
    .executeTakeFirstOrThrow()
}

/** Stores a new question. */
export async function insertQuestion(tx: Handle, question: NewQuestion): Promise<void> {
  await tx
    .insertInto('question')
    .values({
      id: question.id,
      seminar_id: question.seminarId,
      seat_id: question.seatId,
      op_id: question.opId,
      text: question.text,
      shown_kind: question.shownAs.kind,
      shown_field: question.shownAs.kind === 'field' ? question.shownAs.field : null,
      state: question.state,
      note: null,
      asked_at: question.askedAt,
      item_id: question.itemId,
      merged_into_id: null,
      merged_via_id: null,
      state_before_merge: null,
    })
    .execute()
}

/** Replaces the text. */
export async function saveText(tx: Handle, id: QuestionId, text: string): Promise<void> {
  await tx.updateTable('question').set({ text }).where('id', '=', id).execute()
}

/** Replaces state and note. */
export async function saveStanding(tx: Handle, id: QuestionId, { state, note }: Standing): Promise<void> {
  await tx.updateTable('question').set({ state, note }).where('id', '=', id).execute()
}

/** Replaces where questions stand; their notes stay. */
export async function savePlacements(tx: Handle, placements: readonly Placement[]): Promise<void> {
  for (const { id, state, stateBeforeMerge, mergedIntoId, mergedViaId } of placements) {
    await tx
      .updateTable('question')
      .set({ state, state_before_merge: stateBeforeMerge, merged_into_id: mergedIntoId, merged_via_id: mergedViaId })
      .where('id', '=', id)
      .execute()
  }
}

/** Whether questions of this seminar wait for a moderator from now on; false when that already held. */
export async function saveModeration(tx: Handle, seminarId: SeminarId, isModerated: boolean): Promise<boolean> {
  const changed = await tx
    .updateTable('seminar')
    .set({ is_moderated: isModerated })
    .where('id', '=', seminarId)
    .where('is_moderated', '!=', isModerated)
    .returning('id')
    .execute()
  return changed.length > 0
}

function questions(db: Handle, seminarId: SeminarId) {
  return withUpvotes(db).where('question.seminar_id', '=', seminarId)
}

function withUpvotes(db: Handle) {
  return db
    .selectFrom('question')
    .innerJoin('seat', 'seat.id', 'question.seat_id')
    .leftJoin('question as target', 'target.id', 'question.merged_into_id')
    .selectAll('question')
    .select((eb) => [
      'seat.holder_name',
      'target.text as target_text',
      'target.state as target_state',
      'target.note as target_note',
      eb
        .selectFrom('upvote')
        .select((inner) => inner.fn.countAll<number>().as('upvotes'))
        .whereRef('upvote.question_id', '=', 'question.id')
        .as('upvotes'),
      eb
        .selectFrom('question as merged')
        .select((inner) => inner.fn.countAll<number>().as('merged'))
        .whereRef('merged.merged_into_id', '=', 'question.id')
        .as('merged'),
    ])
    .orderBy('question.asked_at')
    .orderBy('question.id')
}

type Row = Awaited<ReturnType<ReturnType<typeof questions>['executeTakeFirstOrThrow']>>

async function first(db: Handle, rows: readonly Row[]): Promise<StoredQuestion | null> {
  return (await complete(db, rows))[0] ?? null
}

/** Adds what few questions have: others merged into them. */
async function complete(db: Handle, rows: readonly Row[]): Promise<StoredQuestion[]> {
  const targetIds = rows.filter(({ merged }) => (merged ?? 0) > 0).map(({ id }) => id)
  const groups = await readGroups(db, targetIds)
  return rows.map((row) => {
    const group = groups.get(row.id)
    return {
      id: row.id,
      seatId: row.seat_id,
      holderName: row.holder_name,
      text: row.text,
      shownAs: shownAsOf(row),
      state: row.state,
      note: row.note,
      askedAt: row.asked_at,
      itemId: row.item_id,
      upvotes: group?.interest ?? row.upvotes ?? 0,
      mergedIds: group?.mergedIds ?? [],
      target: targetOf(row),
    }
  })
}

function targetOf(row: Row): StoredQuestion['target'] {
  if (row.merged_into_id === null || row.target_text === null || row.target_state === null) return null
  return { id: row.merged_into_id, text: row.target_text, state: row.target_state, note: row.target_note }
}

function shownAsOf(row: Row): ShownAs {
  switch (row.shown_kind) {
    case 'anonymous':
      return { kind: 'anonymous' }
    case 'name':
      return { kind: 'name' }
    case 'field':
      return { kind: 'field', field: row.shown_field ?? 'other' }
  }
}
