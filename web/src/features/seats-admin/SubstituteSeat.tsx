import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmailAddress, PersonName } from '@podium/shared/primitives.ts'
import { type SeatCredentials, substituteSeat } from '@podium/shared/seats.ts'
import { call } from '../../lib/api.ts'
import { newOpId } from '../../lib/op.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { NamedSeat } from './SeatDialogs.tsx'
import { useExplain } from './useExplain.ts'

/** Vertretung: somebody else takes the seat; `onDone` gets the new credentials. */
export function SubstituteSeat({
  seat,
  onClose,
  onDone,
}: {
  readonly seat: NamedSeat
  readonly onClose: () => void
  readonly onDone: (credentials: SeatCredentials, hasEmail: boolean) => void
}) {
  const { t } = useTranslation(['tickets', 'organiser', 'common'])
  const explain = useExplain()
  const [opId] = useState(newOpId)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [wasSent, setSent] = useState(false)
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const hasName = PersonName.safeParse(name).success
  const isEmailGood = email.trim() === '' || EmailAddress.safeParse(email).success

  async function save() {
    setSent(true)
    if (!hasName || !isEmailGood || isPending) return
    setPending(true)
    setFailure(null)
    try {
      const holderEmail = email.trim() === '' ? null : email
      onDone(await call(substituteSeat, { opId, seatId: seat.seatId, holderName: name, holderEmail }), holderEmail !== null)
    } catch (error) {
      setFailure(explain(error))
      setPending(false)
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('substituteTitle', { name: seat.holderName })}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void save()}>
            {t('substituteConfirm')}
          </Button>
        </>
      }
    >
      <p className="t-2">{t('substituteText')}</p>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={t('organiser:holderName')}
          value={name}
          onChange={setName}
          isRequired
          autoComplete="off"
          error={wasSent && !hasName ? t('organiser:nameMissing') : null}
        />
        <Field
          label={t('organiser:holderEmail')}
          value={email}
          onChange={setEmail}
          type="email"
          autoComplete="off"
          error={wasSent && !isEmailGood ? t('organiser:emailWrong') : null}
        />
        <button type="submit" hidden>
          {t('substituteConfirm')}
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
