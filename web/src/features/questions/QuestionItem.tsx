import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Status } from '../../ui/Status.tsx'
import { AskerLine } from './AskerLine.tsx'
import { EditForm } from './EditForm.tsx'
import type { ListedQuestion } from './order.ts'

export interface QuestionActions {
  readonly upvote: (question: ListedQuestion, isUpvoted: boolean) => void
  /** Resolves with null when done, else with the sentence to show. */
  readonly edit: (question: ListedQuestion, text: string) => Promise<string | null>
  readonly withdraw: (question: ListedQuestion) => void
}

/** One question with what can be done about it. */
export function QuestionItem({
  isOpen,
  question,
  isUpvoted,
  timeZone,
  actions,
}: {
  readonly isOpen: boolean
  readonly question: ListedQuestion
  readonly isUpvoted: boolean
  readonly timeZone: string
  readonly actions: QuestionActions
}) {
  const { t } = useTranslation('questions')
  const [mode, setMode] = useState<'show' | 'edit' | 'withdraw'>('show')
  const isMine = question.isOwn && question.state === 'new'
  const mark =
    question.state === 'answering' ? { 'data-s': 'answering' } : isMine || question.state === 'declined' ? { 'data-s': 'mine' } : {}
  return (
    <li className="q" {...mark}>
      <Vote question={question} isUpvoted={isUpvoted} onUpvote={actions.upvote} />
      <div>
        {mode === 'edit' ? (
          <EditForm
            text={question.text}
            onCancel={() => setMode('show')}
            onSave={async (text) => {
              const problem = await actions.edit(question, text)
              if (problem === null) setMode('show')
              return problem
            }}
          />
        ) : (
          <p className="q-text">{question.text}</p>
        )}
        <AskerLine question={question} timeZone={timeZone} />
        <State question={question} />
        {question.note !== null && (
          <p className="q-answer">{question.state === 'declined' ? t('declinedReason', { reason: question.note }) : question.note}</p>
        )}
        {isOpen && question.isOwn && mode === 'show' && (
          <p className="row row--s q-own">
            {isMine && (
              <Button variant="quiet" isDense className="flush" onPress={() => setMode('edit')}>
                {t('edit')}
              </Button>
            )}
            {(isMine || question.state === 'published') && (
              <Button variant="quiet" isDense className={isMine ? '' : 'flush'} onPress={() => setMode('withdraw')}>
                {t('withdraw')}
              </Button>
            )}
          </p>
        )}
        {mode === 'withdraw' && (
          <div className="row row--s" role="group" aria-label={t('withdrawReally')}>
            <span className="t-sm">{t('withdrawReally')}</span>
            <Button isDense autoFocus onPress={() => setMode('show')}>
              {t('keep')}
            </Button>
            <Button variant="danger-line" isDense onPress={() => actions.withdraw(question)}>
              {t('withdraw')}
            </Button>
          </div>
        )}
      </div>
    </li>
  )
}

function Vote({
  question,
  isUpvoted,
  onUpvote,
}: {
  readonly question: ListedQuestion
  readonly isUpvoted: boolean
  readonly onUpvote: QuestionActions['upvote']
}) {
  const { t } = useTranslation('questions')
  const count = question.upvotes
  if (question.isOwn && (question.state === 'new' || question.state === 'declined')) {
    return (
      <button className="vote" type="button" aria-disabled="true" aria-label={t('ownWaiting')}>
        <Icon name="clock" />
      </button>
    )
  }
  const closed = CLOSED_ICONS[question.state]
  if (closed || question.isOwn) {
    return (
      <button
        className="vote"
        type="button"
        aria-disabled="true"
        aria-label={closed ? t('closedVotes', { count, state: stateText() }) : t('ownVotes', { count })}
      >
        <Icon name={closed ?? 'up'} />
        <b>{count}</b>
      </button>
    )
  }
  return (
    <button
      className="vote"
      type="button"
      aria-pressed={isUpvoted}
      aria-label={isUpvoted ? t('upvoted', { count }) : t('upvote', { count })}
      onClick={() => onUpvote(question, !isUpvoted)}
    >
      <Icon name="up" />
      <b>{count}</b>
    </button>
  )

  function stateText(): string {
    return question.state === 'later' ? t('later') : t('answered')
  }
}

const CLOSED_ICONS: Partial<Record<ListedQuestion['state'], IconName>> = { answered: 'check', answered_in_writing: 'check', later: 'mail' }

function State({ question }: { readonly question: ListedQuestion }) {
  const { t } = useTranslation('questions')
  switch (question.state) {
    case 'new':
      return (
        <Status icon="hidden" isFilled>
          {t('waiting')}
        </Status>
      )
    case 'answering':
      return (
        <Status tone="now" icon="mic" isFilled>
          {t('answering')}
        </Status>
      )
    case 'answered':
    case 'answered_in_writing':
      return (
        <Status tone="ok" icon="check" isFilled>
          {t('answered')}
        </Status>
      )
    case 'later':
      return (
        <Status tone="primary" icon="mail" isFilled>
          {t('later')}
        </Status>
      )
    case 'declined':
      return (
        <Status icon="hidden" isFilled>
          {t('declined')}
        </Status>
      )
    case 'published':
    case 'withdrawn':
      return null
  }
}
