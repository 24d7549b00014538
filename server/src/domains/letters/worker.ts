// Takes due letters out of the outbox and sends them: claimed by row, made once, the same bytes at every attempt, never inside a transaction (EM-01…EM-03).
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { LetterProblem } from '@podium/shared/letters.ts'
import type { Instant, SeminarId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import type { Mailer } from '../../adapters/mailer.ts'
import { openText, sealText } from '../../adapters/seal.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import type { Making } from './making.ts'
import { pauseAfterAttempt, purposePassedAt } from './rules.ts'
import {
  claimDue,
  isClaimedBy,
  isToPerson,
  type LetterOutcome,
  type LetterRow,
  releaseLetters,
  saveMessage,
  saveOutcome,
  takeSequence,
} from './store.ts'

const LEASE_MS = 2 * 60_000
const LOOK_EVERY_MS = 10_000
const MADE_AT_ONCE = 5
/** How long a process that ends waits for the word of the mail server: without it that letter leaves once more. */
const LAST_LETTER_MS = 2_000

export interface WorkerParts {
  readonly database: Database
  readonly clock: Clock
  readonly vaultKey: string
  /** Null: no mail server is set up, letters are kept where the organiser reads them. */
  readonly mailer: Mailer | null
  readonly making: Making
  readonly seminarFacts: (db: Handle, id: SeminarId) => Promise<SeminarFacts>
  /** Between 0 and 1. */
  readonly random: () => number
  readonly log: Logger
}

/** A letter that is ready to leave. */
interface MadeLetter {
  readonly row: LetterRow
  readonly facts: SeminarFacts
  /** The whole MIME message. */
  readonly raw: string
}

/** Builds a worker; several may share one outbox. */
export function createWorker({ database, clock, vaultKey, mailer, making, seminarFacts, random, log }: WorkerParts) {
  const me = randomUUID()
  let running: Promise<void> | null = null
  let isCalled = false
  let isStopped = false
  /** L21: logins the mail server has refused in a row, and until when it is left alone for that. */
  let refusedLogins = 0
  let restsUntil: Instant = 0
  const goesOn = () => !isStopped && clock.now() >= restsUntil

  /** Sends every letter that is due; answers how many were handled. */
  async function runDue(): Promise<number> {
    let handled = 0
    while (goesOn()) {
      const now = clock.now()
      const until = now + LEASE_MS
      const rows = await database.transaction((tx) => claimDue(tx, me, now, until, MADE_AT_ONCE))
      if (rows.length === 0) return handled
      const made: (MadeLetter | null)[] = []
      // In turn, so that two letters of one seat do not share a SEQUENCE (L43).
      for (const row of rows) made.push(await prepare(row))
      // One after the other: whoever dies has at most one on its way (L11). What the claim no longer covers is left to the next look.
      for (const letter of made) if (letter !== null && goesOn() && clock.now() < until) await send(letter)
      handled += rows.length
    }
    // L22: nothing is on its way here, so whoever comes next need not wait for the claims to run out.
    await database.transaction((tx) => releaseLetters(tx, me))
    return handled
  }

  /** The letter with its message; one that cannot be put together waits by itself and holds no other up. */
  async function prepare(row: LetterRow): Promise<MadeLetter | null> {
    try {
      return await madeLetter(row)
    } catch (error) {
      log.error({ err: error, letterId: row.id }, 'a letter could not be made')
      const attempts = row.attempts + 1
      const nextTryAt = clock.now() + pauseAfterAttempt(attempts, random())
      await settle(row, { state: 'waiting', attempts, nextTryAt, sentAt: null, problem: 'not_made', serverSaid: null })
      return null
    }
  }

  /** The letter with its message, made now if it never was; null when it is not to leave. */
  async function madeLetter(row: LetterRow): Promise<MadeLetter | null> {
    const facts = await seminarFacts(database.handle, row.seminar_id)
    // A letter an organiser sends to themselves has no other purpose than to be looked at.
    if (isToPerson(row) && clock.now() > purposePassedAt(row.kind, facts)) {
      await settle(row, skipped(row, 'purpose_passed'))
      return null
    }
    const raw = row.sealed_message === null ? await make(row) : openText(vaultKey, row.id, row.sealed_message)
    return raw === null ? null : { row, facts, raw }
  }

  /** Sends a letter unless it has become wrong since it was made. */
  async function send({ row, facts, raw }: MadeLetter): Promise<void> {
    if (!(await isClaimedBy(database.handle, row.id, me))) return
    const problem = await making.whyNotNow(database.handle, row)
    await settle(row, problem === null ? await attempt(row, facts, raw) : skipped(row, problem))
  }

  /** Makes the message and keeps it before anything leaves; null when it is not to leave. */
  async function make(row: LetterRow): Promise<string | null> {
    const made = await making.make(database.handle, row)
    if (typeof made === 'string') {
      await settle(row, made === 'link_wrong' || made === 'text_wrong' ? failed(row, made) : skipped(row, made))
      return null
    }
    const raw = await making.compose(row, made.rendered, made.facts)
    const isMine = await database.transaction(async (tx) => {
      if (!(await saveMessage(tx, row.id, me, sealText(vaultKey, row.id, raw)))) return false
      if (made.facts.calendar !== null && row.seat_id !== null) await takeSequence(tx, row.seat_id)
      return true
    })
    return isMine ? raw : null
  }

  async function attempt(row: LetterRow, facts: SeminarFacts, raw: string): Promise<LetterOutcome> {
    const attempts = row.attempts + 1
    if (mailer === null) return { state: 'kept', attempts, nextTryAt: null, sentAt: clock.now(), problem: null, serverSaid: null }
    const result = await mailer.send({ from: making.sender.from, to: row.recipient_email, raw })
    const now = clock.now()
    refusedLogins = result.outcome === 'again' && result.problem === 'server_refused_login' ? refusedLogins + 1 : 0
    if (refusedLogins > 0) restsUntil = now + pauseAfterAttempt(refusedLogins, random())
    switch (result.outcome) {
      case 'sent':
        return { state: 'sent', attempts, nextTryAt: null, sentAt: now, problem: null, serverSaid: result.serverSaid }
      case 'never':
        return { state: 'failed', attempts, nextTryAt: null, sentAt: null, problem: result.problem, serverSaid: result.serverSaid }
      case 'again': {
        const nextTryAt = now + pauseAfterAttempt(attempts, random())
        if (nextTryAt > purposePassedAt(row.kind, facts)) {
          return { state: 'failed', attempts, nextTryAt: null, sentAt: null, problem: 'gave_up', serverSaid: result.serverSaid }
        }
        return { state: 'waiting', attempts, nextTryAt, sentAt: null, problem: result.problem, serverSaid: result.serverSaid }
      }
    }
  }

  async function settle(row: LetterRow, outcome: LetterOutcome): Promise<void> {
    await database.transaction((tx) => saveOutcome(tx, row.id, me, outcome))
    const { state, problem, attempts } = outcome
    if (state === 'waiting' || state === 'failed')
      log.warn({ letterId: row.id, kind: row.kind, state, problem, attempts }, 'letter did not leave')
    else log.info({ letterId: row.id, kind: row.kind, state, problem, attempts }, 'letter handled')
  }

  /** Looks now; one more look follows when called meanwhile. */
  function wake(): void {
    if (isStopped) return
    if (running !== null) {
      isCalled = true
      return
    }
    running = runDue()
      .then(() => undefined)
      .catch((error: unknown) => log.error({ err: error }, 'sending letters failed'))
      .finally(() => {
        running = null
        if (!isCalled) return
        isCalled = false
        wake()
      })
  }

  /** Looks now, because somebody wants it: a mail server that refused the login is asked once more (L21). */
  function sendNow(): void {
    restsUntil = 0
    wake()
  }

  /** Begins to look for due letters; the returned function stops it, and waits a moment for the letter that is leaving. */
  function start(): () => Promise<void> {
    const stop = clock.every(LOOK_EVERY_MS, wake)
    wake()
    return async () => {
      isStopped = true
      stop()
      await Promise.race([running, setTimeout(LAST_LETTER_MS, undefined, { ref: false })])
      mailer?.close()
    }
  }

  return { runDue, wake, sendNow, start }
}

function skipped(row: LetterRow, problem: LetterProblem): LetterOutcome {
  return { state: 'skipped', attempts: row.attempts, nextTryAt: null, sentAt: null, problem, serverSaid: null }
}

function failed(row: LetterRow, problem: LetterProblem): LetterOutcome {
  return { state: 'failed', attempts: row.attempts + 1, nextTryAt: null, sentAt: null, problem, serverSaid: null }
}
