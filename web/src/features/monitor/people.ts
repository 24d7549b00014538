// Searching, filtering and sorting the people of a seminar. Pure.
import type { Presence, SeatAttendance } from '@podium/shared/attendance.ts'
import { isFoundIn } from '../../lib/search.ts'

export type PeopleFilter = 'all' | 'hearing' | 'silent' | 'away' | 'attended' | 'never'
export type PeopleColumn = 'person' | 'state' | 'firstSeen' | 'minutes' | 'changes'

export interface PeopleOrder {
  readonly column: PeopleColumn
  readonly isDescending: boolean
}

/** Who needs help comes first. */
const URGENCY: Readonly<Record<Presence, number>> = { expected: 6, silent: 5, dropped: 4, left: 3, lobby: 2, live: 1, revoked: 0 }

/** The filters that say something: other ones once the seminar is over. */
export function filtersFor(isOver: boolean): readonly PeopleFilter[] {
  return isOver ? ['all', 'attended', 'never'] : ['all', 'hearing', 'silent', 'away']
}

/** Whether a row belongs to a filter. */
export function isShown({ presence, firstSeenAt }: SeatAttendance, filter: PeopleFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'hearing':
      return presence === 'live'
    case 'silent':
      return presence === 'silent' || presence === 'lobby'
    case 'away':
      return presence === 'expected' || presence === 'dropped' || presence === 'left'
    case 'attended':
      return presence !== 'revoked' && firstSeenAt !== null
    case 'never':
      return presence !== 'revoked' && firstSeenAt === null
  }
}

/** Whether every typed word is in the name, the e-mail address or the number (with or without its gap). */
export function matches(row: SeatAttendance, search: string): boolean {
  return isFoundIn([row.holderName, row.holderEmail, row.number], search)
}

/** Sorted rows; equals keep the order of names. */
export function sortPeople(rows: readonly SeatAttendance[], { column, isDescending }: PeopleOrder): SeatAttendance[] {
  const sign = isDescending ? -1 : 1
  return rows.toSorted((a, b) => sign * compare(a, b, column) || byName(a, b))
}

function compare(a: SeatAttendance, b: SeatAttendance, column: PeopleColumn): number {
  switch (column) {
    case 'person':
      return byName(a, b)
    case 'state':
      return URGENCY[a.presence] - URGENCY[b.presence]
    case 'firstSeen':
      return (a.firstSeenAt ?? Number.MAX_SAFE_INTEGER) - (b.firstSeenAt ?? Number.MAX_SAFE_INTEGER)
    case 'minutes':
      return a.presentMinutes - b.presentMinutes
    case 'changes':
      return a.takeOvers - b.takeOvers
  }
}

const names = new Intl.Collator('de', { numeric: true })

function byName(a: SeatAttendance, b: SeatAttendance): number {
  return names.compare(a.holderName, b.holderName)
}
