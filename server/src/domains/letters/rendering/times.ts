// Dates and times as letters say them, in the zone of the seminar, with the name of that zone's time (EM-09).
import { Temporal } from 'temporal-polyfill'
import type { Locale } from '@podium/shared/letters.ts'
import type { Instant } from '@podium/shared/primitives.ts'

const TAGS = { de: 'de-DE', en: 'en-GB' } as const

function format(at: Instant, locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(TAGS[locale], { ...options, timeZone }).format(at)
}

/** "Freitag, 12. März 2027". */
export function longDate(at: Instant, locale: Locale, timeZone: string): string {
  return format(at, locale, timeZone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** "Donnerstag, 11. März". */
export function weekdayDate(at: Instant, locale: Locale, timeZone: string): string {
  return format(at, locale, timeZone, { weekday: 'long', day: 'numeric', month: 'long' })
}

/** "12. März 2027". */
export function shortDate(at: Instant, locale: Locale, timeZone: string): string {
  return format(at, locale, timeZone, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** "10:00". */
export function clockTime(at: Instant, locale: Locale, timeZone: string): string {
  return format(at, locale, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** "10:00–11:30 Uhr", in English without "Uhr". */
export function timeSpan(from: Instant, to: Instant, locale: Locale, timeZone: string): string {
  const span = `${clockTime(from, locale, timeZone)}–${clockTime(to, locale, timeZone)}`
  return locale === 'de' ? `${span} Uhr` : span
}

/** "Mitteleuropäische Sommerzeit (MESZ)", in winter "Mitteleuropäische Zeit (MEZ)"; only the name where the zone has no short one. */
export function zoneName(at: Instant, locale: Locale, timeZone: string): string {
  const named = (timeZoneName: 'long' | 'short') =>
    new Intl.DateTimeFormat(TAGS[locale], { timeZone, timeZoneName }).formatToParts(at).find(({ type }) => type === 'timeZoneName')
      ?.value ?? ''
  // Browsers and Node say "Normalzeit" and "Standard Time" where the law, and everybody, says "Zeit" and "Time".
  const long = named('long').replace('europäische Normalzeit', 'europäische Zeit').replace('European Standard Time', 'European Time')
  const short = named('short')
  return short === long || short === '' ? long : `${long} (${short})`
}

/** How many calendar days there are from one moment to another where the seminar takes place: 0 is the same day, 1 tomorrow. */
export function daysUntil(from: Instant, to: Instant, timeZone: string): number {
  const day = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()
  return day(from).until(day(to)).days
}

/** "heute", "morgen" or "am 12. März 2027": the day of the seminar as seen from the letter. */
export function relativeDay(madeAt: Instant, at: Instant, locale: Locale, timeZone: string): string {
  const days = daysUntil(madeAt, at, timeZone)
  if (days === 0) return locale === 'de' ? 'heute' : 'today'
  if (days === 1) return locale === 'de' ? 'morgen' : 'tomorrow'
  return locale === 'de' ? `am ${shortDate(at, locale, timeZone)}` : `on ${shortDate(at, locale, timeZone)}`
}
