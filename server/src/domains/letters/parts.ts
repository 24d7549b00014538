// What the letters slice is told by the others (handed in by app.ts), and what it offers them.
import type { Instant, OrderId, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { LetterState, LetterKind } from '@podium/shared/letters.ts'
import type { Handle } from '../../adapters/database/database.ts'
import type { BoundEndpoint } from '../../transport/http.ts'
import type { Answer } from '../questions/rules.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import type { Access } from './letter.ts'

/** A seat as letters see it. */
export interface LetterSeat {
  readonly seatId: SeatId
  readonly seminarId: SeminarId
  readonly holderName: string
  /** Null: nobody to write to. */
  readonly holderEmail: string | null
  readonly isRevoked: boolean
  /** Bought together with others under one address and not named yet: the buyer's letter has its link, the seat gets none of its own. */
  readonly orderToName: OrderId | null
  /** Rises when link and code are made anew; a letter planned for an older version is not sent. */
  readonly version: number
  readonly access: Access
}

/** An order of several seats under one address. */
export interface LetterOrder {
  readonly orderId: OrderId
  readonly seminarId: SeminarId
  readonly buyerName: string
  readonly buyerEmail: string | null
  readonly namingUrl: string
  /** Valid seats nobody has been named for. */
  readonly seats: readonly LetterSeat[]
}

/** What the other slices answer; every read is made with the handle that is handed in. */
export interface LetterSources {
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  readonly seats: (db: Handle, ids: readonly SeatId[]) => Promise<LetterSeat[]>
  readonly seatsOfSeminar: (db: Handle, id: SeminarId) => Promise<LetterSeat[]>
  /** Every seat with this e-mail address, in any seminar. */
  readonly seatsByEmail: (db: Handle, email: string) => Promise<LetterSeat[]>
  /** Null when there is none. */
  readonly order: (db: Handle, id: OrderId) => Promise<LetterOrder | null>
  /** The orders of these seats, each with all of its seats; seats without an order are left out. */
  readonly ordersOfSeats: (
    db: Handle,
    ids: readonly SeatId[],
  ) => Promise<{ readonly orderId: OrderId; readonly seatIds: readonly SeatId[] }[]>
  readonly ordersOfSeminar: (db: Handle, id: SeminarId) => Promise<LetterOrder[]>
  /** Where the buyer of this seat alone names somebody else; null for every other seat. */
  readonly substituteUrl: (db: Handle, id: SeatId) => Promise<string | null>
  /** Which seat this link opens at this moment; null when none. Asked before a letter leaves (EM-10). */
  readonly seatBehind: (db: Handle, link: string) => Promise<SeatId | null>
  /** Whole minutes a seat was there; never asked inside a transaction. */
  readonly minutesOf: (id: SeminarId, seatId: SeatId) => Promise<number>
  /** What became of the questions asked from this seat, oldest first; without those of which nothing did. */
  readonly answersOf: (db: Handle, id: SeatId) => Promise<Answer[]>
}

/** What the others may ask of the letters slice. All planning happens in the transaction of the change that causes it (EM-01). */
export interface Letters {
  readonly endpoints: readonly BoundEndpoint[]
  /**
   * Brings the letters of a seat in line with what the seat is now: plans what is missing, gives waiting ones the present name and address,
   * skips waiting ones of a revoked seat, does the same for the other seats and the buyer of its order, and where the seat's version rose after a letter carried its link plans that letter anew. Repeats change nothing.
   */
  planSeats(tx: Handle, ids: readonly SeatId[]): Promise<void>
  /** The seminar was moved: waiting letters follow, whoever has been told gets a change letter. */
  seminarMoved(tx: Handle, id: SeminarId, from: Instant): Promise<void>
  /** The seminar was cancelled: nothing waiting leaves, everybody is told. */
  seminarCancelled(tx: Handle, id: SeminarId): Promise<void>
  /** The seminar ended: follow-ups for those who were there, nothing else any more. */
  seminarEnded(tx: Handle, id: SeminarId, wereThere: ReadonlySet<SeatId>): Promise<void>
  /** The latest letter of each kind, by seat. */
  lettersOf(db: Handle, id: SeminarId): Promise<Map<SeatId, { kind: LetterKind; state: LetterState; at: Instant }[]>>
  /** Looks for due letters now; called after a commit that planned some. */
  wake(): void
  /** Seminars that ended within the last days and after which nobody has been thanked. */
  unthanked(): Promise<SeminarId[]>
  /** Gives back what a process that died had claimed; before `start`. */
  recover(): Promise<void>
  /** Begins to work; the returned function stops it, after the letter that is leaving or a few seconds. */
  start(): () => Promise<void>
}
