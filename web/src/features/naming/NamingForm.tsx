import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@podium/shared/failures.ts'
import { EmailAddress, PersonName } from '@podium/shared/primitives.ts'
import { nameSeats, type Order } from '@podium/shared/seats.ts'
import { call } from '../../lib/api.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Status } from '../../ui/Status.tsx'
import { completeness, isNew, typedFrom } from './naming.ts'

/** One pair of fields for each seat; what was typed stays when something is refused. */
export function NamingForm({ token, order: first }: { readonly token: string; readonly order: Order }) {
  const { t } = useTranslation(['letters', 'failures'])
  const [order, setOrder] = useState(first)
  const [typed, setTyped] = useState(() => typedFrom(first))
  const [wasSent, setSent] = useState(false)
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [saved, setSaved] = useState<number | null>(null)
  const personOf = (seatId: string) => typed[seatId] ?? { name: '', email: '' }
  const open = order.seats.filter(({ isRevoked }) => !isRevoked)
  const news = open.filter((seat) => isNew(seat, personOf(seat.seatId)))

  async function save() {
    setSent(true)
    setSaved(null)
    setFailure(null)
    if (isPending) return
    const wanted = news.filter((seat) => completeness(personOf(seat.seatId)) === 'complete')
    if (news.some((seat) => completeness(personOf(seat.seatId)) === 'half')) {
      setFailure(t('namingIncomplete'))
      return
    }
    if (wanted.length === 0) {
      setFailure(t('namingNothing'))
      return
    }
    setPending(true)
    try {
      const seats = wanted.map(({ seatId }) => ({ seatId, holderName: personOf(seatId).name, holderEmail: personOf(seatId).email }))
      const now = await call(nameSeats, { token, seats })
      setOrder(now)
      setTyped(typedFrom(now))
      setSent(false)
      setSaved(seats.length)
      announce(t('namingSaved', { count: seats.length }))
    } catch (error) {
      setFailure(error instanceof Refusal ? t(`failures:${error.code}`) : t('namingUnreachable'))
    } finally {
      setPending(false)
    }
  }

  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <p className="t-2">{t('namingOrder', { ref: order.orderRef, name: order.buyerName })}</p>
      {open.length === 1 && order.isOpen && <p>{t('namingAlone')}</p>}
      <ol className="naming-seats">
        {order.seats.map((seat, index) => {
          const person = personOf(seat.seatId)
          const isHalf = wasSent && completeness(person) === 'half'
          const set = (about: Partial<typeof person>) => setTyped({ ...typed, [seat.seatId]: { ...person, ...about } })
          return (
            <li key={seat.seatId}>
              <fieldset className="plain-fieldset stack stack--s" disabled={seat.isRevoked || !order.isOpen}>
                <legend className="label">
                  {t('namingSeat', { position: index + 1 })} {seat.ticketName !== '' && <span className="t-2">{seat.ticketName}</span>}
                </legend>
                {seat.isRevoked ? (
                  <Status icon="ban">{t('namingRevoked')}</Status>
                ) : (
                  <>
                    {seat.holderName !== null && (
                      <Status tone="ok" icon="check">
                        {t('namingNamed')}
                      </Status>
                    )}
                    <div className="form-grid">
                      <Field
                        label={t('namingName')}
                        value={person.name}
                        onChange={(name) => set({ name })}
                        autoComplete="off"
                        error={isHalf && !PersonName.safeParse(person.name).success ? t('namingIncomplete') : null}
                      />
                      <Field
                        label={t('namingEmail')}
                        value={person.email}
                        onChange={(email) => set({ email })}
                        type="email"
                        autoComplete="off"
                        error={isHalf && !EmailAddress.safeParse(person.email).success ? t('namingIncomplete') : null}
                      />
                    </div>
                  </>
                )}
              </fieldset>
            </li>
          )
        })}
      </ol>
      {saved !== null && (
        <div className="notice" data-tone="ok" role="status">
          <Icon name="ok" />
          <p>{t('namingSaved', { count: saved })}</p>
        </div>
      )}
      {failure !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{failure}</span>
        </p>
      )}
      {order.isOpen ? (
        <Button type="submit" variant="primary" isBig isPending={isPending}>
          {t('namingSave')}
        </Button>
      ) : (
        <p role="status">{t('namingClosed')}</p>
      )}
    </form>
  )
}
