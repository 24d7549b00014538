import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll } from '@podium/shared/polls.ts'
import { verdictText } from './verdictText.ts'
import { verdictOf } from './view.ts'

/** The result in place of the slide: the sentence, then the picture; the table stands in the tab. */
export function Reveal({ poll, picture }: { readonly poll: Poll; readonly picture: ReactNode }) {
  const { t } = useTranslation('polls')
  const verdict = verdictOf(poll)
  if (!verdict) return null
  const { strong, rest, second } = verdictText(verdict, t)
  return (
    <div className="reveal">
      <p className="t-sm t-2">{poll.kind === 'debate' ? t('debateOf', { text: poll.text }) : t('pollOf', { text: poll.text })}</p>
      <h2 className="verdict">
        <span>
          {strong && <strong>{strong}</strong>} {rest}
        </span>{' '}
        {second && <span>{second}</span>}
      </h2>
      {picture}
    </div>
  )
}
