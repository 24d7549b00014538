import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Moderation, Question } from '@podium/shared/questions.ts'
import { keepChoice, readChoice } from '../../lib/deviceStore.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { NoteDialog } from './NoteDialog.tsx'
import { countOf, doneQuestions, mergeTargets, openQuestions, Order, targetOf } from './order.ts'
import { type NoteKind, QuestionCard } from './QuestionCard.tsx'

const ORDER_KEY = 'podium.queueOrder'

export interface QuestionQueueProps {
  readonly questions: readonly Question[]
  readonly isModerated: boolean
  readonly timeZone: string
  readonly onModerate: (question: Question, moderation: Moderation) => void
  readonly onMerge: (question: Question, into: Question) => void
  readonly onUnmerge: (question: Question) => void
  readonly onSetModerated: (isModerated: boolean) => void
}

/** The questions to the stage: open ones first, dealt-with ones behind the second tab. */
export function QuestionQueue({ questions, isModerated, timeZone, onModerate, onMerge, onUnmerge, onSetModerated }: QuestionQueueProps) {
  const { t } = useTranslation(['studio', 'questions'])
  const [tab, setTab] = useState<'open' | 'done'>('open')
  const [writing, setWriting] = useState<{ question: Question; kind: NoteKind } | null>(null)
  const [merging, setMerging] = useState<Question | null>(null)
  const [order, setOrder] = useState<Order>(() => readChoice(ORDER_KEY, Order, 'interest'))
  const open = openQuestions(questions, order)
  const done = doneQuestions(questions)
  useNewQuestionAnnouncement(open.fresh.length)
  useModerationAnnouncement(isModerated)

  const card = (question: Question) => (
    <QuestionCard
      key={question.id}
      question={question}
      timeZone={timeZone}
      target={question.state === 'merged' ? targetOf(questions, question) : null}
      canMerge={mergeTargets(questions, question).length > 0}
      onPair={(about, pairing) => (pairing === 'merge' ? setMerging(about) : onUnmerge(about))}
      onModerate={onModerate}
      onWrite={(about, kind) => setWriting({ question: about, kind })}
    />
  )

  return (
    <>
      <div className="queue-head">
        <h2 className="h-sub" id="questions-heading">
          {t('questions')}
        </h2>
        <Switch isOn={isModerated} isDense onChange={onSetModerated}>
          {t('moderated')}
        </Switch>
      </div>
      <Tabs
        label={t('questionsByState')}
        selected={tab}
        onSelect={setTab}
        panelClassName="queue"
        items={[
          {
            key: 'open',
            label: t('open'),
            count: countOf(open),
            panel: (
              <>
                {open.published.length > 1 && (
                  <label className="queue-tools">
                    <span className="sr">{t('sortPublished')}</span>
                    <select
                      className="select select--dense"
                      value={order}
                      onChange={(event) => {
                        const wanted = Order.parse(event.target.value)
                        setOrder(wanted)
                        keepChoice(ORDER_KEY, wanted)
                      }}
                    >
                      <option value="interest">{t('questions:byInterest')}</option>
                      <option value="time">{t('questions:byTime')}</option>
                    </select>
                  </label>
                )}
                <Groups
                  groups={[
                    [null, open.answering],
                    [t('groupNew'), open.fresh],
                    [t('groupPublished'), open.published],
                  ]}
                  card={card}
                  empty={[t('noneOpen'), t('noneOpenText')]}
                />
              </>
            ),
          },
          {
            key: 'done',
            label: t('done'),
            count: countOf(done),
            panel: (
              <Groups
                groups={[
                  [t('groupLater'), done.later],
                  [t('groupAnswered'), done.answered],
                  [t('groupMerged'), done.merged],
                  [t('groupDeclined'), done.declined],
                ]}
                card={card}
                empty={[t('noneDone'), t('noneDoneText')]}
              />
            ),
          },
        ]}
      />
      {merging && (
        <MergeDialog
          question={merging}
          targets={mergeTargets(questions, merging)}
          onClose={() => setMerging(null)}
          onMerge={(into) => {
            setMerging(null)
            onMerge(merging, into)
          }}
        />
      )}
      {writing && (
        <NoteDialog
          question={writing.question}
          kind={writing.kind}
          onClose={() => setWriting(null)}
          onDone={(moderation) => {
            setWriting(null)
            onModerate(writing.question, moderation)
          }}
        />
      )}
    </>
  )
}

interface GroupsProps {
  /** A heading, or null for none, and what stands below it. */
  readonly groups: readonly (readonly [string | null, readonly Question[]])[]
  readonly card: (question: Question) => ReactNode
  readonly empty: readonly [string, string]
}

function Groups({ groups, card, empty: [title, text] }: GroupsProps) {
  const filled = groups.filter(([, questions]) => questions.length > 0)
  if (filled.length === 0) {
    return (
      <div className="queue-empty">
        <b>{title}</b>
        <p>{text}</p>
      </div>
    )
  }
  return filled.map(([heading, questions]) => (
    <Fragment key={heading ?? 'first'}>
      {heading !== null && (
        <h3 className="queue-sep">
          <span>{heading}</span> {questions.length}
        </h3>
      )}
      {questions.map(card)}
    </Fragment>
  ))
}

function useNewQuestionAnnouncement(fresh: number): void {
  const { t } = useTranslation('studio')
  const before = useRef(fresh)
  useEffect(() => {
    if (fresh > before.current) announce(t('newQuestion'))
    before.current = fresh
  }, [fresh, t])
}

/** Says who turned it as little as the switch does: it may have been somebody else of the staff. */
function useModerationAnnouncement(isModerated: boolean): void {
  const { t } = useTranslation('studio')
  const before = useRef(isModerated)
  useEffect(() => {
    if (isModerated !== before.current) announce(isModerated ? t('moderatedOn') : t('moderatedOff'))
    before.current = isModerated
  }, [isModerated, t])
}
