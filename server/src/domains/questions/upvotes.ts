// Upvotes as stored: many at a time, one query per step. An upvote stays with the question it was given to, also when that is merged.
import type { QuestionId, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { Handle } from '../../adapters/database/database.ts'
import type { Upvotable } from './rules.ts'

/** A question as far as an upvote is concerned. */
export interface UpvotableQuestion extends Upvotable {
  readonly seminarId: SeminarId
  /** The question that stands for it in the list: itself unless it is merged. */
  readonly targetId: QuestionId
  /** The target and everything merged into it. */
  readonly memberIds: readonly QuestionId[]
}

/** The questions merged into one, and how many people are interested in all of them together. */
interface Group {
  readonly mergedIds: readonly QuestionId[]
  readonly interest: number
}

/** What decides about upvotes of these questions; one that does not exist is left out. */
export async function readUpvotables(tx: Handle, ids: readonly QuestionId[]): Promise<Map<QuestionId, UpvotableQuestion>> {
  const rows = await tx
    .selectFrom('question')
    .leftJoin('question as target', 'target.id', 'question.merged_into_id')
    .select(['question.id', 'question.seminar_id', 'question.state', 'question.state_before_merge', 'question.merged_into_id'])
    .select('target.state as target_state')
    .where('question.id', 'in', ids)
    .execute()
  const targetIds = [...new Set(rows.map(({ id, merged_into_id }) => merged_into_id ?? id))]
  if (targetIds.length === 0) return new Map()
  const asked = await tx
    .selectFrom('question')
    .select(['id', 'seat_id', 'merged_into_id'])
    .where((eb) => eb.or([eb('id', 'in', targetIds), eb('merged_into_id', 'in', targetIds)]))
    .execute()
  const members = new Map<QuestionId, { ids: QuestionId[]; askers: Set<SeatId> }>(
    targetIds.map((id) => [id, { ids: [], askers: new Set() }]),
  )
  for (const { id, seat_id, merged_into_id } of asked) {
    const group = members.get(merged_into_id ?? id)
    group?.ids.push(id)
    group?.askers.add(seat_id)
  }
  return new Map(
    rows.map((row) => {
      const targetId = row.merged_into_id ?? row.id
      const group = members.get(targetId)
      const about = { state: row.state, stateBeforeMerge: row.state_before_merge, targetState: row.target_state }
      return [row.id, { ...about, seminarId: row.seminar_id, targetId, askers: group?.askers ?? new Set(), memberIds: group?.ids ?? [] }]
    }),
  )
}

/** One seat and the questions it does or does not support. */
export interface Upvotes {
  readonly seatId: SeatId
  readonly questionIds: readonly QuestionId[]
}

/** Sets upvotes; what already holds stays as it is. */
export async function giveUpvotes(tx: Handle, given: readonly Upvotes[]): Promise<void> {
  const values = given.flatMap(({ seatId, questionIds }) => questionIds.map((id) => ({ question_id: id, seat_id: seatId })))
  if (values.length === 0) return
  await tx
    .insertInto('upvote')
    .values(values)
    .onConflict((conflict) => conflict.columns(['question_id', 'seat_id']).doNothing())
    .execute()
}

/** Takes upvotes back; one that was never given is none. */
export async function takeUpvotes(tx: Handle, taken: readonly Upvotes[]): Promise<void> {
  if (taken.length === 0) return
  // By question: SQLite nests no condition deeper than a thousand.
  const seats = new Map<string, { questionIds: readonly QuestionId[]; seatIds: SeatId[] }>()
  for (const { questionIds, seatId } of taken) {
    const same = seats.get(questionIds.join()) ?? { questionIds, seatIds: [] }
    same.seatIds.push(seatId)
    seats.set(questionIds.join(), same)
  }
  await tx
    .deleteFrom('upvote')
    .where((eb) =>
      eb.or([...seats.values()].map(({ questionIds, seatIds }) => eb('question_id', 'in', questionIds).and('seat_id', 'in', seatIds))),
    )
    .execute()
}

/** How many people are interested in each of these questions (Q14). */
export async function countInterest(db: Handle, ids: readonly QuestionId[]): Promise<Map<QuestionId, number>> {
  const rows = await db
    .selectFrom('upvote')
    .select((eb) => ['question_id', eb.fn.countAll<number>().as('upvotes')])
    .where('question_id', 'in', ids)
    .groupBy('question_id')
    .execute()
  const alone = new Map(rows.map((row) => [row.question_id, row.upvotes]))
  const groups = await readGroups(db, ids)
  return new Map(ids.map((id) => [id, groups.get(id)?.interest ?? alone.get(id) ?? 0]))
}

/** The groups these questions stand for; a question without merged ones is left out. */
export async function readGroups(db: Handle, ids: readonly QuestionId[]): Promise<Map<QuestionId, Group>> {
  if (ids.length === 0) return new Map()
  const merged = await db
    .selectFrom('question')
    .select(['id', 'merged_into_id'])
    .where('merged_into_id', 'in', ids)
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
  const mergedIds = new Map<QuestionId, QuestionId[]>()
  for (const { id, merged_into_id: targetId } of merged)
    if (targetId !== null) mergedIds.set(targetId, [...(mergedIds.get(targetId) ?? []), id])
  if (mergedIds.size === 0) return new Map()
  const upvoters = await countUpvoters(db, [...mergedIds.keys()])
  return new Map([...mergedIds].map(([id, others]) => [id, { mergedIds: others, interest: others.length + (upvoters.get(id) ?? 0) }]))
}

/**
 * The seats that upvoted any question of a group, each once and without those who asked one of them. Whether two questions were
 * asked by the same seat must not show in the sum, so merged questions count one each, whoever asked them (Q12, Q14).
 */
async function countUpvoters(db: Handle, targetIds: readonly QuestionId[]): Promise<Map<QuestionId, number>> {
  const rows = await db
    .selectFrom('upvote')
    .innerJoin('question as member', 'member.id', 'upvote.question_id')
    .select((eb) => [
      eb.fn.coalesce('member.merged_into_id', 'member.id').as('target_id'),
      eb.fn.count<number>('upvote.seat_id').distinct().as('upvoters'),
    ])
    .where((eb) => eb.or([eb('member.id', 'in', targetIds), eb('member.merged_into_id', 'in', targetIds)]))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('question as asked')
            .select('asked.id')
            .whereRef('asked.seat_id', '=', 'upvote.seat_id')
            .where((inner) =>
              inner(inner.fn.coalesce('asked.merged_into_id', 'asked.id'), '=', inner.fn.coalesce('member.merged_into_id', 'member.id')),
            ),
        ),
      ),
    )
    .groupBy((eb) => eb.fn.coalesce('member.merged_into_id', 'member.id'))
    .execute()
  return new Map(rows.map(({ target_id, upvoters }) => [target_id, upvoters]))
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
