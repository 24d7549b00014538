import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import { ConnectionCard } from '../../features/tickets-admin/ConnectionCard.tsx'
import { ConnectShop } from '../../features/tickets-admin/ConnectShop.tsx'
import { explainShop, sayCounts, useConnection } from '../../features/tickets-admin/connection.ts'
import { HookInbox } from '../../features/tickets-admin/HookInbox.tsx'
import { ImportFile } from '../../features/tickets-admin/ImportFile.tsx'
import { ShopHints } from '../../features/tickets-admin/ShopHints.tsx'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { SeminarFrame, SeminarGate } from './SeminarFrame.tsx'

/** Where the seats of one seminar come from. */
export function TicketsPage() {
  return <SeminarGate>{(seminar) => <Tickets key={seminar.id} seminar={seminar} />}</SeminarGate>
}

function Tickets({ seminar }: { readonly seminar: SeminarSummary }) {
  const { t } = useTranslation(['tickets', 'failures', 'organiser', 'common'])
  const connection = useConnection(seminar.id)
  const [isReconnecting, setReconnecting] = useState(false)
  return (
    <SeminarFrame seminar={seminar} name={t('ticketsTitle')}>
      <div className="area-body">
        {connection.isPending && <p className="t-2">{t('common:loading')}</p>}
        {connection.isError && (
          <div className="row">
            <p role="alert">{explainShop(t, connection.error)}</p>
            <Button icon="refresh" onPress={() => void connection.refetch()}>
              {t('common:retry')}
            </Button>
          </div>
        )}
        {connection.data && <ConnectionCard seminar={seminar} connection={connection.data} onReconnect={() => setReconnecting(true)} />}
        {(connection.data === null || (connection.data && isReconnecting)) && (
          <ConnectShop
            seminar={seminar}
            before={connection.data}
            onConnected={(now) => {
              setReconnecting(false)
              announce(now?.lastCounts ? t('reconciled', { counts: sayCounts(t, now.lastCounts) }) : '')
            }}
          />
        )}
        {connection.data && <HookInbox seminar={seminar} connection={connection.data} />}
        <ImportFile seminar={seminar} isShopConnected={connection.data != null} />
        <ShopHints provider={seminar.provider} isEventbrite={connection.data?.kind !== 'pretix'} />
      </div>
    </SeminarFrame>
  )
}
