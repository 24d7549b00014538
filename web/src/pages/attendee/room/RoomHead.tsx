import { useTranslation } from 'react-i18next'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import type { ListenerState } from '../../../features/stage/listener.ts'
import type { LiveStatus } from '../../../lib/live.ts'
import { Brand } from '../../../ui/Brand.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Status } from '../../../ui/Status.tsx'
import { DisplayMenu } from '../../public/DisplayMenu.tsx'

/** The head of the room: which seminar, whether it is live, how the line is, and the way out. */
export function RoomHead({
  seminar,
  isLive,
  status,
  media,
  onLeave,
}: {
  readonly seminar: SeminarCard
  readonly isLive: boolean
  readonly status: LiveStatus
  readonly media: ListenerState
  readonly onLeave: () => void
}) {
  const { t } = useTranslation('room')
  const full = seminar.subtitle ? `${seminar.title}: ${seminar.subtitle}` : seminar.title
  return (
    <header className="room-head">
      <a className="skip" href="#panel">
        {t('skip')}
      </a>
      <Brand name={seminar.provider} />
      <span className="vr only-wide" aria-hidden="true" />
      <h1 title={full}>
        {seminar.title}
        {seminar.subtitle && <span className="only-wide">: {seminar.subtitle}</span>}
      </h1>
      {isLive && <span className="live">{t('live', { ns: 'common' })}</span>}
      <span className="only-wide">{line()}</span>
      <DisplayMenu />
      <Button isDense icon="leave" onPress={onLeave}>
        <span className="lbl">{t('leave')}</span>
      </Button>
    </header>
  )

  function line() {
    if (status.kind === 'connecting') return <Status icon="signal-low">{t('connecting')}</Status>
    if (status.kind !== 'live' || (isLive && media.line === 'reconnecting') || media.quality === 'lost') {
      return (
        <Status tone="danger" icon="signal-off">
          {t('connectionLost')}
        </Status>
      )
    }
    if (isLive && media.quality === 'weak') {
      return (
        <Status tone="warn" icon="signal-low">
          {t('connectionWeak')}
        </Status>
      )
    }
    return (
      <Status tone="ok" icon="signal">
        {t('connectionGood')}
      </Status>
    )
  }
}
