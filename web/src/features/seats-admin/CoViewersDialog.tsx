import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { declareCoViewers, type SeatEntry } from '@podium/shared/seats.ts'
import { CoViewers } from '@podium/shared/tickets.ts'
import { call } from '../../lib/api.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useExplain } from './useExplain.ts'

/** Who watches along on a seat, one name on each line. */
export function CoViewersDialog({
  seat,
  onClose,
  onSaved,
}: {
  readonly seat: SeatEntry
  readonly onClose: () => void
  readonly onSaved: () => void
}) {
  const { t } = useTranslation(['tickets', 'common'])
  const explain = useExplain()
  const [text, setText] = useState(seat.coViewers.join('\n'))
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const names = CoViewers.safeParse(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  )

  async function save() {
    if (!names.success || isPending) return
    setPending(true)
    setFailure(null)
    try {
      await call(declareCoViewers, { seatId: seat.seatId, names: names.data })
      announce(t('coViewersSaved'))
      onSaved()
    } catch (error) {
      setFailure(explain(error))
      setPending(false)
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('coViewersTitle', { name: seat.holderName })}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void save()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <p className="t-2">{t('coViewersText')}</p>
      <Field label={t('coViewersLabel')} value={text} onChange={setText} isMultiline error={names.success ? null : t('coViewersWrong')} />
      {failure !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{failure}</span>
        </p>
      )}
    </Dialog>
  )
}
