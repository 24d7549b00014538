// The letters slice: planned with the change that causes them, sent by a worker, shown to the organiser.
import type { Logger } from 'pino'
import type { Clock } from '../../adapters/clock.ts'
import type { Database } from '../../adapters/database/database.ts'
import type { Mailer } from '../../adapters/mailer.ts'
import { createMaking, type Sender } from './making.ts'
import type { Letters, LetterSources } from './parts.ts'
import { createPlan } from './plan.ts'
import { outboxEndpoints } from './outbox.ts'
import { resendEndpoints } from './resend.ts'
import { isThankedFor } from './rules.ts'
import { textEndpoints } from './texts.ts'
import { forgetMessages, listSeminarLetters, listUnthanked, releaseLetters } from './store.ts'
import { createWorker } from './worker.ts'

const HOUR_MS = 60 * 60_000
const KEEP_MESSAGES_MS = 30 * 24 * HOUR_MS

export interface LetterParts extends LetterSources {
  readonly database: Database
  readonly clock: Clock
  readonly vaultKey: string
  /** Null: no mail server is set up. */
  readonly mailer: Mailer | null
  readonly sender: Sender
  /** The address of a staff account; null when there is none with this id. */
  readonly staffEmail: Parameters<typeof textEndpoints>[0]['staffEmail']
  readonly keepFrame: (html: string) => string
  readonly random: () => number
  readonly log: Logger
}

/** Builds the slice. */
export function createLetters(parts: LetterParts): Letters {
  const { database, clock } = parts
  const making = createMaking(parts, parts.sender, clock.now)
  const plan = createPlan(parts, clock)
  const worker = createWorker({ ...parts, making })

  /** L17: a month later nobody needs to read letters again (privacy-accessibility.md §3). */
  function forget(): void {
    forgetMessages(database.handle, clock.now() - KEEP_MESSAGES_MS).catch((error: unknown) =>
      parts.log.error({ err: error }, 'old letters were not forgotten'),
    )
  }

  const hands = {
    ...parts,
    sources: parts,
    making,
    plan,
    wake: worker.wake,
    sendNow: worker.sendNow,
    failed: (error: unknown) => parts.log.error({ err: error }, 'a lost link was not resent'),
  }
  return {
    ...plan,
    endpoints: [...outboxEndpoints(hands), ...resendEndpoints(hands), ...textEndpoints(hands)],
    async lettersOf(db, id) {
      const latest: Awaited<ReturnType<Letters['lettersOf']>> = new Map()
      // The list begins with the latest.
      for (const { seat_id: seatId, kind, state, sent_at: sentAt, due_at: dueAt } of await listSeminarLetters(db, id)) {
        if (seatId === null || state === 'skipped') continue
        const ofSeat = latest.get(seatId) ?? []
        if (!ofSeat.some((letter) => letter.kind === kind)) latest.set(seatId, [...ofSeat, { kind, state, at: sentAt ?? dueAt }])
      }
      return latest
    },
    wake: worker.wake,
    async unthanked() {
      const facts = await Promise.all((await listUnthanked(database.handle)).map((id) => parts.seminarFacts(database.handle, id)))
      return facts.filter((one) => isThankedFor(one, clock.now())).map(({ id }) => id)
    },
    async recover() {
      // L22: where this is the only process, whoever else held a lease is dead.
      if (database.engine === 'sqlite') await database.transaction((tx) => releaseLetters(tx, null))
    },
    start() {
      const stopForgetting = clock.every(HOUR_MS, forget)
      const stopWork = worker.start()
      return () => {
        stopForgetting()
        return stopWork()
      }
    },
  }
}
