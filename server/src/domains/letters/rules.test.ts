import { describe, expect, it } from 'vitest'
import { facts } from '../../../test/builders.ts'
import { accessDueAt, followupDueAt, lettersOfSeat, pauseAfterAttempt, purposePassedAt, reminderDueAt } from './rules.ts'

const HOUR_MS = 3_600_000
const BERLIN = 'Europe/Berlin'
const utc = (text: string) => Date.parse(`${text}Z`)

describe('the access letter', () => {
  it.each([
    // An ordinary day in winter and in summer.
    ['2027-03-12T09:00', BERLIN, '2027-03-11T09:00'],
    ['2027-07-12T08:00', BERLIN, '2027-07-11T08:00'],
    // On and after the night the clocks go forward: ten o'clock is another hour in UTC than the day before.
    ['2027-03-28T08:00', BERLIN, '2027-03-27T09:00'],
    ['2027-03-29T08:00', BERLIN, '2027-03-28T08:00'],
    // On and after the night they go back.
    ['2027-10-31T09:00', BERLIN, '2027-10-30T08:00'],
    ['2027-11-01T09:00', BERLIN, '2027-10-31T09:00'],
    ['2026-10-25T09:00', BERLIN, '2026-10-24T08:00'],
    // Shortly after midnight: the calendar day before began a day earlier in Berlin than in UTC.
    ['2027-03-11T23:30', BERLIN, '2027-03-11T09:00'],
    // Zones with odd offsets, and one whose whole day before was skipped (Samoa, 30 December 2011).
    ['2027-03-12T09:00', 'Asia/Kathmandu', '2027-03-11T04:15'],
    ['2027-03-12T09:00', 'Pacific/Chatham', '2027-03-10T20:15'],
  ])('L2 %s in %s: at %s', (startsAt, timeZone, dueAt) => {
    expect(new Date(accessDueAt(utc(startsAt), timeZone)).toISOString()).toBe(new Date(utc(dueAt)).toISOString())
  })

  it('L2 Around both nights it is ten o’clock on the calendar day before, whenever the seminar begins', () => {
    const clock = new Intl.DateTimeFormat('en-CA', { timeZone: BERLIN, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })
    for (const night of ['2027-03-26T00:00', '2027-10-29T00:00']) {
      for (let hour = 0; hour < 120; hour += 1) {
        const startsAt = utc(night) + hour * HOUR_MS
        const [startDay = ''] = clock.format(startsAt).split(',')
        const [dueDay = '', dueTime] = clock.format(accessDueAt(startsAt, BERLIN)).split(', ')
        expect(dueTime).toBe('10:00')
        expect(Date.parse(startDay) - Date.parse(dueDay)).toBe(24 * HOUR_MS)
      }
    }
  })
})

describe('the letters of a seat', () => {
  const START = utc('2027-03-12T09:00')
  const seminar = facts({ startsAt: START, plannedEndsAt: START + 1.5 * HOUR_MS })
  const kindsAt = (bookedAt: number, about = seminar) => lettersOfSeat(about, bookedAt).map(({ kind, dueAt }) => [kind, dueAt - bookedAt])

  it('L1 L2 L4 Who books early is confirmed at once, gets the link the day before and is reminded', () => {
    const booked = START - 10 * 24 * HOUR_MS
    expect(lettersOfSeat(seminar, booked)).toEqual([
      { kind: 'confirmation', dueAt: booked },
      { kind: 'access', dueAt: utc('2027-03-11T09:00') },
      { kind: 'reminder', dueAt: START - HOUR_MS / 4 },
    ])
  })

  it('L3 Who books after ten o’clock the day before gets the link at once and nothing that only announces it', () => {
    expect(kindsAt(utc('2027-03-11T09:00'))).toEqual([
      ['access', 0],
      ['reminder', 23.75 * HOUR_MS],
    ])
    expect(kindsAt(utc('2027-03-11T08:59'))[0]).toEqual(['confirmation', 0])
  })

  it('L4 No reminder right after the link, after its time, or where nobody wants one', () => {
    expect(kindsAt(START - HOUR_MS / 2)).toEqual([['access', 0]])
    expect(kindsAt(START + 1)).toEqual([['access', 0]])
    expect(kindsAt(START - HOUR_MS, { ...seminar, isReminderWanted: false })).toEqual([['access', 0]])
    expect(reminderDueAt(START)).toBe(START - 15 * 60_000)
  })

  it('L5 A seminar that is cancelled, over or not published writes to nobody', () => {
    for (const storedState of ['cancelled', 'ended', 'archived', 'draft'] as const)
      expect(lettersOfSeat({ ...seminar, storedState }, 0)).toEqual([])
  })

  it('L6 The follow-up leaves half an hour after the end', () => {
    expect(followupDueAt(START)).toBe(START + HOUR_MS / 2)
  })

  it('L7 A link is of use until the end, a confirmation until the link comes, a change until the start, thanks for a week', () => {
    expect(purposePassedAt('confirmation', seminar)).toBe(accessDueAt(seminar.startsAt, seminar.timeZone))
    expect(purposePassedAt('access', seminar)).toBe(START + 1.5 * HOUR_MS)
    expect(purposePassedAt('reminder', seminar)).toBe(START)
    expect(purposePassedAt('change', seminar)).toBe(START)
    expect(purposePassedAt('followup', seminar)).toBe(START + (1.5 + 7 * 24) * HOUR_MS)
  })

  it('L8 Attempts come after 1, 5, 15 and 60 minutes and then every hour', () => {
    expect([1, 2, 3, 4, 5, 30].map((attempts) => pauseAfterAttempt(attempts, 0) / 60_000)).toEqual([1, 5, 15, 60, 60, 60])
    expect(pauseAfterAttempt(1, 1)).toBe(66_000)
  })
})
