// Media access per person, rooms that exist when they must, and nobody in them who lost the right (SPEC M).
import type { Logger } from 'pino'
import { Refusal } from '@podium/shared/failures.ts'
import { listenToMedia, type MediaAccess, publishMedia } from '@podium/shared/media.ts'
import { type Instant, SeatId, type SeminarId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import type { SeatStanding } from '../../transport/access.ts'
import type { StaffCaller } from '../../transport/caller.ts'
import { type BoundEndpoint, serveStaff } from '../../transport/http.ts'
import { type BoundAction, onSeat } from '../../transport/live.ts'
import { isRoomOpen, requireNotOver, type SeminarFacts } from '../seminars/rules.ts'

const SWEEP_MS = 15_000
const STAFF_SEATS = 20
/** How long a room counts as made; one that the media server lost meanwhile is made again when it comes back (M4). */
const ROOM_MADE_FOR_MS = 10_000

/** What Podium asks of a media server, whichever one it is. */
export interface MediaServer {
  /** Where browsers connect, ws:// or wss://. */
  readonly clientUrl: string
  isHealthy(): boolean
  /** Calls back every time the media server becomes healthy. */
  onUp(listener: () => void): void
  createRoom(room: string, maxParticipants: number): Promise<void>
  deleteRoom(room: string): Promise<void>
  removeParticipant(room: string, identity: string): Promise<void>
  /** Everybody in a room, by the id of their connection; instants in UTC milliseconds. */
  listPeople(room: string): Promise<{ identity: string; sid: string; joinedAt: Instant }[]>
  attendeeToken(room: string, identity: string): Promise<string>
  staffToken(room: string, identity: string): Promise<string>
}

export interface MediaParts {
  readonly database: Database
  readonly clock: Clock
  readonly server: MediaServer
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  readonly allSeminars: () => Promise<SeminarFacts[]>
  readonly seatStanding: (id: SeatId) => Promise<SeatStanding | null>
  readonly countSeats: (id: SeminarId) => Promise<number>
  readonly mayWorkOn: (staff: StaffCaller, id: SeminarId) => Promise<boolean>
  /** Told every time the people in a media room were listed. */
  readonly peopleListed: (id: SeminarId, people: readonly { identity: string; sid: string; joinedAt: Instant }[]) => Promise<void>
  readonly log: Logger
}

/** The media slice. */
export function createMedia(parts: MediaParts) {
  const { database, clock, server, seminarFacts, seatStanding, log } = parts

  const made = new Map<string, { readonly at: Instant; readonly done: Promise<void> }>()

  /** Makes the room unless that was done a moment ago: five hundred people who come at once need one room, not five hundred calls. */
  async function ensureRoom(facts: SeminarFacts): Promise<void> {
    const now = clock.now()
    const last = made.get(facts.mediaRoom)
    if (last !== undefined && now - last.at < ROOM_MADE_FOR_MS) return last.done
    const done = makeRoom(facts)
    made.set(facts.mediaRoom, { at: now, done })
    await done.catch((error: unknown) => {
      made.delete(facts.mediaRoom)
      throw error
    })
  }

  async function makeRoom(facts: SeminarFacts): Promise<void> {
    await server.createRoom(facts.mediaRoom, (await parts.countSeats(facts.id)) + STAFF_SEATS)
  }

  /** M4: after a media server crash every room that people sit in exists again the moment it is healthy. */
  async function ensureOpenRooms(): Promise<void> {
    const now = clock.now()
    made.clear()
    const open = (await parts.allSeminars()).filter((facts) => isRoomOpen(facts, now))
    await Promise.all(open.map(ensureRoom))
  }

  async function access(facts: SeminarFacts, mint: () => Promise<string>): Promise<MediaAccess> {
    try {
      await ensureRoom(facts)
      return { url: server.clientUrl, token: await mint() }
    } catch (error) {
      log.warn({ err: error }, 'media server unreachable')
      throw new Refusal('media_unavailable', 1_000)
    }
  }

  const actions: BoundAction[] = [
    onSeat(listenToMedia, async ({ caller }) => {
      // AL-20: the connection may be older than the loss of its right.
      const standing = await seatStanding(caller.seatId)
      if (standing === null || standing.isRevoked) throw new Refusal('seat_revoked')
      if (standing.activeDevice !== caller.deviceId) throw new Refusal('seat_replaced')
      const facts = await seminarFacts(database.handle, caller.seminarId)
      requireNotOver(facts, clock.now())
      if (!isRoomOpen(facts, clock.now())) throw new Refusal('too_early')
      return access(facts, () => server.attendeeToken(facts.mediaRoom, caller.seatId))
    }),
  ]

  const endpoints: BoundEndpoint[] = [
    serveStaff(publishMedia, async ({ caller, input }) => {
      if (!(await parts.mayWorkOn(caller, input.seminarId))) throw new Refusal('not_allowed')
      const facts = await seminarFacts(database.handle, input.seminarId)
      requireNotOver(facts, clock.now())
      return access(facts, () => server.staffToken(facts.mediaRoom, `staff-${caller.staffId}`))
    }),
  ]

  /** Ends the media of a seat; a media server that does not answer must not keep a person from being put out of everything else. */
  async function endSeat(seminarId: SeminarId, seatId: SeatId): Promise<void> {
    const facts = await seminarFacts(database.handle, seminarId)
    await server.removeParticipant(facts.mediaRoom, seatId).catch((error: unknown) => log.warn({ err: error }, 'participant not removed'))
  }

  /** M6: a token outlives its right by minutes, so whoever comes in without the right is put out again (livekit.md §10). */
  async function putOutIfUnwanted(room: string, identity: string): Promise<void> {
    const seatId = SeatId.safeParse(identity)
    if (!seatId.success) return
    const standing = await seatStanding(seatId.data)
    if (standing !== null && !standing.isRevoked && standing.activeDevice !== null) return
    await server.removeParticipant(room, identity)
  }

  async function sweep(): Promise<void> {
    if (!server.isHealthy()) return
    const now = clock.now()
    for (const facts of await parts.allSeminars()) {
      if (!isRoomOpen(facts, now)) continue
      const people = await server.listPeople(facts.mediaRoom)
      for (const { identity } of people) await putOutIfUnwanted(facts.mediaRoom, identity)
      await parts.peopleListed(facts.id, people)
    }
  }

  async function endRoom(id: SeminarId): Promise<void> {
    const facts = await seminarFacts(database.handle, id)
    await server.deleteRoom(facts.mediaRoom).catch((error: unknown) => log.warn({ err: error }, 'room not deleted'))
  }

  /** Begins to keep rooms and their people right; returns what stops it. */
  function start(): () => void {
    const quietly = (work: () => Promise<void>) => () =>
      void work().catch((error: unknown) => log.warn({ err: error }, 'media upkeep failed'))
    server.onUp(quietly(ensureOpenRooms))
    return clock.every(SWEEP_MS, quietly(sweep))
  }

  return { actions, endpoints, endSeat, endRoom, putOutIfUnwanted, start }
}
