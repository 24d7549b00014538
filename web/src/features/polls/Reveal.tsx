import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll } from '@podium/shared/polls.ts'
import { Status } from '../../ui/Status.tsx'
import { verdictOf } from './verdict.ts'
import { capitalised, ended, verdictText } from './verdictText.ts'

/** The result in place of the slide: the sentence, then the picture; the table stands in the tab. */
export function Reveal({ poll, picture }: { readonly poll: Poll; readonly picture: ReactNode }) {
  const { t } = useTranslation('polls')
  const verdict = verdictOf(poll)
  if (!verdict) return null
  const { strong, rest, second } = verdictText(verdict, t)
  const isInfluenced = poll.result?.kind === 'debate' && poll.result.isInfluenced
  return (
    <div className="reveal">
      <div className="row row--between">
        <p className="t-sm t-2">{poll.kind === 'debate' ? t('debateOf', { text: poll.text }) : t('pollOf', { text: poll.text })}</p>
        {isInfluenced && (
          <Status tone="warn" icon="alert" isFilled>
            {t('influenced')}
          </Status>
        )}
      </div>
      <h2 className="verdict">
        <span>
          {strong && <strong>{strong}</strong>} {ended(rest)}
        </span>{' '}
        {second && <span>{ended(capitalised(second))}</span>}
      </h2>
      {picture}
      {isInfluenced && <p className="hint">{t('influencedText')}</p>}
    </div>
  )
}
