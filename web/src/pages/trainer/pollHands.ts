// What the stage does with polls, as messages to the server.
import type { AnyAction, AskedOf, ReplyOf } from '@podium/shared/define.ts'
import {
  archivePoll,
  armWave,
  closeWave,
  createPoll,
  editPoll,
  extendWave,
  groupWords,
  openWave,
  readStatistics,
  readWords,
  revealEarly,
  revealPoll,
} from '@podium/shared/polls.ts'
import type { Answered, PollHands } from '../../features/poll-control/hands.ts'
import { newOpId } from '../../lib/op.ts'
import { announce } from '../../ui/Announcer.tsx'

interface Means {
  readonly attempt: <A extends AnyAction>(action: A, input: AskedOf<A>) => Promise<string | null>
  readonly change: <A extends AnyAction>(action: A, input: AskedOf<A>, done?: (reply: ReplyOf<A>) => void) => void
  readonly obtain: <A extends AnyAction>(action: A, input: AskedOf<A>) => Promise<Answered<ReplyOf<A>>>
  /** What is announced when it worked. */
  readonly say: { readonly opened: string; readonly revealed: string; readonly armed: string }
}

/** The poll hands of a studio; each press is one change with its own id. */
export function pollHands({ attempt, change, obtain, say }: Means): PollHands {
  return {
    open: ({ id }, wave, closesAfterSeconds) =>
      change(openWave, { opId: newOpId(), pollId: id, wave, closesAfterSeconds }, () => announce(say.opened)),
    arm: ({ id }, wave) => change(armWave, { opId: newOpId(), pollId: id, wave }, () => announce(say.armed)),
    extend: ({ id }, wave) => change(extendWave, { opId: newOpId(), pollId: id, wave }),
    close: ({ id }, wave) => change(closeWave, { opId: newOpId(), pollId: id, wave }),
    reveal: ({ id }) => change(revealPoll, { opId: newOpId(), pollId: id }, () => announce(say.revealed)),
    revealEarly: ({ id }) => change(revealEarly, { opId: newOpId(), pollId: id }),
    archive: ({ id }) => change(archivePoll, { opId: newOpId(), pollId: id }),
    create: (draft) => attempt(createPoll, { opId: newOpId(), ...draft }),
    edit: ({ id }, draft) => attempt(editPoll, { opId: newOpId(), pollId: id, ...draft }),
    readWords: ({ id }) => obtain(readWords, { pollId: id }),
    groupWords: ({ id }, written, shownAs) => obtain(groupWords, { opId: newOpId(), pollId: id, written: [...written], shownAs }),
    readStatistics: ({ id }) => obtain(readStatistics, { pollId: id }),
  }
}
