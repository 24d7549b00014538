import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttendeeSnapshot } from '@podium/shared/room.ts'
import type { ListenerState } from '../../../features/stage/listener.ts'
import type { LiveRoom, LiveStatus } from '../../../lib/live.ts'
import { announce } from '../../../ui/Announcer.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'

const BANNER_AFTER_MS = 3_000
const LONG_AFTER_MS = 60_000

/** Connection and data saver, above the room; nothing else ever appears here. */
export function RoomBanner({
  room,
  status,
  media,
  isLive,
  supportPhone,
  onVideo,
}: {
  readonly room: LiveRoom<AttendeeSnapshot>
  readonly status: LiveStatus
  readonly media: ListenerState
  readonly isLive: boolean
  readonly supportPhone: string
  readonly onVideo: () => void
}) {
  const { t } = useTranslation('room')
  const isSocketLost = status.kind === 'reconnecting'
  const isMediaLost = isLive && media.line === 'reconnecting'
  const isLost = isSocketLost || isMediaLost
  const isShown = useHeldFor(isLost, BANNER_AFTER_MS)
  const isLong = useHeldFor(isLost, LONG_AFTER_MS)
  const wasShown = useRef(false)
  const backAgain = t('backAgain')
  useEffect(() => {
    if (wasShown.current && !isShown) announce(backAgain)
    wasShown.current = isShown
  }, [isShown, backAgain])

  if (isShown) {
    return (
      <div>
        <div className="banner" data-tone="danger" role="alert">
          <span className="spin">
            <Icon name="pending" />
          </span>
          <span>
            <b>{t('lostTitle')}</b> {status.kind === 'reconnecting' ? t('lostText', { attempt: status.attempt }) : t('mediaLostText')}
            {isLong && ` ${t('lostLong', { phone: supportPhone })}`}
          </span>
          {isLong ? (
            <Button isDense onPress={() => location.reload()}>
              {t('reload', { ns: 'common' })}
            </Button>
          ) : (
            isSocketLost && (
              <Button isDense onPress={() => room.reconnectNow()}>
                {t('reconnectNow')}
              </Button>
            )
          )}
        </div>
      </div>
    )
  }
  if (media.isSoundOnly && isLive) {
    return (
      <div>
        <div className="banner" role="status">
          <Icon name="saver" />
          <span>
            <b>{t('saverTitle')}</b> {t('saverText')}
          </span>
          <Button isDense onPress={onVideo}>
            {t('saverOff')}
          </Button>
        </div>
      </div>
    )
  }
  return <div />
}

/** True once the condition has held for that long. */
function useHeldFor(condition: boolean, forMs: number): boolean {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (!condition) {
      setHeld(false)
      return
    }
    const timer = setTimeout(() => setHeld(true), forMs)
    return () => clearTimeout(timer)
  }, [condition, forMs])
  return condition && isHeld
}
