import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@podium/shared/failures.ts'
import { castBallot } from '@podium/shared/polls.ts'
import { askQuestion, editQuestion, type OwnQuestion, upvoteQuestion, withdrawQuestion } from '@podium/shared/questions.ts'
import type { AttendeeSnapshot } from '@podium/shared/room.ts'
import type { Draft } from '../../../features/polls/choice.ts'
import { PollTab } from '../../../features/polls/PollTab.tsx'
import { withBallot } from '../../../features/polls/view.ts'
import { AskForm } from '../../../features/questions/AskForm.tsx'
import { type ListedQuestion, supporting } from '../../../features/questions/order.ts'
import type { QuestionActions } from '../../../features/questions/QuestionItem.tsx'
import { QuestionList } from '../../../features/questions/QuestionList.tsx'
import type { LiveRoom } from '../../../lib/live.ts'
import { newOpId } from '../../../lib/op.ts'
import { announce } from '../../../ui/Announcer.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import type { PanelTab, PanelTabs } from './usePanelTab.ts'

/** Taking part: questions, poll and documents. */
export function Panel({
  room,
  snapshot,
  isConnected,
  nowMs,
  isLive,
  questions,
  panel,
}: {
  readonly room: LiveRoom<AttendeeSnapshot>
  readonly snapshot: AttendeeSnapshot
  readonly isConnected: boolean
  /** The server's clock. */
  readonly nowMs: number
  readonly isLive: boolean
  readonly questions: readonly ListedQuestion[]
  readonly panel: PanelTabs
}) {
  const { t } = useTranslation('room')
  const { t: tQuestions } = useTranslation('questions')
  const { t: tPolls } = useTranslation('polls')
  const { t: tFailures } = useTranslation('failures')
  const [isAsking, setAsking] = useState(false)
  const [drafts] = useState(() => new Map<string, Draft>())
  const { timeZone, trainerName } = snapshot.seminar
  const frame = useRef<HTMLElement>(null)
  const { touch } = panel
  useEffect(() => {
    const panelFrame = frame.current
    const events = ['pointerdown', 'keydown', 'focusin'] as const
    for (const event of events) panelFrame?.addEventListener(event, touch)
    return () => {
      for (const event of events) panelFrame?.removeEventListener(event, touch)
    }
  }, [touch])

  useEffect(() => {
    // On narrow screens the form is a sheet over the page; the blocks read this from the root.
    document.documentElement.dataset['ask'] = isAsking ? 'open' : 'closed'
    return () => {
      delete document.documentElement.dataset['ask']
    }
  }, [isAsking])

  /** Runs a change; null when it was done, else the sentence that says why not. */
  const attempt = async (change: () => Promise<unknown>): Promise<string | null> => {
    try {
      await change()
      return null
    } catch (error) {
      return explain(error)
    }
  }
  const explain = (error: unknown): string => {
    if (error instanceof Refusal && error.code === 'too_many_requests' && error.retryAfterMs !== null)
      return tQuestions('tooSoon', { count: Math.ceil(error.retryAfterMs / 1000) })
    return tFailures(error instanceof Refusal ? error.code : 'internal')
  }
  const putOwn = (own: OwnQuestion) =>
    room.amend((now) => ({
      ...now,
      ownQuestions: now.ownQuestions.some(({ id }) => id === own.id)
        ? now.ownQuestions.map((known) => (known.id === own.id ? own : known))
        : [...now.ownQuestions, own],
    }))

  const actions: QuestionActions = {
    upvote: (question, isUpvoted) => {
      const set = (is: boolean, upvotes: number) =>
        room.amend((now) => ({
          ...now,
          ownUpvotes: supporting(question, is, now.ownUpvotes),
          questions: now.questions.map((known) => (known.id === question.id ? { ...known, upvotes } : known)),
        }))
      set(isUpvoted, Math.max(0, question.upvotes + (isUpvoted ? 1 : -1)))
      room.ask(upvoteQuestion, { opId: newOpId(), questionId: question.id, isUpvoted }).then(
        (reply) => set(reply.isUpvoted, reply.upvotes),
        (error: unknown) => {
          set(!isUpvoted, question.upvotes)
          announce(explain(error), 'assertive')
        },
      )
    },
    edit: (question, text) => attempt(async () => putOwn(await room.ask(editQuestion, { opId: newOpId(), questionId: question.id, text }))),
    withdraw: (question) => {
      void attempt(async () => putOwn(await room.ask(withdrawQuestion, { opId: newOpId(), questionId: question.id }))).then((problem) => {
        if (problem !== null) announce(problem, 'assertive')
      })
    },
  }

  return (
    <section className="room-panel" id="panel" aria-label={t('panel')} tabIndex={-1} ref={frame}>
      <Tabs<PanelTab>
        label={t('panel')}
        selected={panel.selected}
        onSelect={panel.select}
        panelClassName="panel-scroll"
        items={[
          {
            key: 'questions',
            label: t('questions'),
            count: questions.length || null,
            panel: (
              <QuestionList isOpen={isLive} questions={questions} ownUpvotes={snapshot.ownUpvotes} timeZone={timeZone} actions={actions} />
            ),
          },
          {
            key: 'poll',
            label: t('poll'),
            news: panel.isPollNew ? t('isNew') : null,
            panel: (
              <div className="poll-panel">
                <PollTab
                  polls={snapshot.polls}
                  ownBallots={snapshot.ownBallots}
                  orderBit={snapshot.orderBit}
                  isConnected={isConnected}
                  nowMs={nowMs}
                  timeZone={timeZone}
                  drafts={drafts}
                  onToQuestions={() => panel.select('questions')}
                  onVote={(poll, wave, choice) =>
                    attempt(async () => {
                      const cast = await room.ask(castBallot, {
                        pollId: poll.id,
                        wave: wave.name,
                        choice,
                        sequence: Date.now(),
                      })
                      room.amend((now) => ({ ...now, ownBallots: withBallot(now.ownBallots, cast) }))
                      announce(tPolls('announceVoted'))
                    })
                  }
                />
              </div>
            ),
          },
          {
            key: 'documents',
            label: t('documents'),
            panel: (
              <div className="empty">
                <h2>{t('noDocuments')}</h2>
                <p>{t('noDocumentsText')}</p>
              </div>
            ),
          },
        ]}
      />
      {isLive && panel.selected === 'questions' && (
        <>
          {!isAsking && (
            <div className="ask-open">
              <Button variant="primary" icon="question" onPress={() => setAsking(true)}>
                {tQuestions('ask')}
              </Button>
            </div>
          )}
        </>
      )}
      {isLive && (
        // Kept while another tab is open: what was typed must not be lost.
        <div className="ask-frame" hidden={panel.selected !== 'questions'}>
          <AskForm
            trainerName={trainerName}
            isConnected={isConnected}
            onClose={isAsking ? () => setAsking(false) : null}
            onAsk={async (text, shownAs) => {
              const problem = await attempt(async () => putOwn(await room.ask(askQuestion, { opId: newOpId(), text, shownAs })))
              if (problem === null) {
                announce(tQuestions('sent'))
                setAsking(false)
              }
              return problem
            }}
          />
        </div>
      )}
    </section>
  )
}
