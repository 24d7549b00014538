import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readRoomAsStaff, type StaffSnapshot } from '@podium/shared/room.ts'
import { takeStaffTicket } from '@podium/shared/staff.ts'
import { useAccountChange } from '../../features/staff/account.ts'
import { call } from '../../lib/api.ts'
import { LiveRoom, useLiveRoom } from '../../lib/live.ts'
import { useNowMs } from '../../lib/now.ts'
import { reduceStaff } from '../../lib/snapshot.ts'
import { Button } from '../../ui/Button.tsx'
import { Monitor } from './Monitor.tsx'

/** The live connection behind the monitor. */
export function MonitorRoom({ seminarId }: { readonly seminarId: string }) {
  const { t } = useTranslation(['staff', 'common'])
  const { forget } = useAccountChange()
  const [room] = useState(
    () =>
      new LiveRoom<StaffSnapshot>({
        takeTicket: async () => (await call(takeStaffTicket, { seminarId })).ticket,
        read: readRoomAsStaff,
        reduce: reduceStaff,
        storageKey: `podium.pending.orga.${seminarId}`,
      }),
  )
  const { status, snapshot, clockOffsetMs } = useLiveRoom(room)
  const deviceNowMs = useNowMs()

  useEffect(() => {
    room.start()
    return () => room.stop()
  }, [room])

  if (status.kind === 'closed') {
    return (
      <main className="sign-in">
        <div className="card sign-in-card">
          <h1 className="h-sec">{t('signedOutTitle')}</h1>
          <Button variant="primary" onPress={forget}>
            {t('signInAgain')}
          </Button>
        </div>
      </main>
    )
  }
  if (!snapshot) {
    return (
      <main className="sign-in" aria-busy="true">
        <p className="t-2">{t('common:loading')}</p>
      </main>
    )
  }
  return (
    <Monitor
      snapshot={snapshot}
      deviceNowMs={deviceNowMs}
      nowMs={deviceNowMs + clockOffsetMs}
      lostSinceMs={status.kind === 'reconnecting' ? status.sinceMs : null}
    />
  )
}
