import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { explainShop } from './connection.ts'

interface ConfirmShopProps {
  readonly title: string
  readonly text: string
  readonly keep: string
  readonly confirm: string
  readonly onClose: () => void
  readonly act: () => Promise<void>
}

/** Asks before something that takes access away or ends a connection; the focus starts on leaving it. */
export function ConfirmShop({ title, text, keep, confirm, onClose, act }: ConfirmShopProps) {
  const { t } = useTranslation(['tickets', 'failures', 'organiser'])
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  async function go() {
    setPending(true)
    setFailure(null)
    try {
      await act()
      onClose()
    } catch (error) {
      setFailure(explainShop(t, error))
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
          <Button variant="danger" isPending={isPending} onPress={() => void go()}>
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
