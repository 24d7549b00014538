import { useTranslation } from 'react-i18next'
import type { StaffMember } from '@podium/shared/staff.ts'
import { useAccountChange } from '../../features/staff/account.ts'
import { ConnectionBanner } from '../../features/staff/ConnectionBanner.tsx'
import { useNowMs } from '../../lib/now.ts'
import { Button } from '../../ui/Button.tsx'
import { EndedStudio } from './EndedStudio.tsx'
import { GreenRoom } from './GreenRoom.tsx'
import { LiveStudio } from './LiveStudio.tsx'
import { useHands } from './useHands.ts'
import { useStudio } from './useStudio.ts'

/** One seminar's studio: green room, live and end, each turning into the next by itself. */
export function StudioRoom({ seminarId, member }: { readonly seminarId: string; readonly member: StaffMember }) {
  const { t } = useTranslation(['studio', 'staff', 'common'])
  const studio = useStudio(seminarId, member.role === 'moderator')
  const hands = useHands(studio.room)
  const deviceNowMs = useNowMs()
  const { status, snapshot, clockOffsetMs } = studio.live

  if (status.kind === 'closed') return <SignedOut />
  if (!snapshot) {
    return (
      <main className="sign-in" aria-busy="true">
        <p className="t-2">{t('common:loading')}</p>
      </main>
    )
  }
  const nowMs = deviceNowMs + clockOffsetMs
  const banner = (
    <>
      <ConnectionBanner sinceMs={status.kind === 'reconnecting' ? status.sinceMs : null} nowMs={deviceNowMs} text={t('serverLost')} />
      {hands.complaint !== null && (
        <div className="banner" data-tone="danger" role="alert">
          <span>{hands.complaint}</span>
          <Button isDense onPress={hands.dismiss}>
            {t('common:close')}
          </Button>
        </div>
      )}
    </>
  )
  const parts = { studio, hands, snapshot, nowMs, member, banner }
  switch (snapshot.stage.state) {
    case 'draft':
    case 'published':
    case 'open':
      return <GreenRoom {...parts} />
    case 'live':
      return <LiveStudio {...parts} />
    case 'ended':
    case 'archived':
    case 'cancelled':
      return <EndedStudio {...parts} />
  }
}

function SignedOut() {
  const { t } = useTranslation('staff')
  const { forget } = useAccountChange()
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
