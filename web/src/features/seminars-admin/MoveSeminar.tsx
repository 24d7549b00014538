import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moveSeminar, type SeminarSummary } from '@podium/shared/seminars.ts'
import { call } from '../../lib/api.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { momentsOf, SpanFields, spanOf } from './SpanFields.tsx'
import { useSeminarChange } from './useSeminarChange.ts'

/** Another date; everybody who was told is told again. */
export function MoveSeminar({ seminar, onClose }: { readonly seminar: SeminarSummary; readonly onClose: () => void }) {
  const { t } = useTranslation(['tickets', 'common'])
  const { isPending, failure, run } = useSeminarChange()
  const [span, setSpan] = useState(() => spanOf(seminar.startsAt, seminar.endsAt, seminar.timeZone))
  const [wasSent, setSent] = useState(false)
  const moments = momentsOf(span, seminar.timeZone)

  async function move() {
    setSent(true)
    if (typeof moments === 'string' || isPending) return
    if ((await run(() => call(moveSeminar, { seminarId: seminar.id, ...moments }))) === null) return
    announce(t('movedDone'))
    onClose()
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('moveTitle')}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void move()}>
            {t('moveConfirm')}
          </Button>
        </>
      }
    >
      <p className="t-2">{t('moveText')}</p>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void move()
        }}
      >
        <SpanFields
          span={span}
          timeZone={seminar.timeZone}
          problem={wasSent && typeof moments === 'string' ? moments : null}
          onChange={setSpan}
        />
        {/* Enter in a field sends the form. */}
        <button type="submit" hidden>
          {t('moveConfirm')}
        </button>
      </form>
      {failure !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{failure}</span>
        </p>
      )}
    </Dialog>
  )
}
