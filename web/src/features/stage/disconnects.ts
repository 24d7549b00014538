// What a listener does after the media connection ended, for every reason the media server can give (livekit.md §13).
import { DisconnectReason } from 'livekit-client'

export type Recovery =
  /** Another device took the seat: stay out until the person clicks "Hier weitermachen". */
  | 'stop_elsewhere'
  /** Put out on purpose; the live connection says why. */
  | 'stop_removed'
  /** The media server does not want this person at all. */
  | 'stop_refused'
  /** The person left. */
  | 'stop_left'
  /** The page was frozen or hidden for long: come back when somebody looks at it again. */
  | 'rejoin_when_visible'
  /** The room is gone: ask Podium whether the seminar is over, and rejoin if it is not. */
  | 'ask_then_rejoin'
  /** Anything else, including reasons nobody has invented yet: new token, rejoin, for ever. */
  | 'rejoin'

/** Decides the recovery; `hasLeft` is true after the person's own "Verlassen". */
export function afterDisconnect(reason: DisconnectReason | undefined, hasLeft: boolean): Recovery {
  if (hasLeft) return 'stop_left'
  switch (reason) {
    case DisconnectReason.DUPLICATE_IDENTITY:
      return 'stop_elsewhere'
    case DisconnectReason.PARTICIPANT_REMOVED:
      return 'stop_removed'
    case DisconnectReason.USER_REJECTED:
      return 'stop_refused'
    case DisconnectReason.ROOM_DELETED:
    case DisconnectReason.ROOM_CLOSED:
      return 'ask_then_rejoin'
    case DisconnectReason.CLIENT_INITIATED:
      return 'rejoin_when_visible'
    default:
      return 'rejoin'
  }
}

/** The wait before rejoin number `attempt` (from 1): at most 1 s at first, never above 10 s, spread so that not everybody comes at once. */
export function rejoinDelayMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(10_000, 1_000 * 1.7 ** (attempt - 1))
  return Math.round(ceilingMs * (0.3 + random * 0.7))
}
