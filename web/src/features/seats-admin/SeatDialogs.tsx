import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reissueSeat, restoreSeat, revokeSeat, type SeatCredentials } from '@podium/shared/seats.ts'
import { call } from '../../lib/api.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useExplain } from './useExplain.ts'

/** The part of a seat the dialogs need. */
export interface NamedSeat {
  readonly seatId: string
  readonly holderName: string
}

interface ConfirmProps {
  readonly title: string
  readonly text: string
  readonly keep: string
  readonly confirm: string
  readonly isDanger: boolean
  readonly onClose: () => void
  readonly act: () => Promise<void>
}

/** Asks, acts, and stays open with the reason when it was refused; the focus starts on doing nothing. */
function Confirm({ title, text, keep, confirm, isDanger, onClose, act }: ConfirmProps) {
  const explain = useExplain()
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  async function go() {
    setPending(true)
    setFailure(null)
    try {
      await act()
    } catch (error) {
      setFailure(explain(error))
      setPending(false)
    }
  }

  return (
    <Dialog
      isOpen
      isAlert
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {keep}
          </Button>
          <Button variant={isDanger ? 'danger' : 'primary'} isPending={isPending} onPress={() => void go()}>
            {confirm}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {failure !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{failure}</span>
        </p>
      )}
    </Dialog>
  )
}

/** Puts a person out; takes effect at once. */
export function RevokeSeat({ seat, onClose }: { readonly seat: NamedSeat; readonly onClose: () => void }) {
  const { t } = useTranslation('organiser')
  return (
    <Confirm
      isDanger
      title={t('revokeTitle', { name: seat.holderName })}
      text={t('revokeText')}
      keep={t('revokeKeep')}
      confirm={t('revoke')}
      onClose={onClose}
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
  return (
    <Confirm
      isDanger={false}
      title={t('reissueTitle', { name: seat.holderName })}
      text={t('reissueText')}
      keep={t('common:cancel')}
      confirm={t('reissueConfirm')}
      onClose={onClose}
      act={async () => onIssued(await call(reissueSeat, { seatId: seat.seatId }))}
    />
  )
}

/** Gives a revoked seat back; `failed` gets the reason when it was refused. */
export function useRestoreSeat(failed: (reason: string) => void): (seat: NamedSeat) => void {
  const { t } = useTranslation('organiser')
  const explain = useExplain()
  return (seat) =>
    void call(restoreSeat, { seatId: seat.seatId })
      .then(() => announce(t('restored')))
      .catch((error: unknown) => failed(explain(error)))
}
