// The words of letters an organiser may change, and how their placeholders are filled in.
import {
  type EditableLetter,
  type LetterKind,
  type LetterWords,
  type Locale,
  PLACEHOLDERS,
  type Placeholder,
} from '@podium/shared/letters.ts'
import type { LetterFacts } from '../letter.ts'
import { clockTime, relativeDay, shortDate, weekdayDate } from './times.ts'

const DE: Record<LetterKind, LetterWords> = {
  confirmation: {
    subject: 'Ihr Platz ist bestätigt: {seminar}, {date}',
    headline: 'Ihr Platz ist bestätigt.',
    opening: null,
    closing: null,
  },
  access: { subject: 'Ihr Zugang: {day}, {time} Uhr', headline: '{day} um {time} Uhr geht es los.', opening: null, closing: null },
  reminder: { subject: 'In 15 Minuten: {seminar}', headline: 'In 15 Minuten geht es los.', opening: null, closing: null },
  change: { subject: 'Neuer Termin: {seminar}, {date}', headline: 'Das Seminar hat einen neuen Termin.', opening: null, closing: null },
  cancellation: {
    subject: 'Abgesagt: {seminar}, {date}',
    headline: 'Das Seminar findet leider nicht statt.',
    opening: 'Wir müssen das Seminar absagen. Das tut uns leid. Wie Sie Ihr Geld zurückbekommen, teilen wir Ihnen über die Buchung mit.',
    closing: null,
  },
  followup: {
    subject: 'Vielen Dank: {seminar}, {date}',
    headline: 'Vielen Dank, dass Sie dabei waren.',
    opening: null,
    closing: 'Wir freuen uns, wenn Sie uns mit einer Antwort auf diese E-Mail sagen, was gut war und was fehlte.',
  },
  naming: {
    subject: 'Ihre Plätze: {seminar}, {date}',
    headline: 'Ihre Plätze sind bestätigt.',
    opening:
      'Sie haben mehrere Plätze gebucht. Bitte sagen Sie uns, wer teilnimmt: Jede Person bekommt dann ihren eigenen Link und ihre eigene Teilnahmebescheinigung.',
    closing: null,
  },
}

const EN: Record<LetterKind, LetterWords> = {
  confirmation: { subject: 'Your seat is confirmed: {seminar}, {date}', headline: 'Your seat is confirmed.', opening: null, closing: null },
  access: { subject: 'Your access: {day}, {time}', headline: 'It begins {day} at {time}.', opening: null, closing: null },
  reminder: { subject: 'In 15 minutes: {seminar}', headline: 'It begins in 15 minutes.', opening: null, closing: null },
  change: { subject: 'New date: {seminar}, {date}', headline: 'The seminar has a new date.', opening: null, closing: null },
  cancellation: {
    subject: 'Cancelled: {seminar}, {date}',
    headline: 'We are sorry: the seminar will not take place.',
    opening: 'We have to cancel the seminar. We will tell you through your booking how you get your money back.',
    closing: null,
  },
  followup: {
    subject: 'Thank you: {seminar}, {date}',
    headline: 'Thank you for being there.',
    opening: null,
    closing: 'Please answer this e-mail and tell us what was good and what was missing.',
  },
  naming: {
    subject: 'Your seats: {seminar}, {date}',
    headline: 'Your seats are confirmed.',
    opening: 'You have booked several seats. Please tell us who takes part: everybody then gets a link and a certificate of their own.',
    closing: null,
  },
}

/** Podium's own words for a letter. */
export function defaultWords(kind: EditableLetter, locale: Locale): LetterWords {
  return wordsOf(kind, locale)
}

/** Podium's own words for any letter, those nobody may change included. */
export function wordsOf(kind: LetterKind, locale: Locale): LetterWords {
  return locale === 'de' ? DE[kind] : EN[kind]
}

/** L41: the words of a letter with every placeholder filled in, once: what is filled in is text and never read again. */
export function fillWords(facts: LetterFacts): LetterWords {
  const words = facts.words ?? wordsOf(facts.kind, facts.locale)
  const values = valuesOf(facts)
  const fill = (text: string) => text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => (isPlaceholder(name) ? values[name] : whole))
  return {
    // A subject is one line, whatever a title holds.
    subject: fill(words.subject).replace(/\s+/g, ' ').trim(),
    headline: capitalised(fill(words.headline)),
    opening: words.opening === null ? null : fill(words.opening),
    closing: words.closing === null ? null : fill(words.closing),
  }
}

function isPlaceholder(name: string): name is Placeholder {
  return PLACEHOLDERS.some((known) => known === name)
}

function valuesOf({ recipientName, seminar, locale, accessAt, madeAt }: LetterFacts): Record<Placeholder, string> {
  const { timeZone } = seminar
  return {
    name: recipientName,
    seminar: seminar.title,
    trainer: seminar.trainerName,
    date: shortDate(seminar.startsAt, locale, timeZone),
    day: relativeDay(madeAt, seminar.startsAt, locale, timeZone),
    time: clockTime(seminar.startsAt, locale, timeZone),
    accessDate: weekdayDate(accessAt, locale, timeZone),
    phone: seminar.supportPhone,
    email: seminar.supportEmail,
    provider: seminar.provider,
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
