// Which face of the seminar an attendee sees. Pure.
import type { SeminarState } from '@podium/shared/seminars.ts'

export type Phase = 'lobby' | 'waiting' | 'live' | 'ended' | 'cancelled'

/** The lobby is the ticket with a countdown; the waiting room is the room before its start. */
export function phaseOf(state: SeminarState): Phase {
  switch (state) {
    case 'draft':
    case 'published':
      return 'lobby'
    case 'open':
      return 'waiting'
    case 'live':
      return 'live'
    case 'ended':
    case 'archived':
      return 'ended'
    case 'cancelled':
      return 'cancelled'
  }
}
