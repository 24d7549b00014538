import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import {
  connectShop,
  listShopEvents,
  ShopAddress,
  type ShopConnection,
  type ShopEvent,
  type ShopKind,
  ShopToken,
  testShop,
} from '@podium/shared/tickets.ts'
import { longMoment } from '../../lib/i18n/format.ts'
import { call } from '../../lib/api.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, SelectField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Status } from '../../ui/Status.tsx'
import { explainShop, SHOP_TIMEOUT_MS, useShopChange } from './connection.ts'
import { useSteps } from './useSteps.ts'

type Account = { readonly account: string; readonly organisations: readonly { readonly id: string; readonly name: string }[] }

/** Step by step to a connected shop: token, organisation, event, tickets. */
export function ConnectShop({
  seminar,
  before,
  onConnected,
}: {
  readonly seminar: SeminarSummary
  /** What is connected now; null where nothing is. */
  readonly before: ShopConnection | null
  readonly onConnected: (connection: ShopConnection | null) => void
}) {
  const { t } = useTranslation(['tickets', 'failures', 'organiser'])
  const [kind, setKind] = useState<ShopKind>('eventbrite')
  const [address, setAddress] = useState('')
  const [token, setToken] = useState('')
  const [wasSent, setSent] = useState(false)
  const [account, setAccount] = useState<Account | null>(null)
  const [events, setEvents] = useState<readonly ShopEvent[] | null>(null)
  const [organisationId, setOrganisation] = useState('')
  const [eventId, setEvent] = useState('')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  // An answer to what was typed before is no answer.
  const { isPending, failure, step, drop } = useSteps((error) => explainShop(t, error))
  const isAddressGood = kind === 'eventbrite' || (address.trim() !== '' && ShopAddress.safeParse(address.trim()).success)
  const isTokenGood = ShopToken.safeParse(token).success
  const access = {
    seminarId: seminar.id,
    kind,
    address: kind === 'pretix' ? address.trim().replace(/\/+$/, '') : null,
    token: token.trim(),
  }
  const event = events?.find(({ id }) => id === eventId)
  const connecting = useShopChange(
    seminar.id,
    () => {
      const chosen = event?.ticketClasses.filter(({ id }) => !left.has(id)).map(({ id }) => id) ?? []
      const ticketClassIds = left.size === 0 ? null : chosen
      return call(connectShop, { ...access, organisationId, eventId, ticketClassIds }, SHOP_TIMEOUT_MS)
    },
    onConnected,
  )

  function restart() {
    drop()
    connecting.reset()
    setAccount(null)
    setEvents(null)
    setOrganisation('')
    setEvent('')
  }

  async function test() {
    setSent(true)
    if (!isAddressGood || !isTokenGood || isPending) return
    connecting.reset()
    await step(async (isCurrent) => {
      const found = await call(testShop, access)
      if (!isCurrent()) return
      setAccount(found)
      const [only, second] = found.organisations
      if (only && !second) await chooseOrganisation(only.id, isCurrent)
    })
  }

  async function chooseOrganisation(id: string, isCurrent: () => boolean) {
    setOrganisation(id)
    setEvent('')
    setEvents(null)
    if (id === '') return
    const { events: found } = await call(listShopEvents, { ...access, organisationId: id })
    if (!isCurrent()) return
    setEvents(found)
    const near = found.filter(({ startsAt, isSeries }) => startsAt === seminar.startsAt && !isSeries)
    if (near.length === 1 && near[0]) setEvent(near[0].id)
  }

  const said = failure ?? (connecting.isError ? explainShop(t, connecting.error) : null)
  return (
    <section className="card card-pad stack" aria-labelledby="connect-heading">
      <h2 id="connect-heading" className="h-sec">
        {t('connectTitle')}
      </h2>
      <p className="t-2">{t('connectLead')}</p>
      <form
        className="stack"
        noValidate
        onSubmit={(submitted) => {
          submitted.preventDefault()
          void test()
        }}
      >
        <div className="form-grid">
          <SelectField
            label={t('shop')}
            value={kind}
            onChange={(value) => {
              setKind(value === 'pretix' ? 'pretix' : 'eventbrite')
              restart()
            }}
            options={[
              { value: 'eventbrite', label: t('shop_eventbrite') },
              { value: 'pretix', label: t('shop_pretix') },
            ]}
          />
          {kind === 'pretix' && (
            <Field
              label={t('address')}
              value={address}
              hint={t('addressHint')}
              onChange={(value) => {
                setAddress(value)
                restart()
              }}
              isRequired
              error={wasSent && !isAddressGood ? t('addressWrong') : null}
            />
          )}
        </div>
        <Field
          label={t('token')}
          value={token}
          type="password"
          autoComplete="off"
          onChange={(value) => {
            setToken(value)
            restart()
          }}
          isRequired
          hint={`${kind === 'eventbrite' ? t('tokenHintEventbrite') : t('tokenHintPretix')} ${t('tokenKept')}`}
          error={wasSent && !isTokenGood ? t('tokenWrong') : null}
        />
        <div className="row">
          <Button type="submit" variant={account === null ? 'primary' : 'secondary'} isPending={isPending && account === null}>
            {t('test')}
          </Button>
          {account !== null && (
            <Status tone="ok" icon="ok">
              {t('testOk', { account: account.account })}
            </Status>
          )}
        </div>
      </form>
      {account !== null && (
        <SelectField
          label={t('organisation')}
          value={organisationId}
          onChange={(id) => void step((isCurrent) => chooseOrganisation(id, isCurrent))}
          options={[
            { value: '', label: t('chooseOrganisation') },
            ...account.organisations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {events !== null && events.length === 0 && <p role="status">{t('noEvents')}</p>}
      {events !== null && events.length > 0 && (
        <SelectField
          label={t('event')}
          value={eventId}
          onChange={(id) => {
            setEvent(id)
            setLeft(new Set())
          }}
          options={[
            { value: '', label: t('chooseEvent') },
            ...events.map(({ id, name, startsAt }) => ({ value: id, label: `${name}, ${longMoment(startsAt, seminar.timeZone)}` })),
          ]}
        />
      )}
      {event?.isSeries && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{t('seriesHint')}</span>
        </p>
      )}
      {event && !event.isSeries && event.startsAt !== seminar.startsAt && (
        <p className="notice notice--slim" role="status">
          <Icon name="info" />
          <span>
            {t('otherDate', { date: longMoment(event.startsAt, seminar.timeZone), ours: longMoment(seminar.startsAt, seminar.timeZone) })}
          </span>
        </p>
      )}
      {event && before !== null && (before.kind !== kind || before.eventId !== event.id) && (
        <p className="notice notice--slim" role="status">
          <Icon name="info" />
          <span>{t('otherEvent', { name: before.eventName })}</span>
        </p>
      )}
      {event && event.ticketClasses.length > 1 && (
        <fieldset className="stack stack--s plain-fieldset">
          <legend className="label">{t('classes')}</legend>
          {event.ticketClasses.map(({ id, name, sold }) => (
            <label key={id} className="check">
              <input
                type="checkbox"
                checked={!left.has(id)}
                onChange={() => {
                  const next = new Set(left)
                  if (!next.delete(id)) next.add(id)
                  if (next.size < event.ticketClasses.length) setLeft(next)
                }}
              />
              <span>{sold === null ? name : t('classSold', { name, sold })}</span>
            </label>
          ))}
        </fieldset>
      )}
      {event && !event.isSeries && (
        <div className="row">
          <Button variant="primary" isPending={connecting.isPending} onPress={() => connecting.mutate(undefined)}>
            {t('connect')}
          </Button>
          {connecting.isPending && <p role="status">{t('connecting')}</p>}
        </div>
      )}
      {said !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{said}</span>
        </p>
      )}
    </section>
  )
}
