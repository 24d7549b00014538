// What the organiser sees and does with letters, and "Link verloren?" for everybody (SPEC L).
import { randomUUID } from 'node:crypto'
import { Refusal } from '@podium/shared/failures.ts'
import {
  EDITABLE_LETTERS,
  type EditableLetter,
  type LetterContent,
  type LetterSummary,
  type LetterTexts,
  type LetterWords,
  listLetters,
  previewLetter,
  readLetter,
  readLetterTexts,
  requestLostLink,
  resendAccess,
  retryLetter,
  saveLetterSettings,
  saveLetterText,
  sendLetterToMyself,
} from '@podium/shared/letters.ts'
import type { LetterId, SeminarId, StaffId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { createLimit } from '../../adapters/limit.ts'
import type { Mailer } from '../../adapters/mailer.ts'
import { openText, sealText } from '../../adapters/seal.ts'
import { type BoundEndpoint, servePublic, serveStaff } from '../../transport/http.ts'
import { endsAt, requireNotOver, type SeminarFacts, whyOver } from '../seminars/rules.ts'
import type { LetterFacts, RenderedLetter } from './letter.ts'
import { type Making, seminarOf } from './making.ts'
import type { LetterSeat, LetterSources } from './parts.ts'
import { type createPlan, nextRevision } from './plan.ts'
import { checkLetter } from './rendering/check.ts'
import { readMessage } from './rendering/message.ts'
import { renderLetter } from './rendering/render.ts'
import { defaultWords } from './rendering/words.ts'
import { accessDueAt, carriesCalendar } from './rules.ts'
import {
  insertLetter,
  isResent,
  type LetterHead,
  type LetterRow,
  listSeatLetters,
  listSeminarLetters,
  listWords,
  readLetter as readLetterRow,
  resentKey,
  saveMessageOfDraft,
  saveRetry,
  saveSettings,
  saveWords,
} from './store.ts'

const HOUR_MS = 60 * 60_000
/** EM-05: resent links of one seat in an hour. */
const RESENDS_PER_HOUR = 3

export interface LetterRouteParts {
  readonly database: Database
  readonly clock: Clock
  readonly vaultKey: string
  readonly mailer: Mailer | null
  readonly sources: LetterSources
  readonly making: Making
  readonly plan: ReturnType<typeof createPlan>
  /** The name and address of a staff account; null when there is none. */
  readonly staffEmail: (db: Handle, id: StaffId) => Promise<{ name: string; email: string } | null>
  readonly wake: () => void
  /** Keeps a rendered letter where the organiser's page shows it; answers its path. */
  readonly keepFrame: (html: string) => string
  /** Told of what goes wrong after the answer. */
  readonly failed: (error: unknown) => void
}

/** The endpoints of letters. */
export function letterEndpoints(parts: LetterRouteParts): BoundEndpoint[] {
  const { database, clock, vaultKey, mailer, sources, making, wake } = parts
  const tests = createLimit(20, 3_600)
  // RT-06: whoever asks on and on is slowed down, whether the addresses exist or not.
  const askers = createLimit(20, 600)

  async function known(db: Handle, id: LetterId): Promise<LetterRow> {
    const row = await readLetterRow(db, id)
    if (row === null) throw new Refusal('not_found')
    return row
  }

  async function texts(db: Handle, id: SeminarId): Promise<LetterTexts> {
    const facts = await sources.seminarFacts(db, id)
    const own = await listWords(db, id)
    return {
      locale: facts.locale,
      isReminderWanted: facts.isReminderWanted,
      texts: EDITABLE_LETTERS.map((kind) => ({
        kind,
        words: own.get(kind) ?? defaultWords(kind, facts.locale),
        isOwn: own.has(kind),
      })),
    }
  }

  /** How a letter would look for an invented person. */
  async function preview(id: SeminarId, kind: EditableLetter, words: LetterWords | null): Promise<RenderedLetter & { facts: LetterFacts }> {
    const seminar = await sources.seminarFacts(database.handle, id)
    const saved = words ?? (await listWords(database.handle, id)).get(kind) ?? null
    const facts = exampleFacts(seminar, kind, saved, making.sender.publicUrl, clock.now())
    const rendered = await renderLetter(facts)
    if (checkLetter(rendered, facts) !== null) throw new Refusal('invalid')
    return { ...rendered, facts }
  }

  function shown({ subject, html, text, calendar }: RenderedLetter, headers: LetterContent['headers']): LetterContent {
    return { subject, frame: parts.keepFrame(html), text, headers: [...headers], calendar }
  }

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
      for (const seat of await sources.seatsByEmail(tx, email)) {
        if (seat.isRevoked || whyOver(await sources.seminarFacts(tx, seat.seminarId), clock.now()) !== null) continue
        if (seat.orderToName !== null) await parts.plan.remindBuyer(tx, seat.orderToName, RESENDS_PER_HOUR)
        else await resend(tx, seat)
      }
    })
    wake()
  }

  return [
    serveStaff(listLetters, async ({ input }) => {
      await sources.seminarFacts(database.handle, input.seminarId)
      const mode = mailer === null ? 'kept' : 'smtp'
      return {
        letters: (await listSeminarLetters(database.handle, input.seminarId)).map(summaryOf),
        delivery: { mode, host: mailer?.host ?? null, from: making.sender.from } as const,
        serverNow: clock.now(),
      }
    }),
    serveStaff(readLetter, async ({ input }) => {
      const row = await known(database.handle, input.letterId)
      if (row.sealed_message !== null) {
        const content = await readMessage(openText(vaultKey, row.id, row.sealed_message))
        return { letter: summaryOf(row), content: shown(content, content.headers), isDraft: false }
      }
      if (row.state !== 'waiting') throw new Refusal('wrong_state')
      const facts = await making.factsOf(database.handle, row)
      if (typeof facts === 'string') throw new Refusal('wrong_state')
      return { letter: summaryOf(row), content: shown(await renderLetter(facts), []), isDraft: true }
    }),
    serveStaff(retryLetter, async ({ input }) => {
      const row = await database.transaction(async (tx) => {
        await saveRetry(tx, input.letterId, clock.now())
        return known(tx, input.letterId)
      })
      if (row.state !== 'waiting') throw new Refusal('wrong_state')
      wake()
      return summaryOf(row)
    }),
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
      wake()
      return summaryOf(await known(database.handle, id))
    }),
    servePublic(requestLostLink, async ({ address, input }) => {
      if ((await askers(address)).isOver) throw new Refusal('too_many_requests', 60_000)
      // Nobody waits for what depends on whether the address is known (EM-05).
      setImmediate(() => void resendByEmail(input.email).catch(parts.failed))
      return {}
    }),
    serveStaff(readLetterTexts, ({ input }) => texts(database.handle, input.seminarId)),
    serveStaff(saveLetterText, async ({ input }) => {
      // The same proof as before a letter leaves: words that cannot be filled in are refused here.
      if (input.words !== null) await preview(input.seminarId, input.kind, input.words)
      return database.transaction(async (tx) => {
        await sources.seminarFacts(tx, input.seminarId)
        await saveWords(tx, input.seminarId, input.kind, input.words)
        return texts(tx, input.seminarId)
      })
    }),
    serveStaff(saveLetterSettings, async ({ input }) => {
      const saved = await database.transaction(async (tx) => {
        const before = await sources.seminarFacts(tx, input.seminarId)
        await saveSettings(tx, input.seminarId, input.locale, input.isReminderWanted)
        if (before.isReminderWanted !== input.isReminderWanted) {
          const seats = await sources.seatsOfSeminar(tx, input.seminarId)
          await parts.plan.planSeats(
            tx,
            seats.map(({ seatId }) => seatId),
          )
        }
        return texts(tx, input.seminarId)
      })
      wake()
      return saved
    }),
    serveStaff(previewLetter, async ({ input }) => {
      return shown(await preview(input.seminarId, input.kind, input.words), [])
    }),
    serveStaff(sendLetterToMyself, async ({ input, caller }) => {
      if ((await tests(caller.staffId)).isOver) throw new Refusal('too_many_requests', HOUR_MS)
      const { facts, ...rendered } = await preview(input.seminarId, input.kind, input.words)
      const me = await parts.staffEmail(database.handle, caller.staffId)
      if (me === null) throw new Refusal('not_found')
      const id = await database.transaction(async (tx) => {
        const now = clock.now()
        const id = await insertLetter(tx, {
          businessKey: `staff:${randomUUID()}`,
          seminarId: input.seminarId,
          seatId: null,
          orderId: null,
          kind: input.kind,
          revision: 1,
          madeFor: 0,
          movedFrom: null,
          recipientName: me.name,
          recipientEmail: me.email,
          dueAt: now,
          at: now,
        })
        const row = await readLetterRow(tx, id)
        if (row === null) throw new Error('the letter was not written')
        await saveMessageOfDraft(tx, id, sealText(vaultKey, id, await making.compose(row, rendered, facts)))
        return id
      })
      wake()
      return summaryOf(await known(database.handle, id))
    }),
  ]
}

/** One row of the Postausgang. */
function summaryOf(row: LetterRow | LetterHead): LetterSummary {
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
  }
}

/** A letter to an invented person with an invented link, for previews. */
function exampleFacts(seminar: SeminarFacts, kind: EditableLetter, words: LetterWords | null, publicUrl: string, now: number): LetterFacts {
  const accessAt = accessDueAt(seminar.startsAt, seminar.timeZone)
  const madeAt = { confirmation: now, access: accessAt, reminder: seminar.startsAt - HOUR_MS / 4, change: now, cancellation: now }
  const hasLink = kind === 'access' || kind === 'reminder'
  return {
    kind,
    locale: seminar.locale,
    words,
    recipientName: seminar.locale === 'de' ? 'Petra Beispiel' : 'Petra Example',
    seminar: seminarOf(seminar),
    publicUrl,
    seminarUrl: `${publicUrl}/s/${seminar.slug}`,
    accessAt,
    access: hasLink ? { link: `${publicUrl}/s/${seminar.slug}/BEISP1E0BEISP1E0BEISP1E0BE1S`, code: '730418', number: '4821170365' } : null,
    order: null,
    substituteUrl: kind === 'confirmation' ? `${publicUrl}/benennen/BEISP1E0BEISP1E0BEISP1E0BE1S` : null,
    movedFrom: kind === 'change' ? seminar.startsAt - 7 * 24 * HOUR_MS : null,
    attended: kind === 'followup' ? { minutes: Math.round((endsAt(seminar) - seminar.startsAt) / 60_000) } : null,
    calendar: carriesCalendar(kind)
      ? { uid: 'beispiel@podium', sequence: 0, method: kind === 'cancellation' ? 'CANCEL' : 'PUBLISH' }
      : null,
    madeAt: kind === 'followup' ? endsAt(seminar) + HOUR_MS / 2 : madeAt[kind],
  }
}
