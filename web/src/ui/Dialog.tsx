import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

export interface DialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  /** The row of buttons; in an alert the safe one comes first and gets the focus (`autoFocus`). */
  readonly actions: ReactNode
  /** Something will be lost: `alertdialog`, not closed by a press outside. */
  readonly isAlert?: boolean
  /** For what has to be seen large, e.g. a letter. */
  readonly isWide?: boolean
}

/** A modal dialog. */
export function Dialog({ isOpen, onClose, title, children, actions, isAlert = false, isWide = false }: DialogProps) {
  return (
    <ModalOverlay className="scrim" isOpen={isOpen} isDismissable={!isAlert} onOpenChange={(open) => !open && onClose()}>
      <Modal className={isWide ? 'dialog-frame dialog-frame--wide' : 'dialog-frame'}>
        <AriaDialog className="dialog" role={isAlert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
          <div className="actions">{actions}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
