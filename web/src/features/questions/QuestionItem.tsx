import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { PersonText } from '../../ui/PersonText.tsx'
import { AskerLine } from './AskerLine.tsx'
import { EditForm } from './EditForm.tsx'
import type { ListedQuestion } from './order.ts'
import { MergedTarget, QuestionNote, QuestionState } from './QuestionState.tsx'

export interface QuestionActions {
  readonly upvote: (question: ListedQuestion, isUpvoted: boolean) => void
  /** Resolves with null when done, else with the sentence to show. */
  readonly edit: (question: ListedQuestion, text: string) => Promise<string | null>
  readonly withdraw: (question: ListedQuestion) => void
}

/** States that only the author sees. */
const ONLY_OWN: readonly ListedQuestion['state'][] = ['new', 'declined', 'merged']
/** For a merged question the state of its target decides. While it is being answered the button would only be in the way. */
const WITHDRAWABLE: readonly ListedQuestion['state'][] = ['new', 'published', 'later']

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
  const canWithdraw = WITHDRAWABLE.includes(question.mergedInto?.state ?? question.state)
  const mark = question.state === 'answering' ? { 'data-s': 'answering' } : ONLY_OWN.includes(question.state) ? { 'data-s': 'mine' } : {}
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
          <div className="q-text">
            <PersonText text={question.text} more={t('showMore')} less={t('showLess')} />
          </div>
        )}
        <AskerLine question={question} timeZone={timeZone} />
        <QuestionState state={question.state} isOwn={question.isOwn} />
        <QuestionNote state={question.state} note={question.note} />
        {question.mergedInto !== null && <MergedTarget target={question.mergedInto} />}
        {isOpen && question.isOwn && mode === 'show' && (
          <p className="row row--s q-own">
            {isMine && (
              <Button variant="quiet" isDense className="flush" onPress={() => setMode('edit')}>
                {t('edit')}
              </Button>
            )}
            {canWithdraw && (
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
  if (question.isOwn && ONLY_OWN.includes(question.state)) {
    const isMerged = question.state === 'merged'
    return (
      <button className="vote" type="button" aria-disabled="true" aria-label={isMerged ? t('ownMergedVote') : t('ownWaiting')}>
        <Icon name={isMerged ? 'link' : 'clock'} />
      </button>
    )
  }
  const closed = CLOSED_ICONS[question.state]
  if (closed || question.isOwn || question.isShared) {
    return (
      <button
        className="vote"
        type="button"
        aria-disabled="true"
        aria-label={
          closed ? t('closedVotes', { count, state: stateText() }) : question.isOwn ? t('ownVotes', { count }) : t('sharedVotes', { count })
        }
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
