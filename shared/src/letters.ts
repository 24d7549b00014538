// Letters: every e-mail to one person, its kind, its state, and the words an organiser may change (PRODUCT §4).
import { z } from 'zod'
import { Done, endpoint } from './define.ts'
import { EmailAddress, Instant, LetterId, SeatId, SeminarId } from './primitives.ts'

/** `naming` goes to the buyer of several seats under one address, with all links and the page to name the people. */
export const LetterKind = z.enum(['confirmation', 'access', 'reminder', 'change', 'cancellation', 'followup', 'naming'])
export type LetterKind = z.infer<typeof LetterKind>

export const Locale = z.enum(['de', 'en'])
export type Locale = z.infer<typeof Locale>

/**
 * `waiting` until its time or the next attempt · `sent` the mail server took it · `kept` there is no mail server, it lies in the Postausgang
 * · `failed` nobody will try again by itself · `skipped` its purpose had passed, or nobody is to be written to any more.
 */
export const LetterState = z.enum(['waiting', 'sent', 'kept', 'failed', 'skipped'])
export type LetterState = z.infer<typeof LetterState>

/** Why a letter is not out yet, or never will be. */
export const LetterProblem = z.enum([
  'server_unreachable', // connect, TLS, timeout: tried again
  'server_refused_login',
  'deferred', // 4xx: tried again
  'refused', // 5xx: the address or the letter is refused for good
  'link_wrong', // L: the link in it opens nothing; never sent
  'not_made', // it could not be put together: tried again
  'text_wrong', // the organiser's text cannot be filled in any more
  'purpose_passed', // e.g. a reminder after the end
  'seat_revoked',
  'replaced', // a newer revision or another recipient took its place
  'gave_up', // every attempt failed
])
export type LetterProblem = z.infer<typeof LetterProblem>

export const LetterSummary = z.strictObject({
  id: LetterId,
  /** Null for letters to a buyer. */
  seatId: SeatId.nullable(),
  kind: LetterKind,
  /** Counts from 1; a resend of the same link and a move of the seminar raise it. */
  revision: z.int().min(1),
  recipientName: z.string(),
  recipientEmail: z.string(),
  state: LetterState,
  dueAt: Instant,
  attempts: z.int().min(0),
  /** Null when nobody will try again. */
  nextTryAt: Instant.nullable(),
  sentAt: Instant.nullable(),
  problem: LetterProblem.nullable(),
  /** What the mail server said, shortened, without addresses; null when it said nothing. */
  serverSaid: z.string().nullable(),
  /** Whether there is something to look at: not for letters that were never made, nor a month after they left. */
  canBeRead: z.boolean(),
  /** Whether one more attempt can be asked for: it failed, or was kept before there was a mail server. */
  canBeSent: z.boolean(),
})
export type LetterSummary = z.infer<typeof LetterSummary>

/** How letters leave. */
export const Delivery = z.strictObject({
  mode: z.enum(['smtp', 'kept']),
  /** The mail server's name; null when letters are kept here. */
  host: z.string().nullable(),
  from: z.string(),
})
export type Delivery = z.infer<typeof Delivery>

export const listLetters = endpoint('letter.list', {
  method: 'GET',
  path: '/api/letters',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId }),
  reply: z.strictObject({ letters: z.array(LetterSummary).max(20_000), delivery: Delivery, serverNow: Instant }),
  fails: ['signed_out', 'not_found'],
})

/** A letter as it left, or as it would leave now. */
export const LetterContent = z.strictObject({
  subject: z.string(),
  /** Where a frame finds the rendered letter for a while; its markup never enters the page. */
  frame: z.string().startsWith('/letters/frame/'),
  text: z.string(),
  headers: z.array(z.strictObject({ name: z.string(), value: z.string() })).max(60),
  /** The calendar file; null for letters without one. */
  calendar: z.string().nullable(),
})
export type LetterContent = z.infer<typeof LetterContent>

/** `isDraft` tells that it has not left yet and is shown as it would be now. */
export const readLetter = endpoint('letter.read', {
  method: 'GET',
  path: '/api/letters/read',
  from: ['organiser'],
  input: z.strictObject({ letterId: LetterId }),
  reply: z.strictObject({ letter: LetterSummary, content: LetterContent, isDraft: z.boolean() }),
  fails: ['signed_out', 'not_found', 'wrong_state'],
})

/** One more attempt now for a letter that failed or waits, or was kept before there was a mail server. */
export const retryLetter = endpoint('letter.retry', {
  method: 'POST',
  path: '/api/letters/retry',
  from: ['organiser'],
  input: z.strictObject({ letterId: LetterId }),
  reply: LetterSummary,
  fails: ['signed_out', 'not_found', 'wrong_state'],
})

/** One more attempt now for every letter of a seminar that failed, or that was kept before there was a mail server; answers how many. */
export const retryLetters = endpoint('letter.retryAll', {
  method: 'POST',
  path: '/api/letters/retry-all',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId, state: z.enum(['failed', 'kept']) }),
  reply: z.strictObject({ count: z.int().min(0) }),
  fails: ['signed_out', 'not_found', 'wrong_state'],
})

/** The access letter of a seat once more, with the same link; before its time as well. */
export const resendAccess = endpoint('letter.resendAccess', {
  method: 'POST',
  path: '/api/letters/resend-access',
  from: ['organiser'],
  input: z.strictObject({ seatId: SeatId }),
  reply: LetterSummary,
  fails: ['signed_out', 'not_found', 'no_email', 'seat_revoked', 'too_many_requests', 'seminar_ended', 'seminar_cancelled'],
})

/** "Link verloren?": answers the same for known and unknown addresses, in the same time (EM-05). */
export const requestLostLink = endpoint('letter.requestLostLink', {
  method: 'POST',
  path: '/api/letters/lost-link',
  from: 'public',
  input: z.strictObject({ email: EmailAddress }),
  reply: Done,
  fails: ['too_many_requests'],
})

/** Letters whose words may be changed; the naming letter belongs to Podium. */
export const EDITABLE_LETTERS = ['confirmation', 'access', 'reminder', 'change', 'cancellation', 'followup'] as const
export const EditableLetter = z.enum(EDITABLE_LETTERS)
export type EditableLetter = z.infer<typeof EditableLetter>

/** What may stand in braces in a letter's words, e.g. "Guten Tag {name}". Links are placed by Podium and cannot be left out. */
export const PLACEHOLDERS = ['name', 'seminar', 'trainer', 'date', 'day', 'time', 'accessDate', 'phone', 'email', 'provider'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** A line or paragraphs without control characters; braces are checked at save. */
const words = (max: number, lines: boolean) =>
  z
    .string()
    .max(max)
    .transform((text) => text.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .refine((text) => text.length > 0, 'empty')
    .refine(
      (text) =>
        lines
          ? !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text)
          : !/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/.test(text),
      'hidden_characters',
    )
    .refine((text) => placeholderProblem(text) === null, 'placeholder')

/** The words of one letter an organiser may change: everything else (date, button, code, legal lines) is the same for all. */
export const LetterWords = z.strictObject({
  subject: words(150, false),
  /** The large line of the letter. */
  headline: words(150, false),
  /** Paragraphs under it, separated by empty lines; may be left empty with null. */
  opening: words(2_000, true).nullable(),
  /** Paragraphs at the end. */
  closing: words(2_000, true).nullable(),
})
export type LetterWords = z.infer<typeof LetterWords>

/**
 * What is wrong with the braces of a text: the first placeholder that does not exist, or a brace without its partner.
 * @returns null when nothing is.
 */
export function placeholderProblem(text: string): string | null {
  for (const [found, name] of text.matchAll(/\{([^{}]*)\}/g)) {
    if (!PLACEHOLDERS.some((known) => known === name)) return found
  }
  return /[{}]/.exec(text.replaceAll(/\{[^{}]*\}/g, ''))?.[0] ?? null
}

export const LetterTexts = z.strictObject({
  locale: Locale,
  isReminderWanted: z.boolean(),
  texts: z
    .array(
      z.strictObject({
        kind: EditableLetter,
        words: LetterWords,
        /** Whether the organiser has changed them for this seminar. */
        isOwn: z.boolean(),
      }),
    )
    .max(EDITABLE_LETTERS.length),
})
export type LetterTexts = z.infer<typeof LetterTexts>

export const readLetterTexts = endpoint('letter.readTexts', {
  method: 'GET',
  path: '/api/letters/texts',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId }),
  reply: LetterTexts,
  fails: ['signed_out', 'not_found'],
})

/** Saves the words of one letter for this seminar; null returns to Podium's own. Letters already sent stay as they are. */
export const saveLetterText = endpoint('letter.saveText', {
  method: 'POST',
  path: '/api/letters/save-text',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId, kind: EditableLetter, words: LetterWords.nullable() }),
  reply: LetterTexts,
  fails: ['signed_out', 'not_found', 'invalid'],
})

/** Language of every letter of this seminar, and whether the reminder fifteen minutes before leaves. */
export const saveLetterSettings = endpoint('letter.saveSettings', {
  method: 'POST',
  path: '/api/letters/save-settings',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId, locale: Locale, isReminderWanted: z.boolean() }),
  reply: LetterTexts,
  fails: ['signed_out', 'not_found'],
})

/** How a letter would look with these words, for an invented person. `words` null means: as saved. */
export const previewLetter = endpoint('letter.preview', {
  method: 'POST',
  path: '/api/letters/preview',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId, kind: EditableLetter, words: LetterWords.nullable() }),
  reply: LetterContent,
  fails: ['signed_out', 'not_found', 'invalid'],
})

/** Sends that preview to the organiser's own address. */
export const sendLetterToMyself = endpoint('letter.sendToMyself', {
  method: 'POST',
  path: '/api/letters/send-to-myself',
  from: ['organiser'],
  input: z.strictObject({ seminarId: SeminarId, kind: EditableLetter, words: LetterWords.nullable() }),
  reply: LetterSummary,
  fails: ['signed_out', 'not_found', 'invalid', 'too_many_requests'],
})
