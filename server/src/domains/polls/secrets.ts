// The secrets of polls, opened once and kept in memory while their polls live (CO-03).
import type { PollId, SeatId } from '@podium/shared/primitives.ts'
import { openSecret, pseudonymOf } from '../../adapters/seal.ts'

/** What turns seats into pseudonyms. */
export interface Secrets {
  /** The name under which a seat votes in a poll: 64 hex digits. */
  voteKeyOf(pollId: PollId, sealed: string, seatId: SeatId): string
  /** Forgets the secret of a poll whose ballots are gone. */
  forget(pollId: PollId): void
}

/** Builds the keeper of secrets sealed with this key. */
export function createSecrets(pollKey: string): Secrets {
  const opened = new Map<PollId, { readonly sealed: string; readonly secret: Buffer }>()
  return {
    voteKeyOf(pollId, sealed, seatId) {
      const known = opened.get(pollId)
      const secret = known?.sealed === sealed ? known.secret : openSecret(pollKey, pollId, sealed)
      if (known?.sealed !== sealed) opened.set(pollId, { sealed, secret })
      return pseudonymOf(secret, seatId)
    },
    forget(pollId) {
      opened.get(pollId)?.secret.fill(0)
      opened.delete(pollId)
    },
  }
}
