// The access letter once more: by the organiser, or by whoever lost the link (SPEC L15).
import { Refusal } from '@podium/shared/failures.ts'
import { requestLostLink, resendAccess } from '@podium/shared/letters.ts'
import type { LetterId, OrderId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { createStrangers } from '../../adapters/limit.ts'
import { type BoundEndpoint, servePublic, serveStaff } from '../../transport/http.ts'
import { requireNotOver, whyOver } from '../seminars/rules.ts'
import { knownLetter, summaryOf } from './outbox.ts'
import type { LetterSeat, LetterSources } from './parts.ts'
import { type createPlan, nextRevision } from './plan.ts'
import { insertLetter, isResent, listSeatLetters, resentKey } from './store.ts'

const HOUR_MS = 60 * 60_000
/** EM-05: resent links of one seat in an hour. */
const RESENDS_PER_HOUR = 3

export interface ResendParts {
  readonly database: Database
  readonly clock: Clock
  readonly sources: LetterSources
  readonly plan: Pick<ReturnType<typeof createPlan>, 'remindBuyer'>
  readonly wake: () => void
  /** Looks for due letters now, because somebody waits for one. */
  readonly sendNow: () => void
  /** Told of what goes wrong after the answer. */
  readonly failed: (error: unknown) => void
}

/** The two ways to a letter that was lost. */
export function resendEndpoints({ database, clock, sources, plan, wake, sendNow, failed }: ResendParts): BoundEndpoint[] {
  // Whoever asks on and on is slowed down, whether the addresses exist or not.
  const slowDownStranger = createStrangers()

  /** The access letter of a seat once more, with the same link; null when it was resent too often. */
  async function resend(tx: Handle, seat: LetterSeat): Promise<LetterId | null> {
    const now = clock.now()
    const ofKind = ((await listSeatLetters(tx, [seat.seatId])).get(seat.seatId) ?? []).filter(({ kind }) => kind === 'access')
    const resent = ofKind.filter((letter) => isResent(letter) && letter.created_at > now - HOUR_MS)
    if (resent.length >= RESENDS_PER_HOUR) return null
    const revision = nextRevision(ofKind)
    return insertLetter(tx, {
      businessKey: resentKey(seat.seatId, revision),
      seminarId: seat.seminarId,
      seatId: seat.seatId,
      orderId: null,
      kind: 'access',
      revision,
      madeFor: seat.version,
      told: null,
      movedFrom: null,
      recipientName: seat.holderName,
      recipientEmail: seat.holderEmail ?? '',
      dueAt: now,
      at: now,
    })
  }

  /** Everything for a lost link; runs after the answer, so that known and unknown addresses take the same time. */
  async function resendByEmail(email: string): Promise<void> {
    await database.transaction(async (tx) => {
      const orders = new Set<OrderId>()
      for (const seat of await sources.seatsByEmail(tx, email)) {
        if (seat.isRevoked || whyOver(await sources.seminarFacts(tx, seat.seminarId), clock.now()) !== null) continue
        if (seat.orderToName !== null) orders.add(seat.orderToName)
        else await resend(tx, seat)
      }
      for (const id of orders) await plan.remindBuyer(tx, id, RESENDS_PER_HOUR)
    })
    wake()
  }

  return [
    serveStaff(resendAccess, async ({ input }) => {
      const id = await database.transaction(async (tx) => {
        const [seat] = await sources.seats(tx, [input.seatId])
        if (seat === undefined) throw new Refusal('not_found')
        if (seat.isRevoked) throw new Refusal('seat_revoked')
        if (seat.holderEmail === null) throw new Refusal('no_email')
        requireNotOver(await sources.seminarFacts(tx, seat.seminarId), clock.now())
        // The organiser decides; who has not been named gets the link through the buyer's address all the same.
        return resend(tx, seat)
      })
      if (id === null) throw new Refusal('too_many_requests', HOUR_MS)
      sendNow()
      return summaryOf(await knownLetter(database.handle, id))
    }),
    servePublic(requestLostLink, async ({ address, input }) => {
      await slowDownStranger(address)
      // Nobody waits for what depends on whether the address is known (EM-05).
      setImmediate(() => void resendByEmail(input.email).catch(failed))
      return {}
    }),
  ]
}
