// The words of letters: what an organiser changes, and how it looks before anybody gets it (SPEC L41, L42).
import { randomUUID } from 'node:crypto'
import { Refusal } from '@podium/shared/failures.ts'
import {
  EDITABLE_LETTERS,
  type EditableLetter,
  type LetterTexts,
  type LetterWords,
  type Locale,
  previewLetter,
  readLetterTexts,
  saveLetterSettings,
  saveLetterText,
  sendLetterToMyself,
} from '@podium/shared/letters.ts'
import type { SeminarId, StaffId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Database, Handle } from '../../adapters/database/database.ts'
import { createLimit } from '../../adapters/limit.ts'
import { sealText } from '../../adapters/seal.ts'
import { type BoundEndpoint, serveStaff } from '../../transport/http.ts'
import type { Answer } from '../questions/rules.ts'
import { endsAt, type SeminarFacts } from '../seminars/rules.ts'
import type { LetterFacts, RenderedLetter } from './letter.ts'
import { type Making, type Sender, seminarOf } from './making.ts'
import { knownLetter, shownLetter, summaryOf } from './outbox.ts'
import type { LetterSources } from './parts.ts'
import type { createPlan } from './plan.ts'
import { checkLetter } from './rendering/check.ts'
import { renderLetter } from './rendering/render.ts'
import { defaultWords } from './rendering/words.ts'
import { accessDueAt, carriesCalendar } from './rules.ts'
import { insertLetter, listWords, saveMessageOfDraft, saveSettings, saveWords } from './store.ts'

const HOUR_MS = 60 * 60_000

export interface TextParts {
  readonly database: Database
  readonly clock: Clock
  readonly vaultKey: string
  readonly sources: Pick<LetterSources, 'seminarFacts' | 'seatsOfSeminar'>
  readonly making: Making
  readonly plan: Pick<ReturnType<typeof createPlan>, 'planSeats'>
  /** The name and address of a staff account; null when there is none. */
  readonly staffEmail: (db: Handle, id: StaffId) => Promise<{ name: string; email: string } | null>
  readonly wake: () => void
  /** Looks for due letters now, because somebody waits for one. */
  readonly sendNow: () => void
  /** Keeps a rendered letter where the organiser's page shows it; answers its path. */
  readonly keepFrame: (html: string) => string
}

/** What the organiser does with the words of letters. */
export function textEndpoints(parts: TextParts): BoundEndpoint[] {
  const { database, clock, vaultKey, sources, making, plan, wake, sendNow, keepFrame } = parts
  const tests = createLimit(20, 3_600)

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
    const facts = exampleFacts(seminar, kind, saved, making.sender, clock.now())
    const rendered = await renderLetter(facts)
    if (checkLetter(rendered, facts) !== null) throw new Refusal('invalid')
    return { ...rendered, facts }
  }

  return [
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
          await plan.planSeats(
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
      return shownLetter(await preview(input.seminarId, input.kind, input.words), [], keepFrame)
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
          told: null,
          movedFrom: null,
          recipientName: me.name,
          recipientEmail: me.email,
          dueAt: now,
          at: now,
        })
        const row = await knownLetter(tx, id)
        await saveMessageOfDraft(tx, id, sealText(vaultKey, id, await making.compose(row, rendered, facts)))
        return id
      })
      sendNow()
      return summaryOf(await knownLetter(database.handle, id))
    }),
  ]
}

const EXAMPLE_ANSWERS: Record<Locale, readonly Answer[]> = {
  de: [
    { question: 'Dürfen wir Kommentare auf unserer Seite löschen?', answered: 'live', text: null },
    {
      question: 'Wo finden wir ein Muster für eine Netiquette?',
      answered: 'in_writing',
      text: 'In den Unterlagen, und gern auch auf Anfrage: Antworten Sie einfach auf diese E-Mail.',
    },
  ],
  en: [
    { question: 'May we delete comments on our page?', answered: 'live', text: null },
    {
      question: 'Where do we find a sample netiquette?',
      answered: 'in_writing',
      text: 'In the documents, and on request: just answer this e-mail.',
    },
  ],
}

/** A letter to an invented person with an invented link, for previews. */
function exampleFacts(
  seminar: SeminarFacts,
  kind: EditableLetter,
  words: LetterWords | null,
  { publicUrl, imprint }: Pick<Sender, 'publicUrl' | 'imprint'>,
  now: number,
): LetterFacts {
  const accessAt = accessDueAt(seminar.startsAt, seminar.timeZone)
  const madeAt = { confirmation: now, access: accessAt, reminder: seminar.startsAt - HOUR_MS / 4, change: now, cancellation: now }
  const hasLink = kind === 'access' || kind === 'reminder'
  return {
    kind,
    locale: seminar.locale,
    words,
    recipientName: seminar.locale === 'de' ? 'Petra Beispiel' : 'Petra Example',
    seminar: seminarOf(seminar),
    imprint,
    publicUrl,
    seminarUrl: `${publicUrl}/s/${seminar.slug}`,
    accessAt,
    access: hasLink ? { link: `${publicUrl}/s/${seminar.slug}/BEISP1E0BEISP1E0BEISP1E0BE1S`, code: '730418', number: '4821170365' } : null,
    order: null,
    substituteUrl: kind === 'confirmation' ? `${publicUrl}/benennen/BEISP1E0BEISP1E0BEISP1E0BE1S` : null,
    movedFrom: kind === 'change' ? seminar.startsAt - 7 * 24 * HOUR_MS : null,
    answers: kind === 'followup' ? EXAMPLE_ANSWERS[seminar.locale] : [],
    attended: kind === 'followup' ? { minutes: Math.round((endsAt(seminar) - seminar.startsAt) / 60_000) } : null,
    calendar: carriesCalendar(kind)
      ? { uid: 'beispiel@podium', sequence: 0, method: kind === 'cancellation' ? 'CANCEL' : 'PUBLISH' }
      : null,
    madeAt: kind === 'followup' ? endsAt(seminar) + HOUR_MS / 2 : madeAt[kind],
  }
}
