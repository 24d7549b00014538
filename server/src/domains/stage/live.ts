// The trainer's and moderator's hand on the stage.
import type { SeminarId } from '@podium/shared/primitives.ts'
import { endSeminar, extendSeminar, goLive, showAgendaItem, type Stage, stageChanged } from '@podium/shared/stage.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import type { Audience } from '../../transport/audience.ts'
import { type BoundAction, onStaff } from '../../transport/live.ts'
import { requireLive, type SeminarFacts } from '../seminars/rules.ts'
import { decideEnd, decideGoLive, decideShowItem, stageOf } from './rules.ts'
import { lockStage, readProgress, saveCurrentItem, saveEnded, saveExtension, saveLive } from './store.ts'

export interface StageParts {
  readonly database: Database
  readonly audience: Audience
  readonly clock: Clock
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  /** Told after the seminar went live. */
  readonly wentLive: (id: SeminarId) => Promise<void>
  /** Told after the end was saved and published. */
  readonly ended: (id: SeminarId) => Promise<void>
}

/** The stage slice: its actions and what a snapshot shows of it. */
export function createStage(parts: StageParts): { actions: BoundAction[]; read(db: Handle, id: SeminarId): Promise<Stage> } {
  const { database, audience, clock, seminarFacts } = parts

  async function read(db: Handle, id: SeminarId): Promise<Stage> {
    return stageOf(await seminarFacts(db, id), await readProgress(db, id), clock.now())
  }

  /** Loads, decides, saves in one transaction, then tells everybody; nothing is told when nothing changed. */
  async function change(
    id: SeminarId,
    decideAndSave: (tx: Handle, facts: SeminarFacts) => Promise<boolean>,
  ): Promise<{ stage: Stage; hasChanged: boolean }> {
    const result = await database.transaction(async (tx) => {
      await lockStage(tx, database.engine, id)
      const hasChanged = await decideAndSave(tx, await seminarFacts(tx, id))
      return { stage: await read(tx, id), hasChanged }
    })
    if (result.hasChanged) {
      audience.tell('attendees', id, stageChanged, result.stage)
      audience.tell('staff', id, stageChanged, result.stage)
    }
    return result
  }

  const actions = [
    onStaff(goLive, async ({ caller }) => {
      const now = clock.now()
      const { stage, hasChanged } = await change(caller.seminarId, async (tx, facts) => {
        if (!decideGoLive(facts, now)) return false
        await saveLive(tx, facts.id, now)
        const first = facts.agenda[0]
        if (first !== undefined) await saveCurrentItem(tx, facts.id, first.id, now)
        return true
      })
      if (hasChanged) await parts.wentLive(caller.seminarId)
      return stage
    }),
    onStaff(endSeminar, async ({ caller }) => {
      const now = clock.now()
      const { stage, hasChanged } = await change(caller.seminarId, async (tx, facts) => {
        if (!decideEnd(facts, now)) return false
        await saveEnded(tx, facts.id, now)
        return true
      })
      if (hasChanged) await parts.ended(caller.seminarId)
      return stage
    }),
    onStaff(showAgendaItem, async ({ caller, input }) => {
      const now = clock.now()
      const { stage } = await change(caller.seminarId, async (tx, facts) => {
        if (!decideShowItem(facts, input.itemId, now)) return false
        await saveCurrentItem(tx, facts.id, input.itemId, now)
        return true
      })
      return stage
    }),
    onStaff(extendSeminar, async ({ caller, input }) => {
      const { stage } = await change(caller.seminarId, async (tx, facts) => {
        requireLive(facts, clock.now())
        await saveExtension(tx, facts.id, input.opId, input.minutes)
        return true
      })
      return stage
    }),
  ]

  return { actions, read }
}
