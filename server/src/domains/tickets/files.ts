// Ticket files: a dry run that says what would happen, and the import that does it (SPEC R).
import { Refusal } from '@podium/shared/failures.ts'
import type { SeminarId } from '@podium/shared/primitives.ts'
import { type FileMapping, importFile, previewFile } from '@podium/shared/tickets.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { readTicketFile } from '../../adapters/tickets/csv.ts'
import { type BoundEndpoint, serveStaff } from '../../transport/http.ts'
import { requireNotOver, type SeminarFacts } from '../seminars/rules.ts'
import type { createApply, LetterHands, SeatHands } from './apply.ts'
import { keepPlaces } from './places.ts'
import { reconcile } from './rules.ts'
import { listKnownTickets, type TicketPlace } from './store.ts'

/** Changes in one transaction: others are let in between. */
const CHUNK = 200

export interface FileParts {
  readonly database: Database
  readonly clock: Clock
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  readonly apply: ReturnType<typeof createApply>
  readonly seats: Pick<SeatHands, 'putOut' | 'seatChanged'>
  readonly letters: Pick<LetterHands, 'wake'>
}

/** The two endpoints of ticket files. */
export function fileEndpoints({ database, clock, seminarFacts, apply, seats, letters }: FileParts): BoundEndpoint[] {
  // Two imports into one seminar follow each other: each sees what the other made.
  const queues = new Map<SeminarId, Promise<unknown>>()

  async function compare(seminarId: SeminarId, content: string, mapping: FileMapping | null, isReleased: boolean) {
    const place: TicketPlace = { seminarId, origin: 'csv', eventId: seminarId }
    const file = await readTicketFile(Buffer.from(content, 'base64'), mapping, clock.now())
    const known = await listKnownTickets(database.handle, place)
    const tickets = keepPlaces(file.tickets, file.placed, known)
    const result = reconcile(known, { tickets, isWhole: true, ticketClassIds: null, isFile: true }, isReleased)
    return { place, file, ...result }
  }

  function inTurn<Result>(seminarId: SeminarId, work: () => Promise<Result>): Promise<Result> {
    const before = queues.get(seminarId) ?? Promise.resolve()
    const mine = before.catch(() => undefined).then(work)
    queues.set(seminarId, mine)
    return mine.finally(() => {
      if (queues.get(seminarId) === mine) queues.delete(seminarId)
    })
  }

  return [
    serveStaff(previewFile, async ({ input }) => {
      await seminarFacts(database.handle, input.seminarId)
      const { file, counts } = await compare(input.seminarId, input.content, input.mapping, true)
      return {
        charset: file.charset,
        delimiter: file.delimiter,
        columns: file.columns,
        mapping: file.mapping,
        sample: file.sample,
        rows: file.rows,
        problems: file.problems.slice(0, 100),
        counts: file.isMapped ? counts : null,
      }
    }),
    serveStaff(importFile, ({ input }) =>
      inTurn(input.seminarId, async () => {
        requireNotOver(await seminarFacts(database.handle, input.seminarId), clock.now())
        const { place, file, changes, counts } = await compare(input.seminarId, input.content, input.mapping, input.revokesMany)
        if (!file.isMapped) throw new Refusal('file_unreadable')
        if (changes.some(({ kind }) => kind === 'hold')) throw new Refusal('mass_cancellation')
        for (let at = 0; at < changes.length; at += CHUNK) {
          const out = await database.transaction((tx) => apply(tx, place, changes.slice(at, at + CHUNK)))
          if (out.length > 0) await seats.putOut(input.seminarId, out)
        }
        seats.seatChanged(input.seminarId)
        letters.wake()
        return { counts }
      }),
    ),
  ]
}
