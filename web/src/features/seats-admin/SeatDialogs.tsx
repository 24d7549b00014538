import { useTranslation } from 'react-i18next'
import { reissueSeat, restoreSeat, revokeSeat, type SeatCredentials } from '@podium/shared/seats.ts'
import { call } from '../../lib/api.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { useExplain } from './useExplain.ts'

/** The part of a seat the dialogs need. */
export interface NamedSeat {
  readonly seatId: string
  readonly holderName: string
}

/** Puts a person out; takes effect at once. */
export function RevokeSeat({ seat, onClose }: { readonly seat: NamedSeat; readonly onClose: () => void }) {
  const { t } = useTranslation('organiser')
  const explain = useExplain()
  return (
    <Confirm
      title={t('revokeTitle', { name: seat.holderName })}
      text={t('revokeText')}
      keep={t('revokeKeep')}
      confirm={t('revoke')}
      onClose={onClose}
      explain={explain}
      act={async () => {
        await call(revokeSeat, { seatId: seat.seatId })
        announce(t('revoked'))
        onClose()
      }}
    />
  )
}

/** Makes link and code anew; the old ones die at once. */
export function ReissueSeat({
  seat,
  onClose,
  onIssued,
}: {
  readonly seat: NamedSeat
  readonly onClose: () => void
  readonly onIssued: (credentials: SeatCredentials) => void
}) {
  const { t } = useTranslation(['organiser', 'common'])
  const explain = useExplain()
  return (
    <Confirm
      isDanger={false}
      title={t('reissueTitle', { name: seat.holderName })}
      text={t('reissueText')}
      keep={t('common:cancel')}
      confirm={t('reissueConfirm')}
      onClose={onClose}
      explain={explain}
      act={async () => onIssued(await call(reissueSeat, { seatId: seat.seatId }))}
    />
  )
}

/** Gives a revoked seat back and resolves when that is over; `failed` gets the reason when it was refused. */
export function useRestoreSeat(failed: (reason: string) => void): (seat: NamedSeat) => Promise<void> {
  const { t } = useTranslation('organiser')
  const explain = useExplain()
  return (seat) =>
    call(restoreSeat, { seatId: seat.seatId })
      .then(() => announce(t('restored')))
      .catch((error: unknown) => failed(explain(error)))
}
