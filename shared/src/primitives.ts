// The small vocabulary every message is made of: ids, instants, limits and clean text.
import { z } from 'zod'

/** Crockford base32 without I, L, O, U: nothing to confuse when read aloud. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A random identifier made by the server: 26 Crockford characters (130 bits). */
const id = () => z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)

export const SeminarId = id().brand<'SeminarId'>()
export type SeminarId = z.infer<typeof SeminarId>
export const SeatId = id().brand<'SeatId'>()
export type SeatId = z.infer<typeof SeatId>
export const StaffId = id().brand<'StaffId'>()
export type StaffId = z.infer<typeof StaffId>
export const QuestionId = id().brand<'QuestionId'>()
export type QuestionId = z.infer<typeof QuestionId>
export const PollId = id().brand<'PollId'>()
export type PollId = z.infer<typeof PollId>
export const OptionId = id().brand<'OptionId'>()
export type OptionId = z.infer<typeof OptionId>
export const AgendaItemId = id().brand<'AgendaItemId'>()
export type AgendaItemId = z.infer<typeof AgendaItemId>
export const LetterId = id().brand<'LetterId'>()
export type LetterId = z.infer<typeof LetterId>
export const HookId = id().brand<'HookId'>()
export type HookId = z.infer<typeof HookId>
export const OrderId = id().brand<'OrderId'>()
export type OrderId = z.infer<typeof OrderId>

/** Chosen by the client for each change it asks for; a repeat with the same id changes nothing (RT-09). */
export const OpId = z.uuid().brand<'OpId'>()
export type OpId = z.infer<typeof OpId>

/** A moment in UTC, milliseconds since 1970. */
export const Instant = z.int().min(0).max(8.64e15)
export type Instant = z.infer<typeof Instant>

/** Counts the changes an audience of one seminar has seen since the server started; a gap means "ask again" (RL-02). */
export const Revision = z.int().min(0)
export type Revision = z.infer<typeof Revision>

/** The public name of a seminar in its address. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(80)
export type Slug = z.infer<typeof Slug>

/** What a person typed or a mail program mangled; the server normalises it before any look-up (AL-01). At most 512 characters. */
export const AccessTokenInput = z.string().min(1).max(512)
/** Six digits as typed, spaces and hyphens allowed (A11Y-03). */
export const AccessCodeInput = z
  .string()
  .max(32)
  .transform((typed) => typed.replace(/[\s\u00a0-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/))
/** The access number as typed: ten Crockford characters, grouped or not, in any case (AL-10). */
export const AccessNumberInput = z
  .string()
  .max(40)
  .transform((typed) =>
    typed
      .replace(/[\s\u00a0-]/g, '')
      .toUpperCase()
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1'),
  )
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/))

/** Limits of what people type. Graphemes are what a reader calls characters. */
export const LIMITS = {
  questionGraphemes: 500,
  nameGraphemes: 80,
  lineGraphemes: 120,
  answerGraphemes: 2_000,
  reasonGraphemes: 300,
  wordGraphemes: 40,
  newlines: 6,
  textBytes: 4_096,
} as const

// RT-11: controls except newline, line separators, bidi controls, the tag block, fillers and zero-width characters outside emoji
// hide or forge text.
const FORBIDDEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|[\u{e0000}-\u{e007f}]/u
// The braille blank is a symbol nobody sees.
const VISIBLE = /(?!\u2800)[\p{L}\p{N}\p{P}\p{S}]/u
const TOO_MANY_MARKS = /\p{M}{4,}/u
const JOINER_OUTSIDE_EMOJI = /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|\u200d(?!\p{Extended_Pictographic})/u

/** The number of characters a reader would count. */
export function countGraphemes(text: string): number {
  return [...new Intl.Segmenter('de', { granularity: 'grapheme' }).segment(text)].length
}

/** Bytes of the text in UTF-8. */
function countBytes(text: string): number {
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}

function cleanText(maxGraphemes: number) {
  return z
    .string()
    .max(LIMITS.textBytes)
    .transform((text) => text.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .refine((text) => text.isWellFormed(), 'malformed')
    .refine((text) => VISIBLE.test(text), 'empty')
    .refine((text) => !FORBIDDEN.test(text) && !JOINER_OUTSIDE_EMOJI.test(text), 'hidden_characters')
    .refine((text) => !TOO_MANY_MARKS.test(text), 'too_many_marks')
    .refine((text) => (text.match(/\n/g)?.length ?? 0) <= LIMITS.newlines, 'too_many_lines')
    .refine((text) => countBytes(text) <= LIMITS.textBytes && countGraphemes(text) <= maxGraphemes, 'too_long')
}

export const QuestionText = cleanText(LIMITS.questionGraphemes)
export const AnswerText = cleanText(LIMITS.answerGraphemes)
export const ReasonText = cleanText(LIMITS.reasonGraphemes)
/** A short answer in a poll: one line, a few words. */
export const WordText = cleanText(LIMITS.wordGraphemes).refine((word) => !word.includes('\n'), 'too_many_lines')
/** A title or name of a seminar: one line. */
export const SeminarLine = cleanText(LIMITS.lineGraphemes).refine((line) => !line.includes('\n'), 'too_many_lines')
export const PersonName = cleanText(LIMITS.nameGraphemes).refine((name) => !name.includes('\n'), 'too_many_lines')
/** One line from outside, e.g. an order number or a name as a shop spells it: shown as text, never trusted. May be empty. */
export const TicketText = z.string().max(200)
/** A zone of the time zone database, e.g. "Europe/Berlin". */
export const TimeZone = z
  .string()
  .max(60)
  .refine((zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
    } catch {
      return false
    }
  }, 'unknown_zone')
export const EmailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email())
