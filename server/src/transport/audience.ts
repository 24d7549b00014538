// Who gets to see what: one group of connections per seminar and right to see, each with its own rising revision (RL-02).
import type { AnyNotice, Audience as AudienceName, BodyOf, Delivered } from '@podium/shared/define.ts'
import type { Revision, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { seatClosed } from '@podium/shared/seats.ts'
import type { Clock } from '../adapters/clock.ts'

type Group = Exclude<AudienceName, 'seat'>

/** The part of Socket.IO's server that publishing touches. */
export interface Broadcaster {
  to(room: string): { emit(event: string, delivered: Delivered<unknown>): unknown }
  in(room: string): { disconnectSockets(close: boolean): void }
  of(namespace: '/'): { readonly adapter: { readonly rooms: ReadonlyMap<string, ReadonlySet<string>> } }
}

export type Audience = ReturnType<typeof createAudience>

/** Builds the publisher; nothing is published before it was saved. */
export function createAudience(io: Broadcaster, clock: Clock) {
  const revisions = new Map<string, number>()

  /** Tells a group of one seminar; the body must be what that group may see. */
  function tell<N extends AnyNotice>(group: Group, seminarId: SeminarId, notice: N, body: BodyOf<N>): void {
    if (!notice.to.includes(group)) throw new Error(`${notice.name} is not for ${group}`)
    const room = groupRoom(seminarId, group)
    // Organisers also receive the staff's notices on the same connection: one revision stream per connection.
    const revision = group === 'organisers' ? null : (revisions.get(room) ?? 0) + 1
    if (revision !== null) revisions.set(room, revision)
    io.to(room).emit(notice.name, { revision, body })
  }

  /** Tells the active device of one seat. */
  function tellSeat<N extends AnyNotice>(seatId: SeatId, notice: N, body: BodyOf<N>): void {
    if (!notice.to.includes('seat')) throw new Error(`${notice.name} is not for a seat`)
    io.to(seatRoom(seatId)).emit(notice.name, { revision: null, body })
  }

  /** Tells a seat why it ends here and cuts its connections (AL-12, AL-13). */
  function closeSeat(seatId: SeatId, reason: 'replaced' | 'revoked' | 'seminar_over'): void {
    tellSeat(seatId, seatClosed, { reason, at: clock.now() })
    io.in(seatRoom(seatId)).disconnectSockets(true)
  }

  /** The revision a snapshot starts from; read it before reading the state. */
  function revisionOf(seminarId: SeminarId, group: 'attendees' | 'staff'): Revision {
    return revisions.get(groupRoom(seminarId, group)) ?? 0
  }

  /**
   * Wraps a read of what a whole group sees: read once per revision, however many come at once.
   * Only for what changes with a notice to that group.
   */
  function perRevision<Value>(
    group: 'attendees' | 'staff',
    read: (seminarId: SeminarId) => Promise<Value>,
  ): (seminarId: SeminarId) => Promise<Value> {
    const known = new Map<SeminarId, { readonly revision: Revision; readonly value: Promise<Value> }>()
    return (seminarId) => {
      const revision = revisionOf(seminarId, group)
      const latest = known.get(seminarId)
      if (latest?.revision === revision) return latest.value
      const value = read(seminarId)
      known.set(seminarId, { revision, value })
      value.catch(() => known.delete(seminarId))
      return value
    }
  }

  /** Whether anybody of a group is connected at all: what nobody hears need not be computed. */
  function isHeard(group: Group, seminarId: SeminarId): boolean {
    return io.of('/').adapter.rooms.has(groupRoom(seminarId, group))
  }

  return { isHeard, tell, tellSeat, closeSeat, revisionOf, perRevision }
}

/** The Socket.IO room of a group in one seminar. */
export function groupRoom(seminarId: SeminarId, group: Group): string {
  return `${seminarId}:${group}`
}

/** The Socket.IO room of one seat. */
export function seatRoom(seatId: SeatId): string {
  return `seat:${seatId}`
}
