// Questions and upvotes as stored. One query shape reads them all; only rules.ts decides who sees what of it.
import type { AgendaItemId, Instant, OpId, QuestionId, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { PUBLIC_STATES, type QuestionState, type ShownAs } from '@podium/shared/questions.ts'
import type { Engine, Handle } from '../../adapters/database/database.ts'
import type { AskedSoFar, Standing, StoredQuestion } from './rules.ts'

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
  return first(await questions(db, seminarId).where('question.id', '=', id).execute())
}

/** The question this seat asked under this operation; null when it has not yet. */
export async function readAsked(db: Handle, seminarId: SeminarId, seatId: SeatId, opId: OpId): Promise<StoredQuestion | null> {
  return first(await questions(db, seminarId).where('question.seat_id', '=', seatId).where('question.op_id', '=', opId).execute())
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
  return (await questions(db, seminarId).where('question.state', '!=', 'withdrawn').execute()).map(fromRow)
}

/** The questions everybody may see, oldest first. */
export async function listPublic(db: Handle, seminarId: SeminarId): Promise<StoredQuestion[]> {
  return (await questions(db, seminarId).where('question.state', 'in', PUBLIC_STATES).execute()).map(fromRow)
}

/** The own questions of these seats in every state, oldest first; a seat without any is left out. */
export async function listOwn(db: Handle, seatIds: readonly SeatId[]): Promise<Map<SeatId, StoredQuestion[]>> {
  const rows = await withUpvotes(db).where('question.seat_id', 'in', seatIds).execute()
  const own = new Map<SeatId, StoredQuestion[]>()
  for (const question of rows.map(fromRow)) own.set(question.seatId, [...(own.get(question.seatId) ?? []), question])
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

/** Sets or takes back a seat's upvote; what already holds stays as it is. */
export async function saveUpvote(tx: Handle, id: QuestionId, seatId: SeatId, isUpvoted: boolean): Promise<void> {
  if (!isUpvoted) {
    await tx.deleteFrom('upvote').where('question_id', '=', id).where('seat_id', '=', seatId).execute()
    return
  }
  await tx
    .insertInto('upvote')
    .values({ question_id: id, seat_id: seatId })
    .onConflict((conflict) => conflict.columns(['question_id', 'seat_id']).doNothing())
    .execute()
}

/** How many seats upvoted each of these questions. */
export async function countUpvotes(db: Handle, ids: readonly QuestionId[]): Promise<{ questionId: QuestionId; upvotes: number }[]> {
  const rows = await db
    .selectFrom('upvote')
    .select((eb) => ['question_id', eb.fn.countAll<number>().as('upvotes')])
    .where('question_id', 'in', ids)
    .groupBy('question_id')
    .execute()
  const counts = new Map(rows.map((row) => [row.question_id, row.upvotes]))
  return ids.map((questionId) => ({ questionId, upvotes: counts.get(questionId) ?? 0 }))
}

/** The questions these seats have upvoted; a seat without any is left out. */
export async function listUpvoted(db: Handle, seatIds: readonly SeatId[]): Promise<Map<SeatId, QuestionId[]>> {
  const rows = await db.selectFrom('upvote').selectAll().where('seat_id', 'in', seatIds).orderBy('question_id').execute()
  const upvoted = new Map<SeatId, QuestionId[]>()
  for (const row of rows) upvoted.set(row.seat_id, [...(upvoted.get(row.seat_id) ?? []), row.question_id])
  return upvoted
}

/** How many seats a seminar has. */
export async function countSeats(db: Handle, seminarId: SeminarId): Promise<number> {
  const { seats } = await db
    .selectFrom('seat')
    .select((eb) => eb.fn.countAll<number>().as('seats'))
    .where('seminar_id', '=', seminarId)
    .executeTakeFirstOrThrow()
  return seats
}

/** Whether questions of this seminar wait for a moderator from now on. */
export async function saveModeration(tx: Handle, seminarId: SeminarId, isModerated: boolean): Promise<void> {
  await tx.updateTable('seminar').set({ is_moderated: isModerated }).where('id', '=', seminarId).execute()
}

function questions(db: Handle, seminarId: SeminarId) {
  return withUpvotes(db).where('question.seminar_id', '=', seminarId)
}

function withUpvotes(db: Handle) {
  return db
    .selectFrom('question')
    .innerJoin('seat', 'seat.id', 'question.seat_id')
    .selectAll('question')
    .select((eb) => [
      'seat.holder_name',
      eb
        .selectFrom('upvote')
        .select((inner) => inner.fn.countAll<number>().as('upvotes'))
        .whereRef('upvote.question_id', '=', 'question.id')
        .as('upvotes'),
    ])
    .orderBy('question.asked_at')
    .orderBy('question.id')
}

type Row = Awaited<ReturnType<ReturnType<typeof questions>['executeTakeFirstOrThrow']>>

function first(rows: readonly Row[]): StoredQuestion | null {
  return rows[0] === undefined ? null : fromRow(rows[0])
}

function fromRow(row: Row): StoredQuestion {
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
    upvotes: row.upvotes ?? 0,
  }
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
