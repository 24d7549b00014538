import { useTranslation } from 'react-i18next'
import { cancelSeminar, type SeminarSummary } from '@podium/shared/seminars.ts'
import { call } from '../../lib/api.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useSeminarChange } from './useSeminarChange.ts'

/** Cancels a seminar for good; the focus starts on not doing so. */
export function CancelSeminar({ seminar, onClose }: { readonly seminar: SeminarSummary; readonly onClose: () => void }) {
  const { t } = useTranslation('tickets')
  const { isPending, failure, run } = useSeminarChange()

  async function cancel() {
    if ((await run(() => call(cancelSeminar, { seminarId: seminar.id }))) === null) return
    announce(t('cancelledDone'))
    onClose()
  }

  return (
    <Dialog
      isOpen
      isAlert
      onClose={onClose}
      title={t('cancelTitle')}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {t('cancelKeep')}
          </Button>
          <Button variant="danger" isPending={isPending} onPress={() => void cancel()}>
            {t('cancelConfirm')}
          </Button>
        </>
      }
    >
      <p>{t('cancelText')}</p>
      {failure !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{failure}</span>
        </p>
      )}
    </Dialog>
  )
}
