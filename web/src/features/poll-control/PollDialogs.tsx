import { useTranslation } from 'react-i18next'
import type { Wave } from '@podium/shared/polls.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

export type PollAsk = 'reopen' | 'early' | 'archive'

const TEXTS = {
  reopen: { title: 'reopenTitle', text: 'reopenText', done: 'reopenDo' },
  early: { title: 'earlyTitle', text: 'earlyText', done: 'earlyDo' },
  archive: { title: 'archiveTitle', text: 'archiveText', done: 'archiveDo' },
} as const

/** Asks before something that leaves a trace; the focus starts on leaving things as they are. */
export function PollDialog({
  asks,
  again,
  onClose,
  onDone,
}: {
  readonly asks: PollAsk
  /** The wave that would be opened once more; null where none can. */
  readonly again: Wave | null
  readonly onClose: () => void
  readonly onDone: () => void
}) {
  const { t } = useTranslation(['studio', 'common'])
  const { title, text, done } = TEXTS[asks]
  return (
    <Dialog
      isOpen
      isAlert
      onClose={onClose}
      title={t(title)}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {t('common:cancel')}
          </Button>
          <Button variant={asks === 'early' ? 'danger' : 'primary'} onPress={onDone}>
            {t(done)}
          </Button>
        </>
      }
    >
      <p>{asks === 'reopen' ? t('reopenText', { version: (again?.version ?? 1) + 1 }) : t(text)}</p>
    </Dialog>
  )
}
