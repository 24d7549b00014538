// What is on stage now: the state of the seminar, the current agenda item, the planned and the extended end.
import { z } from 'zod'
import { action, notice } from './define.ts'
import { AgendaItemId, Instant, OpId } from './primitives.ts'
import { STAGE } from './roles.ts'
import { SeminarState } from './seminars.ts'

/** When one agenda item began and ended; `endedAt` is null while it runs. */
export const AgendaProgress = z.strictObject({ itemId: AgendaItemId, startedAt: Instant, endedAt: Instant.nullable() })

export const Stage = z.strictObject({
  state: SeminarState,
  /** Null before the seminar went live. */
  wentLiveAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** The planned end plus every extension. */
  endsAt: Instant,
  /** Null before the first item was started and after the end. */
  currentItemId: AgendaItemId.nullable(),
  progress: z.array(AgendaProgress),
})
export type Stage = z.infer<typeof Stage>

const facts = { from: STAGE, reply: Stage } as const

export const goLive = action('stage.goLive', { ...facts, input: z.strictObject({ opId: OpId }), fails: ['wrong_state', 'too_early'] })
export const endSeminar = action('stage.end', { ...facts, input: z.strictObject({ opId: OpId }), fails: ['wrong_state'] })
export const showAgendaItem = action('stage.showItem', {
  ...facts,
  input: z.strictObject({ opId: OpId, itemId: AgendaItemId }),
  fails: ['seminar_not_live', 'not_found'],
})
export const extendSeminar = action('stage.extend', {
  ...facts,
  input: z.strictObject({ opId: OpId, minutes: z.int().min(5).max(60) }),
  fails: ['seminar_not_live'],
})

export const stageChanged = notice('stage.changed', { to: ['attendees', 'staff'], body: Stage })
