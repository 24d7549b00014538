import { useTranslation } from 'react-i18next'
import type { Poll } from '@podium/shared/polls.ts'
import { Icon } from '../../ui/Icon.tsx'

/** "Vertraulich" or "Offen" and what whoever runs the seminar can and cannot see. */
export function PollMode({ poll }: { readonly poll: Poll }) {
  const { t } = useTranslation('polls')
  return (
    <p className="hint poll-privacy">
      <Icon name={poll.isConfidential ? 'lock' : 'eye'} size="s" />{' '}
      <span>
        <b>{poll.isConfidential ? t('modeConfidential') : t('modeOpen')}</b>{' '}
        {poll.isConfidential ? t('modeConfidentialText') : t('modeOpenText')}
        {poll.kind === 'debate' && ` ${t('modeDebateText')}`}
      </span>
    </p>
  )
}
