import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { Refusal } from '@podium/shared/failures.ts'
import { type Order, readOrder } from '@podium/shared/seats.ts'
import { keepOrder, keptOrder } from '../../features/naming/keptOrder.ts'
import { NamingForm } from '../../features/naming/NamingForm.tsx'
import { call } from '../../lib/api.ts'
import { longDate, timeRange } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Frame } from './Frame.tsx'

/** "Plätze benennen": opening it tells and changes nothing, a press shows the seats of the order (AL-05). */
export function NamingPage() {
  const { t } = useTranslation(['letters', 'entry', 'failures'])
  const navigate = useNavigate()
  const { token } = useParams()
  const [kept, setKept] = useState(() => token ?? keptOrder())
  const [order, setOrder] = useState<Order | null>(null)
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  useEffect(() => {
    if (token === undefined) return
    keepOrder(token)
    setKept(token)
    void navigate('/benennen', { replace: true })
  }, [token, navigate])

  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // The button that was pressed is gone.
    if (order !== null) heading.current?.focus()
  }, [order])

  async function show() {
    if (isPending) return
    if (kept === null) {
      setFailure(t('namingUnknown'))
      return
    }
    setPending(true)
    setFailure(null)
    try {
      setOrder(await call(readOrder, { token: kept }))
    } catch (error) {
      const isUnknown = error instanceof Refusal && error.code === 'link_unknown'
      setFailure(isUnknown ? t('namingUnknown') : error instanceof Refusal ? t(`failures:${error.code}`) : t('namingUnreachable'))
    } finally {
      setPending(false)
    }
  }

  return (
    <Frame provider={order?.seminar.provider ?? 'Podium'} skipTo="entrance" skipLabel={t('entry:skip')} bodyClass="entry-page">
      <title>{t('namingTitle')}</title>
      <main className="wrap entry" id="entrance">
        <section className="card card-pad naming" aria-labelledby="naming-title">
          <h1 ref={heading} tabIndex={-1} className="h-page" id="naming-title">
            {t('namingTitle')}
          </h1>
          {order !== null && kept !== null ? (
            <>
              <p>
                <b>{order.seminar.title}</b>
                <br />
                {longDate(order.seminar.startsAt, order.seminar.timeZone)},{' '}
                {timeRange(order.seminar.startsAt, order.seminar.endsAt, order.seminar.timeZone)}
              </p>
              <NamingForm token={kept} order={order} />
            </>
          ) : (
            <>
              <p>{t('namingLead')}</p>
              <Button variant="primary" isBig isPending={isPending} onPress={() => void show()}>
                {t('namingShow')}
              </Button>
              {failure !== null && (
                <p className="error" role="alert">
                  <Icon name="alert" /> <span>{failure}</span>
                </p>
              )}
            </>
          )}
        </section>
      </main>
    </Frame>
  )
}
