// The calendar entry of a letter: local times with their zone's rules, the same UID for ever, a rising SEQUENCE (RFC 5545, EM-09).
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { Temporal } from 'temporal-polyfill'
import { tzlib_get_ical_block } from 'timezones-ical-library'
import type { Instant } from '@podium/shared/primitives.ts'
import type { LetterFacts } from '../letter.ts'
import { phrases } from './phrases.ts'

const QUARTER_HOUR_SECONDS = 15 * 60

/** The iCalendar file of a letter; null where none goes along. The same facts give the same file. */
export function calendarOf(facts: LetterFacts): string | null {
  const { calendar: entry, seminar, access } = facts
  if (entry === null) return null
  const isCancelled = entry.method === 'CANCEL'
  const calendar = ical({
    prodId: { company: 'Podium', product: 'Podium', language: facts.locale.toUpperCase() },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  })
  // The event has the zone, not the calendar: DTSTAMP must stay in UTC (RFC 5545 3.8.7.2).
  calendar.timezone({ name: null, generator: (zone) => tzlib_get_ical_block(zone)[0] ?? null })
  const local = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(seminar.timeZone)
  // A local time that comes twice is read as the first one (RFC 5545 3.3.5): the second can only be told in UTC.
  const isReadBack = (at: Instant) => local(at).toPlainDateTime().toZonedDateTime(seminar.timeZone).epochMilliseconds === at
  const isLocal = isReadBack(seminar.startsAt) && isReadBack(seminar.endsAt)
  const event = calendar.createEvent({
    id: entry.uid,
    sequence: entry.sequence,
    stamp: new Date(facts.madeAt),
    start: local(seminar.startsAt),
    end: local(seminar.endsAt),
    timezone: isLocal ? seminar.timeZone : null,
    summary: seminar.title,
    description: descriptionOf(facts),
    url: access?.link ?? facts.seminarUrl,
    organizer: { name: seminar.provider, email: seminar.supportEmail },
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  if (!isCancelled) {
    event.createAlarm({ type: ICalAlarmType.display, trigger: QUARTER_HOUR_SECONDS, description: seminar.title })
  }
  return calendar.toString()
}

function descriptionOf({ seminar, access, locale, publicUrl }: LetterFacts): string {
  const say = phrases(locale)
  const lines = [seminar.subtitle, say.zoneAndTrainer(seminar.provider, seminar.trainerName)]
  if (access !== null) {
    lines.push('', access.link, `${say.code}: ${access.code}`, `${say.number}: ${access.number}`, `${publicUrl}/zugang`)
  }
  return lines.join('\n').trim()
}
