// Everything the stage can change, and what to say when it was refused.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyAction, AskedOf, ReplyOf } from '@podium/shared/define.ts'
import { Refusal } from '@podium/shared/failures.ts'
import {
  mergeQuestion,
  moderateQuestion,
  type Moderation,
  type Question,
  setModeration,
  unmergeQuestion,
} from '@podium/shared/questions.ts'
import type { StaffSnapshot } from '@podium/shared/room.ts'
import { endSeminar, extendSeminar, goLive, showAgendaItem } from '@podium/shared/stage.ts'
import type { Answered } from '../../features/poll-control/hands.ts'
import type { LiveRoom } from '../../lib/live.ts'
import { newOpId } from '../../lib/op.ts'
import { announce } from '../../ui/Announcer.tsx'
import { pollHands } from './pollHands.ts'

const EXTENSION_MINUTES = 15

/** The stage's hands; `complaint` is the last refusal in words, null when there is none to show. */
export function useHands(room: LiveRoom<StaffSnapshot>) {
  const { t } = useTranslation(['studio', 'failures'])
  const [complaint, setComplaint] = useState<string | null>(null)

  /** Resolves null when it worked, otherwise the reason in words. */
  async function attempt<A extends AnyAction>(action: A, input: AskedOf<A>, done?: (reply: ReplyOf<A>) => void): Promise<string | null> {
    try {
      const reply = await room.ask(action, input)
      done?.(reply)
      return null
    } catch (error) {
      return error instanceof Refusal ? t(`failures:${error.code}`) : t('failed')
    }
  }

  function change<A extends AnyAction>(action: A, input: AskedOf<A>, done?: (reply: ReplyOf<A>) => void): void {
    setComplaint(null)
    void attempt(action, input, done).then(setComplaint)
  }

  /** Resolves with the reply, or with the reason in words. */
  async function obtain<A extends AnyAction>(action: A, input: AskedOf<A>): Promise<Answered<ReplyOf<A>>> {
    try {
      return { kind: 'got', value: await room.ask(action, input) }
    } catch (error) {
      return { kind: 'refused', reason: error instanceof Refusal ? t(`failures:${error.code}`) : t('failed') }
    }
  }

  return {
    complaint,
    dismiss: () => setComplaint(null),
    goLive: () => attempt(goLive, { opId: newOpId() }),
    end: () => change(endSeminar, { opId: newOpId() }),
    extend: () => change(extendSeminar, { opId: newOpId(), minutes: EXTENSION_MINUTES }),
    show: (itemId: string) => change(showAgendaItem, { opId: newOpId(), itemId }),
    moderate: (question: Question, moderation: Moderation) =>
      change(moderateQuestion, { opId: newOpId(), questionId: question.id, moderation }),
    merge: (question: Question, into: Question) =>
      change(mergeQuestion, { opId: newOpId(), questionId: question.id, intoId: into.id }, () => announce(t('wasMerged'))),
    unmerge: (question: Question) =>
      change(unmergeQuestion, { opId: newOpId(), questionId: question.id }, () => announce(t('wasUnmerged'))),
    // The notice that follows tells every studio, this one too.
    setModerated: (isModerated: boolean) => change(setModeration, { opId: newOpId(), isModerated }),
    polls: pollHands({
      attempt,
      change,
      obtain,
      say: { opened: t('pollOpened'), revealed: t('pollWasRevealed'), armed: t('pollWasArmed') },
    }),
  }
}

export type Hands = ReturnType<typeof useHands>
