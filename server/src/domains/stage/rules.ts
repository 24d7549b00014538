// Going live, moving through the agenda, ending (SPEC S). Nothing ends a seminar by itself.
import { Refusal } from '@podium/shared/failures.ts'
import type { AgendaItemId, Instant } from '@podium/shared/primitives.ts'
import type { Stage } from '@podium/shared/stage.ts'
import { endsAt, type SeminarFacts, stateAt } from '../seminars/rules.ts'

/** One run of an agenda item. */
export interface Progress {
  readonly position: number
  readonly itemId: AgendaItemId
  readonly startedAt: Instant
  readonly endedAt: Instant | null
}

/**
 * S3: the trainer goes live from the opening of the lobby on; a repeat while live changes nothing.
 * @returns whether anything changes.
 * @throws Refusal too_early before the lobby opens, wrong_state after the end.
 */
export function decideGoLive(facts: SeminarFacts, now: Instant): boolean {
  const state = stateAt(facts, now)
  if (state === 'live') return false
  if (state === 'published') throw new Refusal('too_early')
  if (state !== 'open') throw new Refusal('wrong_state')
  return true
}

/**
 * S4: only a live seminar can be ended, and only by the stage.
 * @returns whether anything changes.
 */
export function decideEnd(facts: SeminarFacts, now: Instant): boolean {
  const state = stateAt(facts, now)
  if (state === 'ended') return false
  if (state !== 'live') throw new Refusal('wrong_state')
  return true
}

/**
 * S5: exactly one agenda item is current while live; showing the current one again changes nothing.
 * @throws Refusal seminar_not_live, not_found.
 */
export function decideShowItem(facts: SeminarFacts, itemId: AgendaItemId, now: Instant): boolean {
  if (stateAt(facts, now) !== 'live') throw new Refusal('seminar_not_live')
  if (!facts.agenda.some((item) => item.id === itemId)) throw new Refusal('not_found')
  return facts.currentItemId !== itemId
}

/** What everybody sees of the stage. */
export function stageOf(facts: SeminarFacts, progress: readonly Progress[], now: Instant): Stage {
  return {
    state: stateAt(facts, now),
    wentLiveAt: facts.wentLiveAt,
    endedAt: facts.endedAt,
    endsAt: endsAt(facts),
    currentItemId: facts.currentItemId,
    progress: progress.map(({ itemId, startedAt, endedAt }) => ({ itemId, startedAt, endedAt })),
  }
}
