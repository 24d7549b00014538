import { useTranslation } from 'react-i18next'
import type { MergedInto, Question } from '@podium/shared/questions.ts'
import { PersonText } from '../../ui/PersonText.tsx'
import { Status } from '../../ui/Status.tsx'

/** Where a question stands, as icon and words; an approved one needs none (DESIGN §6). */
export function QuestionState({ state, isOwn }: { readonly state: Question['state']; readonly isOwn: boolean }) {
  const { t } = useTranslation('questions')
  switch (state) {
    case 'new':
      return (
        <Status icon="hidden" isFilled>
          {isOwn ? t('waiting') : t('mergedWaiting')}
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
    case 'merged':
      return (
        <Status icon="link" isFilled>
          {t('merged')}
        </Status>
      )
    case 'published':
    case 'withdrawn':
      return null
  }
}

/** The written answer, or the reason for declining; nothing where there is none. */
export function QuestionNote({ state, note }: Pick<Question, 'state' | 'note'>) {
  const { t } = useTranslation('questions')
  if (note === null) return null
  return (
    <div className="q-answer">
      <PersonText text={state === 'declined' ? t('declinedReason', { reason: note }) : note} more={t('showMore')} less={t('showLess')} />
    </div>
  )
}

/** What became of the question one's own was merged into. */
export function MergedTarget({ target }: { readonly target: MergedInto }) {
  const { t } = useTranslation('questions')
  return (
    <div className="q-target">
      {target.text !== null && (
        <>
          <p className="t-sm">{t('mergedWith')}</p>
          <div className="q-text">
            <PersonText text={target.text} more={t('showMore')} less={t('showLess')} />
          </div>
        </>
      )}
      <QuestionState state={target.state} isOwn={false} />
      <QuestionNote state={target.state} note={target.note} />
    </div>
  )
}
