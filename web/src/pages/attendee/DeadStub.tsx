import { useTranslation } from 'react-i18next'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import { StubNotice } from '../../features/seats/StubNotice.tsx'
import { buttonClass } from '../../ui/Button.tsx'

/** Dead ends, each with a way on. `minutes` are one's own minutes where they are known. */
export function DeadStub({
  reason,
  card,
  minutes = null,
  takesFocus = false,
}: {
  readonly reason: 'cancelled' | 'ended' | 'revoked' | 'unknown'
  readonly card: SeminarCard
  readonly minutes?: number | null
  readonly takesFocus?: boolean
}) {
  const { t } = useTranslation(['entry', 'letters'])
  const contact = (
    <p className="hint">
      {t('questionsTo')} <a href={`mailto:${card.supportEmail}`}>{card.supportEmail}</a>
    </p>
  )
  switch (reason) {
    case 'cancelled':
      return (
        <StubNotice icon="calendar-off" title={t('cancelledTitle')} takesFocus={takesFocus}>
          <p>{t('cancelledText')}</p>
          {contact}
        </StubNotice>
      )
    case 'ended':
      return (
        <StubNotice icon="ok" title={t('endedTitle')} takesFocus={takesFocus}>
          {minutes !== null && <p>{t('endedMinutes', { minutes, total: Math.round((card.endsAt - card.startsAt) / 60_000) })}</p>}
          <p>{t('endedText')}</p>
          {contact}
        </StubNotice>
      )
    case 'revoked':
      return (
        <StubNotice icon="alert" title={t('revokedTitle')} takesFocus={takesFocus}>
          <p>{t('revokedText')}</p>
          {contact}
        </StubNotice>
      )
    case 'unknown':
      return (
        <StubNotice icon="link" title={t('unknownTitle')} takesFocus={takesFocus}>
          <p>{t('unknownText')}</p>
          <p>
            <a href="/zugang#link-verloren">{t('letters:lostOpen')}</a>
          </p>
          <p>{t('unknownNumber')}</p>
          <a className={buttonClass({ variant: 'primary', isBig: true, isBlock: true })} href="/zugang">
            {t('byNumber')}
          </a>
          {contact}
        </StubNotice>
      )
  }
}
