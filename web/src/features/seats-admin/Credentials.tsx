import { useTranslation } from 'react-i18next'
import type { SeatCredentials } from '@podium/shared/seats.ts'
import { accessCode, accessNumber } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

/** Link, code and number of a seat, readable only now. */
export function Credentials({ credentials, onClose }: { readonly credentials: SeatCredentials; readonly onClose: () => void }) {
  const { t } = useTranslation(['organiser', 'common'])
  const { holderName, link, code, number } = credentials
  const words = { copyLabel: t('common:copy'), copiedLabel: t('common:copied') }
  return (
    // An alert dialog: a press outside must not lose what is shown only once.
    <Dialog
      isOpen
      isAlert
      onClose={onClose}
      title={t('credentialsTitle', { name: holderName })}
      actions={
        <Button variant="primary" onPress={onClose}>
          {t('credentialsDone')}
        </Button>
      }
    >
      <p className="t-2">{t('credentialsLead')}</p>
      <CopyField label={t('link')} value={link} {...words} />
      <CopyField label={t('code')} value={code} shown={accessCode(code)} {...words} />
      <CopyField label={t('numberLabel')} value={number} shown={accessNumber(number)} {...words} />
    </Dialog>
  )
}
