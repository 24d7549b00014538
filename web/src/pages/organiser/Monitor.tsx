import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SeatAttendance } from '@podium/shared/attendance.ts'
import type { StaffSnapshot } from '@podium/shared/room.ts'
import type { SeatCredentials } from '@podium/shared/seats.ts'
import { AttendanceCurve } from '../../features/monitor/AttendanceCurve.tsx'
import { AttendanceSummary } from '../../features/monitor/AttendanceSummary.tsx'
import { ExportPolls } from '../../features/monitor/ExportPolls.tsx'
import { PeopleTable } from '../../features/monitor/PeopleTable.tsx'
import { summarise } from '../../features/monitor/summary.ts'
import { AddSeat } from '../../features/seats-admin/AddSeat.tsx'
import { Credentials } from '../../features/seats-admin/Credentials.tsx'
import { useExplain } from '../../features/seats-admin/useExplain.ts'
import { ReissueSeat, RevokeSeat, useRestoreSeat } from '../../features/seats-admin/SeatDialogs.tsx'
import { ConnectionBanner } from '../../features/staff/ConnectionBanner.tsx'
import { Masthead } from '../../features/staff/Masthead.tsx'
import { SeminarNav } from '../../features/staff/SeminarNav.tsx'
import { clock, longDate, timeRange } from '../../lib/i18n/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Status } from '../../ui/Status.tsx'

type Asking =
  | { readonly kind: 'add' }
  | { readonly kind: 'revoke'; readonly row: SeatAttendance }
  | { readonly kind: 'reissue'; readonly row: SeatAttendance }
  | { readonly kind: 'credentials'; readonly credentials: SeatCredentials }

export interface MonitorProps {
  readonly snapshot: StaffSnapshot
  readonly deviceNowMs: number
  /** The server's clock. */
  readonly nowMs: number
  /** When the live connection broke, on this device's clock; null while it stands. */
  readonly lostSinceMs: number | null
}

/** Attendance as it happens: the sentence, the curve, the people. */
export function Monitor({ snapshot, deviceNowMs, nowMs, lostSinceMs }: MonitorProps) {
  const { t } = useTranslation(['organiser', 'staff', 'common'])
  const [asking, setAsking] = useState<Asking | null>(null)
  const [complaint, setComplaint] = useState<string | null>(null)
  const restore = useRestoreSeat((reason) => setComplaint(t('actionFailed', { reason })))
  const { seminar, stage } = snapshot
  const { rows, curve } = snapshot.attendance ?? { rows: [], curve: [] }
  const summary = summarise(rows)
  const explain = useExplain()
  const close = () => setAsking(null)

  return (
    <div className="org">
      <title>{`${t('attendance')} · ${seminar.title}`}</title>
      <Masthead name={seminar.provider} area={t('title')}>
        <Link className="nav-text" to="/orga" aria-current="true">
          {t('seminars')}
        </Link>
      </Masthead>
      <ConnectionBanner sinceMs={lostSinceMs} nowMs={deviceNowMs} text={t('staff:connectionLost')} />
      {complaint !== null && (
        <div className="banner" data-tone="danger" role="alert">
          <span>{complaint}</span>
          <Button isDense onPress={() => setComplaint(null)}>
            {t('common:close')}
          </Button>
        </div>
      )}
      <main id="content" className="wrap wrap--wide org-main">
        <div className="org-head">
          <div>
            <p className="t-sm t-2">
              <Link to="/orga">{t('seminars')}</Link> / {longDate(seminar.startsAt, seminar.timeZone)},{' '}
              {timeRange(seminar.startsAt, stage.endsAt, seminar.timeZone)}
            </p>
            <h1 className="h-page">{seminar.title}</h1>
          </div>
          <div className="row row--s">
            <ExportPolls seminarId={snapshot.seminarId} onFailed={(error) => setComplaint(t('actionFailed', { reason: explain(error) }))} />
            {stage.state === 'live' ? (
              <span className="live">{t('common:live')}</span>
            ) : (
              <Status icon="clock">{t(`staff:state_${stage.state}`)}</Status>
            )}
            <b className="t-num org-clock">{clock(nowMs, seminar.timeZone)}</b>
          </div>
        </div>
        <SeminarNav slug={seminar.slug} />
        <section className="att" aria-labelledby="attendance-heading">
          <AttendanceSummary rows={rows} state={stage.state} />
          <AttendanceCurve curve={curve} seats={summary.seats} present={summary.present} seminar={seminar} stage={stage} nowMs={nowMs} />
        </section>
        <PeopleTable
          rows={rows}
          timeZone={seminar.timeZone}
          isOver={stage.state === 'ended' || stage.state === 'archived'}
          onAdd={() => setAsking({ kind: 'add' })}
          onRevoke={(row) => setAsking({ kind: 'revoke', row })}
          onReissue={(row) => setAsking({ kind: 'reissue', row })}
          onRestore={(row) => {
            setComplaint(null)
            void restore(row)
          }}
        />
      </main>
      {asking?.kind === 'add' && (
        <AddSeat
          seminarId={snapshot.seminarId}
          onClose={close}
          onAdded={(credentials) => setAsking({ kind: 'credentials', credentials })}
        />
      )}
      {asking?.kind === 'revoke' && <RevokeSeat seat={asking.row} onClose={close} />}
      {asking?.kind === 'reissue' && (
        <ReissueSeat seat={asking.row} onClose={close} onIssued={(credentials) => setAsking({ kind: 'credentials', credentials })} />
      )}
      {asking?.kind === 'credentials' && <Credentials credentials={asking.credentials} onClose={close} />}
    </div>
  )
}
