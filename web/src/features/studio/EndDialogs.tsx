import { useTranslation } from 'react-i18next'
import { clock } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Status } from '../../ui/Status.tsx'

export interface EndDialogProps {
  readonly isOpen: boolean
  readonly present: number
  /** Planned minutes still to come. */
  readonly minutesOpen: number
  /** Agenda items not begun yet. */
  readonly itemsOpen: number
  readonly questionsOpen: number
  readonly onClose: () => void
  readonly onEnd: () => void
}

/** Asks before sound and picture end for everybody; the focus starts on staying. */
export function EndDialog({ isOpen, present, minutesOpen, itemsOpen, questionsOpen, onClose, onEnd }: EndDialogProps) {
  const { t } = useTranslation(['studio', 'common'])
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      isAlert
      title={t('endTitle')}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {t('keepGoing')}
          </Button>
          <Button variant="danger" onPress={onEnd}>
            {t('endForAll')}
          </Button>
        </>
      }
    >
      <p>
        {itemsOpen > 0 &&
          `${t('endLeft', { minutes: t('common:minutes', { count: minutesOpen }), items: t('itemsOpen', { count: itemsOpen }) })} `}
        {present === 0 ? t('endNobody') : t('endText', { count: present })}
      </p>
      {questionsOpen > 0 && (
        <ul className="plain">
          <li>
            <Status icon="question">{t('endOpen', { count: questionsOpen })}</Status>
          </li>
        </ul>
      )}
    </Dialog>
  )
}

/** Asks before the end moves by fifteen minutes; `endsAt` is the end as it would be then. */
export function ExtendDialog({
  isOpen,
  endsAt,
  timeZone,
  onClose,
  onExtend,
}: {
  readonly isOpen: boolean
  readonly endsAt: number
  readonly timeZone: string
  readonly onClose: () => void
  readonly onExtend: () => void
}) {
  const { t } = useTranslation(['studio', 'common'])
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('extendTitle')}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" onPress={onExtend}>
            {t('extendConfirm')}
          </Button>
        </>
      }
    >
      <p>{t('extendText', { time: clock(endsAt, timeZone) })}</p>
    </Dialog>
  )
}
