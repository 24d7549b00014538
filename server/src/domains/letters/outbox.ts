// The Postausgang: every letter of a seminar, what it said, and another try (SPEC L13).
import { Refusal } from '@podium/shared/failures.ts'
import { type LetterContent, type LetterSummary, listLetters, readLetter, retryLetter, retryLetters } from '@podium/shared/letters.ts'
import type { LetterId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import type { Mailer } from '../../adapters/mailer.ts'
import { openText } from '../../adapters/seal.ts'
import { type BoundEndpoint, serveStaff } from '../../transport/http.ts'
import type { RenderedLetter } from './letter.ts'
import type { Making } from './making.ts'
import type { LetterSources } from './parts.ts'
import { readMessage } from './rendering/message.ts'
import { renderLetter } from './rendering/render.ts'
import {
  isToPerson,
  type LetterHead,
  type LetterRow,
  listSeminarLetters,
  readLetter as readLetterRow,
  type RetryState,
  saveRetries,
  saveRetry,
} from './store.ts'

export interface OutboxParts {
  readonly database: Database
  readonly clock: Clock
  readonly vaultKey: string
  readonly mailer: Mailer | null
  readonly sources: Pick<LetterSources, 'seminarFacts'>
  readonly making: Making
  /** Looks for due letters now, because somebody waits for one. */
  readonly sendNow: () => void
  /** Keeps a rendered letter where the organiser's page shows it; answers its path. */
  readonly keepFrame: (html: string) => string
}

/** What the organiser sees and does with letters. */
export function outboxEndpoints({ database, clock, vaultKey, mailer, sources, making, sendNow, keepFrame }: OutboxParts): BoundEndpoint[] {
  async function anew(row: LetterRow): Promise<RenderedLetter> {
    const facts = await making.factsForStaff(database.handle, row)
    if (typeof facts === 'string') throw new Refusal('wrong_state')
    return renderLetter(facts)
  }

  // L23: as long as there is no mail server, what is kept is where it belongs.
  const retryStates: readonly RetryState[] = mailer === null ? ['failed', 'waiting'] : ['failed', 'waiting', 'kept']
  const canBeSent = (row: LetterHead | LetterRow) => row.state === 'failed' || (row.state === 'kept' && mailer !== null && isToPerson(row))

  return [
    serveStaff(listLetters, async ({ input }) => {
      await sources.seminarFacts(database.handle, input.seminarId)
      const mode = mailer === null ? 'kept' : 'smtp'
      return {
        letters: (await listSeminarLetters(database.handle, input.seminarId)).map((row) => summaryOf(row, canBeSent(row))),
        delivery: { mode, host: mailer?.host ?? null, from: making.sender.from } as const,
        serverNow: clock.now(),
      }
    }),
    serveStaff(readLetter, async ({ input }) => {
      const row = await knownLetter(database.handle, input.letterId)
      const made = row.sealed_message === null ? null : await readMessage(openText(vaultKey, row.id, row.sealed_message))
      // L19: what a person's own questions became is theirs alone, so a follow-up is rendered anew without it.
      const isOpen = row.kind !== 'followup'
      if (made === null && row.state !== 'waiting') throw new Refusal('wrong_state')
      const shown = made !== null && isOpen ? made : await anew(row)
      return { letter: summaryOf(row, canBeSent(row)), content: shownLetter(shown, made?.headers ?? [], keepFrame), isDraft: made === null }
    }),
    serveStaff(retryLetter, async ({ input }) => {
      const row = await database.transaction(async (tx) => {
        await saveRetry(tx, input.letterId, retryStates, clock.now())
        return knownLetter(tx, input.letterId)
      })
      if (row.state !== 'waiting') throw new Refusal('wrong_state')
      sendNow()
      return summaryOf(row)
    }),
    serveStaff(retryLetters, async ({ input }) => {
      if (!retryStates.includes(input.state)) throw new Refusal('wrong_state')
      const count = await database.transaction(async (tx) => {
        await sources.seminarFacts(tx, input.seminarId)
        return saveRetries(tx, input.seminarId, input.state, clock.now())
      })
      sendNow()
      return { count }
    }),
  ]
}

/**
 * The letter with this id.
 * @throws Refusal not_found.
 */
export async function knownLetter(db: Handle, id: LetterId): Promise<LetterRow> {
  const row = await readLetterRow(db, id)
  if (row === null) throw new Refusal('not_found')
  return row
}

/** A letter as the organiser's page shows it: its markup in a frame, everything else as text. */
export function shownLetter(
  { subject, html, text, calendar }: RenderedLetter,
  headers: LetterContent['headers'],
  keepFrame: (html: string) => string,
): LetterContent {
  return { subject, frame: keepFrame(html), text, headers: [...headers], calendar }
}

/** One row of the Postausgang. */
export function summaryOf(row: LetterRow | LetterHead, canBeSent = false): LetterSummary {
  const hasMessage = 'has_message' in row ? row.has_message : row.sealed_message !== null
  return {
    id: row.id,
    seatId: row.seat_id,
    kind: row.kind,
    revision: row.revision,
    recipientName: row.recipient_name,
    recipientEmail: row.recipient_email,
    state: row.state,
    dueAt: row.due_at,
    attempts: row.attempts,
    nextTryAt: row.state === 'waiting' ? row.next_try_at : null,
    sentAt: row.sent_at,
    problem: row.problem,
    serverSaid: row.server_said,
    canBeRead: hasMessage || row.state === 'waiting',
    canBeSent,
  }
}
