// The monitor's first sentence and its bar. Pure.
import type { Presence, SeatAttendance } from '@podium/shared/attendance.ts'
import type { SeminarState } from '@podium/shared/seminars.ts'

export interface Summary {
  /** Seats that were not revoked. */
  readonly seats: number
  /** Connected now: lobby and room. */
  readonly present: number
  readonly hearing: number
  /** In the room without sound. */
  readonly silent: number
  readonly lobby: number
  /** Never seen so far. */
  readonly missing: number
  /** Seen before, not connected now. */
  readonly gone: number
  /** Seen at any time. */
  readonly attended: number
}

/** Counts the rows of the monitor; revoked seats count nowhere. */
export function summarise(rows: readonly SeatAttendance[]): Summary {
  const valid = rows.filter(({ presence }) => presence !== 'revoked')
  const count = (...kinds: readonly Presence[]) => valid.filter(({ presence }) => kinds.includes(presence)).length
  return {
    seats: valid.length,
    present: count('lobby', 'live', 'silent'),
    hearing: count('live'),
    silent: count('silent'),
    lobby: count('lobby'),
    missing: count('expected'),
    gone: count('dropped', 'left'),
    attended: valid.filter(({ firstSeenAt }) => firstSeenAt !== null).length,
  }
}

export type Sentence = 'notOpenYet' | 'areWaiting' | 'arePresent' | 'werePresent'

/** Which sentence fits the moment. */
export function sentenceOf(state: SeminarState): Sentence {
  switch (state) {
    case 'draft':
    case 'published':
    case 'cancelled':
      return 'notOpenYet'
    case 'open':
      return 'areWaiting'
    case 'live':
      return 'arePresent'
    case 'ended':
    case 'archived':
      return 'werePresent'
  }
}

export interface Segment {
  readonly key: 'hearing' | 'silent' | 'lobby' | 'missing' | 'gone' | 'attended' | 'never'
  readonly count: number
  readonly look: 'a' | 'b' | 'c'
}

/** The parts of the bar, in order; empty ones that say nothing at this moment are left out. */
export function segmentsOf(summary: Summary, state: SeminarState): Segment[] {
  if (state === 'ended' || state === 'archived') {
    return [
      { key: 'attended', count: summary.attended, look: 'a' },
      { key: 'never', count: summary.seats - summary.attended, look: 'c' },
    ]
  }
  const away: Segment[] = [
    { key: 'missing', count: summary.missing, look: 'c' },
    ...(summary.gone > 0 ? [{ key: 'gone', count: summary.gone, look: 'c' } as const] : []),
  ]
  if (state !== 'live') return [{ key: 'lobby', count: summary.lobby + summary.hearing + summary.silent, look: 'a' }, ...away]
  const lobby: Segment[] = summary.lobby > 0 ? [{ key: 'lobby', count: summary.lobby, look: 'b' }] : []
  return [{ key: 'hearing', count: summary.hearing, look: 'a' }, { key: 'silent', count: summary.silent, look: 'b' }, ...lobby, ...away]
}
