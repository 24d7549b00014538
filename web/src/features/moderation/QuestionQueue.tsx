import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Moderation, Question } from '@podium/shared/questions.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { NoteDialog } from './NoteDialog.tsx'
import { countOf, doneQuestions, openQuestions } from './order.ts'
import { type NoteKind, QuestionCard } from './QuestionCard.tsx'

export interface QuestionQueueProps {
  readonly questions: readonly Question[]
  readonly isModerated: boolean
  readonly timeZone: string
  readonly onModerate: (question: Question, moderation: Moderation) => void
  readonly onSetModerated: (isModerated: boolean) => void
}

/** The questions to the stage: open ones first, dealt-with ones behind the second tab. */
export function QuestionQueue({ questions, isModerated, timeZone, onModerate, onSetModerated }: QuestionQueueProps) {
  const { t } = useTranslation('studio')
  const [tab, setTab] = useState<'open' | 'done'>('open')
  const [writing, setWriting] = useState<{ question: Question; kind: NoteKind } | null>(null)
  const open = openQuestions(questions)
  const done = doneQuestions(questions)
  useNewQuestionAnnouncement(open.fresh.length)

  const card = (question: Question) => (
    <QuestionCard
      key={question.id}
      question={question}
      timeZone={timeZone}
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
              <Groups
                groups={[
                  [null, open.answering],
                  [t('groupNew'), open.fresh],
                  [t('groupPublished'), open.published],
                ]}
                card={card}
                empty={[t('noneOpen'), t('noneOpenText')]}
              />
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
                  [t('groupDeclined'), done.declined],
                ]}
                card={card}
                empty={[t('noneDone'), t('noneDoneText')]}
              />
            ),
          },
        ]}
      />
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
