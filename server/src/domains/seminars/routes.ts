// The public card of a seminar and the staff's list of seminars.
import { Refusal } from '@podium/shared/failures.ts'
import type { Instant } from '@podium/shared/primitives.ts'
import { listSeminars, readSeminarCard, type SeminarCard } from '@podium/shared/seminars.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database } from '../../adapters/database/database.ts'
import { type BoundEndpoint, servePublic, serveStaff } from '../../transport/http.ts'
import { endsAt, type SeminarFacts, stateAt } from './rules.ts'
import { listSeminarFacts, readSeminarBySlug } from './store.ts'

/** The endpoints that read seminars. */
export function seminarEndpoints(database: Database, clock: Clock): BoundEndpoint[] {
  return [
    servePublic(readSeminarCard, async ({ input }) => {
      const facts = await readSeminarBySlug(database.handle, input.slug)
      if (facts === null || facts.storedState === 'draft') throw new Refusal('not_found')
      return cardOf(facts, clock.now())
    }),
    serveStaff(listSeminars, async ({ caller }) => {
      const seminars = await listSeminarFacts(database.handle, caller.role === 'organiser' ? null : caller.staffId)
      return {
        seminars: seminars.map((facts) => ({
          id: facts.id,
          slug: facts.slug,
          title: facts.title,
          state: stateAt(facts, clock.now()),
          startsAt: facts.startsAt,
          endsAt: endsAt(facts),
          timeZone: facts.timeZone,
        })),
      }
    }),
  ]
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
