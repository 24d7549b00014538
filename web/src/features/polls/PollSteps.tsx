import { useTranslation } from 'react-i18next'
import type { Poll } from '@podium/shared/polls.ts'
import { type PollStep, stepOf } from './view.ts'

const STEPS: readonly PollStep[] = ['before', 'debate', 'after', 'result']
const TEXTS = { before: 'stepBefore', debate: 'stepDebate', after: 'stepAfter', result: 'stepResult' } as const

/** Where a debate poll stands between the first vote and the result. */
export function PollSteps({ poll }: { readonly poll: Poll }) {
  const { t } = useTranslation('polls')
  const now = STEPS.indexOf(stepOf(poll))
  return (
    <ol className="poll-steps" aria-label={t('steps')}>
      {STEPS.map((step, index) => (
        <li key={step} {...(index < now ? { 'data-state': 'done' } : index === now ? { 'aria-current': 'step' } : {})}>
          {t(TEXTS[step])}
        </li>
      ))}
    </ol>
  )
}
