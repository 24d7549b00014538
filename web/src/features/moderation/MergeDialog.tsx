import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question } from '@podium/shared/questions.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'

export interface MergeDialogProps {
  readonly question: Question
  /** What it can be merged into, most likely first. */
  readonly targets: readonly Question[]
  readonly onClose: () => void
  readonly onMerge: (into: Question) => void
}

/** Chooses the question that asks the same. */
export function MergeDialog({ question, targets, onClose, onMerge }: MergeDialogProps) {
  const { t } = useTranslation(['studio', 'common'])
  const id = useId()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [wasSent, setSent] = useState(false)
  // Whatever was withdrawn meanwhile is not chosen any more.
  const chosen = targets.find((target) => target.id === chosenId) ?? null
  const isMissing = wasSent && chosen === null

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('mergeTitle')}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            variant="primary"
            onPress={() => {
              setSent(true)
              if (chosen !== null) onMerge(chosen)
            }}
          >
            {t('mergeDo')}
          </Button>
        </>
      }
    >
      <p className="t-2">{t('mergeLead')}</p>
      <div className="qc-note">
        <bdi className="person-text">{question.text}</bdi>
      </div>
      <div
        className="merge-targets"
        role="radiogroup"
        aria-label={t('mergeTargets')}
        aria-invalid={isMissing}
        {...(isMissing ? { 'aria-describedby': `${id}-error` } : {})}
      >
        {targets.map((target) => (
          <label key={target.id} className="check">
            <input type="radio" name={id} checked={target.id === chosenId} onChange={() => setChosenId(target.id)} />
            <span>
              <bdi className="person-text">{target.text}</bdi>{' '}
              <span className="t-sm t-2">
                {t(STATE_WORDS[target.state])}, {t('votes', { count: target.upvotes })}
              </span>
            </span>
          </label>
        ))}
      </div>
      {isMissing && (
        <p className="error" role="alert" id={`${id}-error`}>
          <Icon name="alert" /> <span>{t('mergeMissing')}</span>
        </p>
      )}
    </Dialog>
  )
}

const STATE_WORDS = {
  new: 'groupNew',
  published: 'groupPublished',
  answering: 'answering',
  answered: 'answered',
  answered_in_writing: 'stateWritten',
  later: 'groupLater',
  declined: 'groupDeclined',
  merged: 'groupMerged',
  withdrawn: 'groupDeclined',
} as const satisfies Record<Question['state'], string>
