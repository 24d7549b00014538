// What the stage can do with a poll; whoever draws the page does it.
import type { DebateStatistics, Poll, WaveName, WordGroup } from '@podium/shared/polls.ts'
import type { PollDraft } from './draft.ts'

/** What was asked for, or why there is none, in words. */
export type Answered<Value> = { readonly kind: 'got'; readonly value: Value } | { readonly kind: 'refused'; readonly reason: string }

export interface PollHands {
  /** Opens a wave; `closesAfterSeconds` null leaves the end to the stage. */
  readonly open: (poll: Poll, wave: WaveName, closesAfterSeconds: number | null) => void
  readonly arm: (poll: Poll, wave: WaveName) => void
  readonly extend: (poll: Poll, wave: WaveName) => void
  readonly close: (poll: Poll, wave: WaveName) => void
  readonly reveal: (poll: Poll) => void
  readonly revealEarly: (poll: Poll) => void
  readonly archive: (poll: Poll) => void
  /** Null when it worked, else why not. */
  readonly create: (draft: PollDraft) => Promise<string | null>
  readonly edit: (poll: Poll, draft: PollDraft) => Promise<string | null>
  readonly readWords: (poll: Poll) => Promise<Answered<readonly WordGroup[]>>
  readonly groupWords: (poll: Poll, written: readonly string[], shownAs: string | null) => Promise<Answered<readonly WordGroup[]>>
  readonly readStatistics: (poll: Poll) => Promise<Answered<DebateStatistics>>
}
