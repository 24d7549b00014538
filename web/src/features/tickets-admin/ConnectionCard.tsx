import { useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import { moveSeminar } from '@podium/shared/seminars.ts'
import { disconnectShop, reconcileNow, releaseRevocations, type ShopConnection } from '@podium/shared/tickets.ts'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'
import { longMoment, shortMoment } from '../../lib/i18n/format.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { explainShop, sayCounts, SHOP_TIMEOUT_MS, useShopChange } from './connection.ts'

/** How a connected shop is doing, and what waits for the organiser. */
export function ConnectionCard({
  seminar,
  connection,
  onReconnect,
}: {
  readonly seminar: SeminarSummary
  readonly connection: ShopConnection
  readonly onReconnect: () => void
}) {
  const { t } = useTranslation(['tickets', 'failures', 'organiser'])
  const queries = useQueryClient()
  const [asking, setAsking] = useState<'disconnect' | 'release' | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isMoving, setMoving] = useState(false)
  const seminarId = seminar.id
  const shop = t(`shop_${connection.kind}`)
  const tell = (now: ShopConnection | null) => announce(now?.lastCounts ? t('reconciled', { counts: sayCounts(t, now.lastCounts) }) : '')
  const reconciling = useShopChange(seminarId, () => call(reconcileNow, { seminarId }, SHOP_TIMEOUT_MS), tell)
  const releasing = useShopChange(seminarId, () => call(releaseRevocations, { seminarId }, SHOP_TIMEOUT_MS), tell)
  const { lastCounts, heldRevocations, movedTo } = connection

  async function takeDate(startsAt: number, endsAt: number | null) {
    setFailure(null)
    setMoving(true)
    try {
      await call(moveSeminar, { seminarId, startsAt, endsAt: endsAt ?? startsAt + (seminar.endsAt - seminar.startsAt) })
      announce(t('moved'))
      await queries.invalidateQueries({ queryKey: ['staff', 'seminars'] })
      await queries.invalidateQueries({ queryKey: ['shop', seminarId] })
    } catch (error) {
      setFailure(explainShop(t, error))
    } finally {
      setMoving(false)
    }
  }

  const said = failure ?? (reconciling.isError ? explainShop(t, reconciling.error) : null)
  return (
    <section className="stack" aria-labelledby="connection-heading">
      <h2 id="connection-heading" className="area-sentence">
        <Trans
          t={t}
          i18nKey={connection.lastOkAt === null ? 'connectedNever' : 'connectedOk'}
          values={{
            event: connection.eventName,
            time: connection.lastOkAt === null ? '' : shortMoment(connection.lastOkAt, seminar.timeZone),
          }}
          components={{ strong: <strong /> }}
        />
      </h2>
      {lastCounts !== null && <p>{sayCounts(t, lastCounts)}</p>}
      {connection.failingSince !== null && connection.problem !== null && (
        <div className="notice" data-tone="danger" role="alert">
          <Icon name="alert" />
          <h3>{t('connectedFailing', { time: shortMoment(connection.failingSince, seminar.timeZone) })}</h3>
          <p>{t(`problem_${connection.problem}`)}</p>
          {(connection.problem === 'unauthorised' || connection.problem === 'not_found') && (
            <div className="row">
              <Button onPress={onReconnect}>{t('reconnect')}</Button>
            </div>
          )}
        </div>
      )}
      {heldRevocations.length > 0 && (
        <div className="notice" data-tone="danger" role="alert">
          <Icon name="flag" />
          <h3>{t('heldTitle', { count: heldRevocations.length })}</h3>
          <p>{t('heldText')}</p>
          <details>
            <summary>{t('heldShow')}</summary>
            <ul>
              {heldRevocations.map(({ holderName, status }, index) => (
                <li key={index}>
                  {holderName} <span className="t-2">({status})</span>
                </li>
              ))}
            </ul>
          </details>
          <div className="row">
            <Button variant="danger-line" onPress={() => setAsking('release')}>
              {t('heldRelease')}
            </Button>
          </div>
        </div>
      )}
      {movedTo !== null && (
        <div className="notice" data-tone="info">
          <Icon name="calendar" />
          <h3>{t('movedTitle')}</h3>
          <p>{t('movedText', { date: longMoment(movedTo.startsAt, seminar.timeZone) })}</p>
          <div className="row">
            <Button isPending={isMoving} onPress={() => void takeDate(movedTo.startsAt, movedTo.endsAt)}>
              {t('movedTake')}
            </Button>
          </div>
        </div>
      )}
      <div className="row">
        <Button icon="refresh" isPending={reconciling.isPending} onPress={() => reconciling.mutate(undefined)}>
          {t('reconcile')}
        </Button>
        <Button variant="quiet" onPress={() => setAsking('disconnect')}>
          {t('disconnect')}
        </Button>
        {reconciling.isPending && <p role="status">{t('connecting')}</p>}
      </div>
      {said !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{said}</span>
        </p>
      )}
      <p className="t-sm t-2">
        {[
          shop,
          connection.nextPassAt === null ? t('noPass') : t('nextPass', { time: shortMoment(connection.nextPassAt, seminar.timeZone) }),
          t('tokenEnds', { hint: connection.tokenHint }),
        ].join(' · ')}
      </p>
      {asking === 'disconnect' && (
        <Confirm
          title={t('disconnectTitle', { shop })}
          text={t('disconnectText')}
          keep={t('disconnectKeep')}
          confirm={t('disconnect')}
          onClose={() => setAsking(null)}
          explain={(error) => explainShop(t, error)}
          act={async () => {
            await call(disconnectShop, { seminarId })
            queries.setQueryData(['shop', seminarId], null)
          }}
        />
      )}
      {asking === 'release' && (
        <Confirm
          title={t('heldReleaseTitle', { count: heldRevocations.length })}
          text={t('heldReleaseText')}
          keep={t('heldKeep')}
          confirm={t('heldRelease')}
          onClose={() => setAsking(null)}
          explain={(error) => explainShop(t, error)}
          act={async () => {
            await releasing.mutateAsync(undefined)
            setAsking(null)
          }}
        />
      )}
    </section>
  )
}
