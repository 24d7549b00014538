import { useTranslation } from 'react-i18next'
import type { Poll } from '@podium/shared/polls.ts'
import { debateSteps, stepOf } from './view.ts'

const TEXTS = { before: 'stepBefore', debate: 'stepDebate', middle: 'stepMiddle', after: 'stepAfter', result: 'stepResult' } as const

/** Where a debate poll stands between the first vote and the result. */
export function PollSteps({ poll }: { readonly poll: Poll }) {
  const { t } = useTranslation('polls')
  const steps = debateSteps(poll)
  const now = steps.indexOf(stepOf(poll))
  return (
    <ol className="poll-steps" aria-label={t('steps')}>
      {steps.map((step, index) => (
        <li key={step} {...(index < now ? { 'data-state': 'done' } : index === now ? { 'aria-current': 'step' } : {})}>
          {t(TEXTS[step])}
        </li>
      ))}
    </ol>
  )
}
