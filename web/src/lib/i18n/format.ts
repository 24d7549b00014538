// Dates, times and numbers as people write them; always in the seminar's zone, never in the browser's by accident.
import i18next from 'i18next'

const locale = () => (i18next.language === 'en' ? 'en-GB' : 'de-DE')

/** "10:54" in the given zone. */
export function clock(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', timeZone }).format(at)
}

/** "10:00–11:30 Uhr". */
export function timeRange(from: number, until: number, timeZone: string): string {
  const range = `${clock(from, timeZone)}–${clock(until, timeZone)}`
  return i18next.language === 'en' ? range : `${range} Uhr`
}

/** "Freitag, 12. März 2027". */
export function longDate(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(at)
}

/** "Freitag, 12. März 2027, 10:00 Uhr": a day with a time, where one alone could be mistaken. */
export function longMoment(at: number, timeZone: string): string {
  const moment = `${longDate(at, timeZone)}, ${clock(at, timeZone)}`
  return i18next.language === 'en' ? moment : `${moment} Uhr`
}

/** The short name of the zone at that moment, "MEZ" or "MESZ". */
export function zoneName(at: number, timeZone: string): string {
  return (
    new Intl.DateTimeFormat(locale(), { timeZone, timeZoneName: 'short' }).formatToParts(at).find((part) => part.type === 'timeZoneName')
      ?.value ?? timeZone
  )
}

/** "1:04:09" or "04:09": a countdown or an elapsed time. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
    String(part).padStart(2, '0'),
  )
  return hours === '00' ? `${minutes}:${rest}` : `${Number(hours)}:${minutes}:${rest}`
}

/** "1:04": the same without the leading zero, for times inside sentences and tables. */
export function shortStopwatch(ms: number): string {
  return stopwatch(ms).replace(/^0(?=\d:)/, '')
}

/** "16,7": percentage points or a mean, one decimal, without a unit. */
export function oneDecimal(value: number): string {
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    .format(Math.abs(value) < 0.05 ? 0 : value)
    .replace('-', '−')
}

/** "4" or "3,5": a number that may lie between two whole ones. */
export function wholeOrHalf(value: number): string {
  return Number.isInteger(value) ? String(value) : oneDecimal(value)
}

/** "+16,7", "−15,0", "±0,0": a change in percentage points. */
export function signedPoints(points: number): string {
  const text = oneDecimal(points)
  if (Math.abs(points) < 0.05) return `±${text}`
  return points > 0 ? `+${text}` : text
}

/** "730 418": the access code as it is written. */
export function accessCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`
}

/** "7K3M9 P2QX4": the access number as it is written. */
export function accessNumber(text: string): string {
  return `${text.slice(0, 5)} ${text.slice(5)}`
}

/** "11. März, 10:00": a moment in a table, in the given zone. */
export function shortMoment(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone }).format(at)
}
