import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll } from '@podium/shared/polls.ts'
import { PollBars } from '../../ui/graphics/PollBars.tsx'
import { countOf } from './view.ts'

/** The sums before the debate where the stage showed them early; nothing otherwise. */
export function EarlySums({ poll }: { readonly poll: Poll }) {
  const { t } = useTranslation('polls')
  const id = useId()
  const { early } = poll
  if (!early) return null
  return (
    <section className="stack stack--s early" aria-labelledby={id}>
      <h3 className="h-sub" id={id}>
        {t('earlyTitle')}
      </h3>
      <PollBars
        label={t('earlyTitle')}
        total={early.reduce((sum, { count }) => sum + count, 0)}
        countText={(count) => t('barCount', { count })}
        bars={poll.options.map((option) => ({
          key: option.id,
          label: option.label,
          count: countOf(early, option),
          stance: option.stance,
          own: null,
        }))}
      />
      <p className="hint">{t('earlyText')}</p>
    </section>
  )
}
