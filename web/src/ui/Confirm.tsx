import { useState } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Icon } from './Icon.tsx'

export interface ConfirmProps {
  readonly title: string
  readonly text: string
  /** The safe answer. */
  readonly keep: string
  readonly confirm: string
  readonly isDanger?: boolean
  readonly onClose: () => void
  /** Does it and closes; what it throws is shown by `explain`. */
  readonly act: () => Promise<void>
  readonly explain: (error: unknown) => string
}

/** Asks, acts, and stays open with the reason when it was refused; the focus starts on doing nothing. */
export function Confirm({ title, text, keep, confirm, isDanger = true, onClose, act, explain }: ConfirmProps) {
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
