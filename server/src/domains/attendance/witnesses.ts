// What the media server saw, as a second witness: late, double or missing reports change nothing they should not (SPEC A).
import { type Instant, SeatId, type SeminarId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database } from '../../adapters/database/database.ts'
import type { SeatStanding } from '../../transport/access.ts'
import { closeWitnesses, listOpenSids, noteMediaEvent, saveWitnessed } from './store.ts'

/** Somebody joined or left the media server, as it reported. */
export interface MediaReport {
  /** Of the report; the same one may come again. */
  readonly id: string
  readonly kind: 'joined' | 'left'
  readonly identity: string
  /** Of the connection to the media server. */
  readonly sid: string
  readonly joinedAt: Instant
  readonly at: Instant
}

/** Somebody in a media room at this moment. */
export interface MediaPerson {
  readonly identity: string
  readonly sid: string
  readonly joinedAt: Instant
}

export interface WitnessParts {
  readonly database: Database
  readonly clock: Clock
  readonly seatStanding: (id: SeatId) => Promise<SeatStanding | null>
}

/** Builds the keeper of what the media server saw. */
export function createWitnesses({ database, clock, seatStanding }: WitnessParts) {
  async function seatOf(identity: string): Promise<SeatStanding | null> {
    const seatId = SeatId.safeParse(identity)
    return seatId.success ? seatStanding(seatId.data) : null
  }

  /** A10: notes a report once; a leave names its join, so either may be lost, late or repeated. */
  async function reported(report: MediaReport): Promise<void> {
    const seat = await seatOf(report.identity)
    if (seat === null) return
    await database.transaction(async (tx) => {
      if (!(await noteMediaEvent(tx, report.id, clock.now()))) return
      const leftAt = report.kind === 'left' ? Math.max(report.at, report.joinedAt) : null
      await saveWitnessed(tx, { seminarId: seat.seminarId, seatId: seat.seatId, sid: report.sid, joinedAt: report.joinedAt, leftAt })
    })
  }

  /** A10: compares with everybody in the room now: what no report told is made up for. Writes only what changed. */
  async function listed(seminarId: SeminarId, people: readonly MediaPerson[]): Promise<void> {
    const open = await listOpenSids(database.handle, seminarId)
    const sids = new Set(people.map(({ sid }) => sid))
    const unknown: { seat: SeatStanding; person: MediaPerson }[] = []
    for (const person of people) {
      const seat = open.has(person.sid) ? null : await seatOf(person.identity)
      if (seat !== null) unknown.push({ seat, person })
    }
    if (unknown.length === 0 && [...open].every((sid) => sids.has(sid))) return
    await database.transaction(async (tx) => {
      for (const { seat, person } of unknown)
        await saveWitnessed(tx, { seminarId, seatId: seat.seatId, sid: person.sid, joinedAt: person.joinedAt, leftAt: null })
      await closeWitnesses(tx, seminarId, [...sids], clock.now())
    })
  }

  return { reported, listed }
}
