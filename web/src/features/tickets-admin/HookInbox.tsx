import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import { replayHook, type ShopConnection } from '@podium/shared/tickets.ts'
import { call } from '../../lib/api.ts'
import { shortMoment } from '../../lib/i18n/format.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Status, type Tone } from '../../ui/Status.tsx'
import { explainShop, useHooks } from './connection.ts'

const LOOK = {
  waiting: { tone: 'neutral', icon: 'clock' },
  handled: { tone: 'ok', icon: 'check' },
  test: { tone: 'primary', icon: 'ok' },
  ignored: { tone: 'neutral', icon: 'ban' },
} as const satisfies Record<string, { tone: Tone; icon: IconName }>

/** How the shop tells us of changes, and what it has told. */
export function HookInbox({ seminar, connection }: { readonly seminar: SeminarSummary; readonly connection: ShopConnection }) {
  const { t } = useTranslation(['tickets', 'failures', 'organiser', 'common'])
  const hooks = useHooks(seminar.id)
  const queries = useQueryClient()
  const [failure, setFailure] = useState<string | null>(null)

  async function replay(hookId: string) {
    setFailure(null)
    try {
      await call(replayHook, { hookId })
      announce(t('replayed'))
      await queries.invalidateQueries({ queryKey: ['shop', seminar.id, 'hooks'] })
    } catch (error) {
      setFailure(explainShop(t, error))
    }
  }

  return (
    <section className="stack" aria-labelledby="hooks-heading">
      <h2 id="hooks-heading" className="h-sec">
        {t('hookTitle')}
      </h2>
      {connection.isHookRegistered ? (
        <Status tone="ok" icon="ok">
          {t('hookRegistered')}
        </Status>
      ) : (
        <>
          <p>{t('hookByHand')}</p>
          <CopyField label={t('hookUrl')} value={connection.hookUrl} copyLabel={t('common:copy')} copiedLabel={t('common:copied')} />
          <p className="hint">{t('hookSecret')}</p>
        </>
      )}
      <h3 className="label">{t('inbox')}</h3>
      {failure !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{failure}</span>
        </p>
      )}
      {!hooks.data || hooks.data.length === 0 ? (
        <p className="t-2">{t('inboxEmpty')}</p>
      ) : (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={t('inboxTable')}>
          <table className="table table--cards">
            <thead>
              <tr>
                <th scope="col">{t('received')}</th>
                <th scope="col">{t('action')}</th>
                <th scope="col">{t('outcome')}</th>
                <th scope="col">
                  <span className="sr">{t('actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {hooks.data.slice(0, 20).map((hook) => (
                <tr key={hook.id}>
                  <td>{shortMoment(hook.receivedAt, seminar.timeZone)}</td>
                  <td>{hook.action}</td>
                  <td>
                    <Status {...LOOK[hook.outcome]}>{t(`outcome_${hook.outcome}`)}</Status>
                  </td>
                  <td className="num">
                    <Button
                      variant="quiet"
                      isDense
                      aria-label={t('replayFor', { action: hook.action, time: shortMoment(hook.receivedAt, seminar.timeZone) })}
                      onPress={() => void replay(hook.id)}
                    >
                      {t('replay')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
