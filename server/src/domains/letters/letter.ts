// What a letter is made of, and what it looks like when it is made. Rendering is pure: same facts, same bytes.
import type { LetterKind, LetterWords, Locale } from '@podium/shared/letters.ts'
import type { Instant } from '@podium/shared/primitives.ts'
import type { AgendaItem } from '@podium/shared/seminars.ts'
import type { Answer } from '../questions/rules.ts'

/** How one person gets in. */
export interface Access {
  readonly link: string
  /** Six digits. */
  readonly code: string
  /** Ten characters. */
  readonly number: string
}

/** What the law wants at the foot of a business letter; null for what the operator has not set. */
export interface Imprint {
  /** The provider's postal address, on one line. */
  readonly address: string | null
  readonly imprintUrl: string | null
  readonly privacyUrl: string | null
}

/** Everything a letter may tell, as it stood when the letter was made. */
export interface LetterFacts {
  readonly kind: LetterKind
  readonly locale: Locale
  /** The organiser's own words; null for Podium's. */
  readonly words: LetterWords | null
  readonly recipientName: string
  readonly seminar: {
    readonly title: string
    readonly subtitle: string
    readonly provider: string
    readonly trainerName: string
    readonly startsAt: Instant
    readonly endsAt: Instant
    readonly lobbyOpensAt: Instant
    readonly timeZone: string
    readonly agenda: readonly AgendaItem[]
    readonly supportPhone: string
    readonly supportEmail: string
  }
  readonly imprint: Imprint
  /** Where Podium is reached, without trailing slash; `/zugang` is the second way in. */
  readonly publicUrl: string
  /** The address of the seminar's public page. */
  readonly seminarUrl: string
  /** When the access letter leaves; said in the confirmation. */
  readonly accessAt: Instant
  /** Null in letters that carry no link (confirmation, cancellation). */
  readonly access: Access | null
  /** Only in the naming letter. */
  readonly order: { readonly namingUrl: string; readonly seats: readonly ({ readonly holderName: string } & Access)[] } | null
  /** Where somebody else is named; only in the confirmation of a seat that was bought alone. */
  readonly substituteUrl: string | null
  /** Only after a move: when it was to be before. */
  readonly movedFrom: Instant | null
  /** Only after the end; null where the person was never there. */
  readonly attended: { readonly minutes: number } | null
  /** Only after the end. `withheld`: for readers of the staff, who are not told who asked what (CO-04). */
  readonly answers: readonly Answer[] | 'withheld'
  /** The calendar entry that goes along; null for none. `uid` stays, `sequence` rises (RFC 5545). */
  readonly calendar: { readonly uid: string; readonly sequence: number; readonly method: 'PUBLISH' | 'CANCEL' } | null
  /** When this letter was made: its Date and the calendar's DTSTAMP, so that every attempt has the same bytes. */
  readonly madeAt: Instant
}

export interface RenderedLetter {
  readonly subject: string
  readonly html: string
  readonly text: string
  /** An iCalendar file; null where no entry goes along. */
  readonly calendar: string | null
}
