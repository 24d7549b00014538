import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmailAddress, PersonName } from '@podium/shared/primitives.ts'
import { addSeat, type SeatCredentials } from '@podium/shared/seats.ts'
import { call } from '../../lib/api.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useExplain } from './useExplain.ts'

/** A seat by hand; `onAdded` gets the credentials, which are shown only once. */
export function AddSeat({
  seminarId,
  onClose,
  onAdded,
}: {
  readonly seminarId: string
  readonly onClose: () => void
  readonly onAdded: (credentials: SeatCredentials) => void
}) {
  const { t } = useTranslation(['organiser', 'common'])
  const explain = useExplain()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [wasSent, setSent] = useState(false)
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const hasName = PersonName.safeParse(name).success
  const isEmailGood = email.trim() === '' || EmailAddress.safeParse(email).success

  async function add() {
    setSent(true)
    if (!hasName || !isEmailGood || isPending) return
    setPending(true)
    setFailure(null)
    try {
      onAdded(await call(addSeat, { seminarId, holderName: name, holderEmail: email.trim() === '' ? null : email }))
    } catch (error) {
      setFailure(explain(error))
      setPending(false)
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('addSeat')}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void add()}>
            {t('add')}
          </Button>
        </>
      }
    >
      <p className="t-2">{t('addSeatLead')}</p>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Field
          label={t('holderName')}
          value={name}
          onChange={setName}
          isRequired
          autoComplete="off"
          error={wasSent && !hasName ? t('nameMissing') : null}
        />
        <Field
          label={t('holderEmail')}
          value={email}
          onChange={setEmail}
          type="email"
          autoComplete="off"
          error={wasSent && !isEmailGood ? t('emailWrong') : null}
        />
        {/* Enter in a field sends the form. */}
        <button type="submit" hidden>
          {t('add')}
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
