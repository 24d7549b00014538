import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Moderation, Question } from '@podium/shared/questions.ts'
import { clock } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { PersonText } from '../../ui/PersonText.tsx'
import { Status } from '../../ui/Status.tsx'

type Step = 'publish' | 'decline' | 'answerNow' | 'answered' | 'later' | 'putBack' | 'write' | 'rewrite' | 'reopen' | 'merge' | 'unmerge'

/** What pressing a step does: a change at once, a note to write first, or another question to choose. */
const STEPS = {
  publish: { icon: 'eye', to: 'published' },
  putBack: { icon: 'undo', to: 'published' },
  reopen: { icon: 'undo', to: 'published' },
  answerNow: { icon: 'mic', to: 'answering' },
  answered: { icon: 'check', to: 'answered' },
  later: { icon: 'mail', to: 'later' },
  decline: { icon: 'ban', note: 'declined' },
  write: { icon: 'edit', note: 'answered_in_writing' },
  rewrite: { icon: 'edit', note: 'answered_in_writing' },
  merge: { icon: 'link', pairing: 'merge' },
  unmerge: { icon: 'undo', pairing: 'unmerge' },
} as const satisfies Record<
  Step,
  { icon: IconName; to: Moderation['to'] } | { icon: IconName; note: NoteKind } | { icon: IconName; pairing: Pairing }
>

export type NoteKind = 'declined' | 'answered_in_writing'
export type Pairing = 'merge' | 'unmerge'

/** The steps of each state: the first two as buttons, the others behind the dots. */
const OFFERED: Record<Question['state'], readonly Step[]> = {
  new: ['publish', 'decline', 'answerNow', 'later', 'write', 'merge'],
  published: ['answerNow', 'later', 'answered', 'write', 'merge', 'decline'],
  answering: ['answered', 'later', 'putBack', 'write', 'decline'],
  later: ['write', 'reopen', 'answerNow', 'answered', 'merge', 'decline'],
  answered: ['reopen', 'write'],
  answered_in_writing: ['rewrite', 'reopen'],
  declined: ['reopen'],
  merged: ['unmerge'],
  withdrawn: [],
}

export interface QuestionCardProps {
  readonly question: Question
  readonly timeZone: string
  readonly onModerate: (question: Question, moderation: Moderation) => void
  readonly onWrite: (question: Question, kind: NoteKind) => void
  /** What it is merged into; null while it stands on its own. */
  readonly target: Question | null
  /** Whether there is another question to merge it with. */
  readonly canMerge: boolean
  readonly onPair: (question: Question, pairing: Pairing) => void
}

/** One question with what can be done about it. */
export function QuestionCard({ question, timeZone, target, canMerge, onModerate, onWrite, onPair }: QuestionCardProps) {
  const { t } = useTranslation(['studio', 'questions', 'common'])
  const textId = useId()
  const [first, second, ...others] = OFFERED[question.state].filter((step) => step !== 'merge' || canMerge)

  function take(step: Step) {
    const offer = STEPS[step]
    if ('note' in offer) onWrite(question, offer.note)
    else if ('pairing' in offer) onPair(question, offer.pairing)
    else onModerate(question, { to: offer.to })
  }

  return (
    <article className="qc" aria-labelledby={textId} {...(question.state === 'answering' ? { 'data-s': 'answering' } : {})}>
      {question.state === 'answering' && (
        <p className="qc-top">
          <Status tone="now" icon="mic" isFilled>
            {t('answering')}
          </Status>
        </p>
      )}
      <div className="qc-text">
        <PersonText id={textId} text={question.text} more={t('questions:showMore')} less={t('questions:showLess')} />
      </div>
      <Meta question={question} timeZone={timeZone} />
      <Outcome question={question} target={target} />
      <div className="qc-act">
        {first && (
          <Button variant={first === 'answered' ? 'primary' : 'secondary'} isDense icon={STEPS[first].icon} onPress={() => take(first)}>
            {t(first)}
          </Button>
        )}
        {second && (
          <Button
            variant={question.state === 'answering' ? 'secondary' : 'quiet'}
            isDense
            icon={STEPS[second].icon}
            onPress={() => take(second)}
          >
            {t(second)}
          </Button>
        )}
        {others.length > 0 && (
          <Menu
            label={t('common:more')}
            entries={others.map((step) => ({ key: step, label: t(step), icon: STEPS[step].icon, onSelect: () => take(step) }))}
          />
        )}
      </div>
    </article>
  )
}

function Meta({ question, timeZone }: { readonly question: Question; readonly timeZone: string }) {
  const { t } = useTranslation(['studio', 'questions'])
  const { asker, askedAt, upvotes, state, mergedIds } = question
  return (
    <p className="q-meta">
      <bdi>{asker.kind === 'name' ? asker.name : t('anonymous')}</bdi>
      {asker.kind === 'field' && <span className="tag">{t(`questions:field_${asker.field}`)}</span>}
      <span>{clock(askedAt, timeZone)}</span>
      {upvotes > 0 && (state === 'published' ? <b>{t('votes', { count: upvotes })}</b> : <span>{t('votes', { count: upvotes })}</span>)}
      {mergedIds.length > 0 && <span>{t('mergedCount', { count: mergedIds.length })}</span>}
    </p>
  )
}

function Outcome({ question: { state, note }, target }: Pick<QuestionCardProps, 'question' | 'target'>) {
  const { t } = useTranslation(['studio', 'questions'])
  const words = (text: string) => <PersonText text={text} more={t('questions:showMore')} less={t('questions:showLess')} />
  switch (state) {
    case 'later':
      return (
        <Status tone="primary" icon="mail" isFilled>
          {t('stateLater')}
        </Status>
      )
    case 'answered':
      return (
        <Status tone="ok" icon="check" isFilled>
          {t('answered')}
        </Status>
      )
    case 'answered_in_writing':
      return (
        <>
          <Status tone="ok" icon="check" isFilled>
            {t('stateWritten')}
          </Status>
          {note !== null && <div className="qc-note">{words(note)}</div>}
        </>
      )
    case 'declined':
      return (
        <Status tone="danger" icon="ban" isFilled>
          {note === null ? t('stateDeclined') : t('stateDeclinedFor', { reason: note })}
        </Status>
      )
    case 'merged':
      return (
        <>
          <Status icon="link" isFilled>
            {t('stateMerged')}
          </Status>
          {target !== null && <div className="qc-note">{words(target.text)}</div>}
        </>
      )
    case 'new':
    case 'published':
    case 'answering':
    case 'withdrawn':
      return null
  }
}
