// The public card of a seminar, the staff's list of seminars, and what an organiser does with one.
import { Refusal } from '@podium/shared/failures.ts'
import type { Instant, SeminarId } from '@podium/shared/primitives.ts'
import {
  cancelSeminar,
  createSeminar,
  listSeminars,
  moveSeminar,
  readSeminarCard,
  type SeminarCard,
  type SeminarSummary,
} from '@podium/shared/seminars.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { type BoundEndpoint, servePublic, serveStaff } from '../../transport/http.ts'
import { endsAt, requireNotBegun, requireSpan, type SeminarFacts, slugOf, stateAt } from './rules.ts'
import { insertSeminar, listSeminarFacts, readSeminar, readSeminarBySlug, readSeminarIdByOp, saveCancelled, saveSpan } from './store.ts'

export interface SeminarParts {
  readonly database: Database
  readonly clock: Clock
  /** Who offers the seminars, as letters and pages say it. */
  readonly provider: string
  /** In the transaction that made it: who may work on it. */
  readonly assignStaff: (tx: Handle, id: SeminarId) => Promise<void>
  /** In the transaction that moved or cancelled it: letters follow. */
  readonly moved: (tx: Handle, id: SeminarId, from: Instant) => Promise<void>
  readonly cancelled: (tx: Handle, id: SeminarId) => Promise<void>
  /** After the commit: whoever looks at it is told. */
  readonly changed: (id: SeminarId) => Promise<void>
}

/** The endpoints that read, make, move and cancel seminars. */
export function seminarEndpoints(parts: SeminarParts): BoundEndpoint[] {
  const { database, clock } = parts

  /** Loads, decides, saves in one transaction, then tells everybody. */
  async function change(id: SeminarId, decideAndSave: (tx: Handle, facts: SeminarFacts) => Promise<boolean>): Promise<SeminarSummary> {
    const hasChanged = await database.transaction(async (tx) => {
      const facts = await readSeminar(tx, id)
      if (facts === null) throw new Refusal('not_found')
      return decideAndSave(tx, facts)
    })
    if (hasChanged) await parts.changed(id)
    return read(id)
  }

  async function read(id: SeminarId): Promise<SeminarSummary> {
    const facts = await readSeminar(database.handle, id)
    if (facts === null) throw new Refusal('not_found')
    return summaryOf(facts, clock.now())
  }

  return [
    servePublic(readSeminarCard, async ({ input }) => {
      const facts = await readSeminarBySlug(database.handle, input.slug)
      if (facts === null || facts.storedState === 'draft') throw new Refusal('not_found')
      return cardOf(facts, clock.now())
    }),
    serveStaff(listSeminars, async ({ caller }) => {
      const seminars = await listSeminarFacts(database.handle, caller.role === 'organiser' ? null : caller.staffId)
      return { seminars: seminars.map((facts) => summaryOf(facts, clock.now())) }
    }),
    serveStaff(createSeminar, async ({ input }) => {
      requireSpan(input.startsAt, input.endsAt)
      const id = await database.transaction(async (tx) => {
        const made = await readSeminarIdByOp(tx, input.opId)
        if (made !== null) return made
        const id = await insertSeminar(tx, { ...input, provider: parts.provider }, slugOf(input.title))
        await parts.assignStaff(tx, id)
        return id
      })
      return read(id)
    }),
    serveStaff(moveSeminar, ({ input }) =>
      change(input.seminarId, async (tx, facts) => {
        requireSpan(input.startsAt, input.endsAt)
        if (facts.startsAt === input.startsAt && facts.plannedEndsAt === input.endsAt) return false
        requireNotBegun(facts)
        await saveSpan(tx, facts.id, input.startsAt, input.endsAt)
        await parts.moved(tx, facts.id, facts.startsAt)
        return true
      }),
    ),
    serveStaff(cancelSeminar, ({ input }) =>
      change(input.seminarId, async (tx, facts) => {
        if (facts.storedState === 'cancelled') return false
        requireNotBegun(facts)
        await saveCancelled(tx, facts.id)
        await parts.cancelled(tx, facts.id)
        return true
      }),
    ),
  ]
}

function summaryOf(facts: SeminarFacts, now: Instant): SeminarSummary {
  return {
    id: facts.id,
    slug: facts.slug,
    title: facts.title,
    provider: facts.provider,
    state: stateAt(facts, now),
    startsAt: facts.startsAt,
    endsAt: endsAt(facts),
    timeZone: facts.timeZone,
  }
}

/** What anybody may know about the seminar. */
export function cardOf(facts: SeminarFacts, now: Instant): SeminarCard {
  return {
    slug: facts.slug,
    title: facts.title,
    subtitle: facts.subtitle,
    provider: facts.provider,
    trainerName: facts.trainerName,
    trainerRole: facts.trainerRole,
    state: stateAt(facts, now),
    startsAt: facts.startsAt,
    endsAt: endsAt(facts),
    timeZone: facts.timeZone,
    agenda: [...facts.agenda],
    supportPhone: facts.supportPhone,
    supportEmail: facts.supportEmail,
    serverNow: now,
  }
}
