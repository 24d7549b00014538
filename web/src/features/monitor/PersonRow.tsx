import { useTranslation } from 'react-i18next'
import type { Presence, SeatAttendance } from '@podium/shared/attendance.ts'
import { accessNumber, clock } from '../../lib/i18n/format.ts'
import type { IconName } from '../../ui/Icon.tsx'
import { Menu, type MenuEntry } from '../../ui/Menu.tsx'
import { Status, type Tone } from '../../ui/Status.tsx'

const LOOK: Readonly<Record<Presence, { readonly tone: Tone; readonly icon: IconName }>> = {
  expected: { tone: 'neutral', icon: 'remove-person' },
  lobby: { tone: 'primary', icon: 'clock' },
  live: { tone: 'ok', icon: 'sound' },
  silent: { tone: 'warn', icon: 'sound-off' },
  dropped: { tone: 'danger', icon: 'refresh' },
  left: { tone: 'neutral', icon: 'leave' },
  revoked: { tone: 'neutral', icon: 'ban' },
}
/** From so many moves between devices on a row is marked: a link may be shared. */
const MANY_CHANGES = 3

export interface PersonHands {
  readonly onRevoke: (row: SeatAttendance) => void
  readonly onRestore: (row: SeatAttendance) => void
  readonly onReissue: (row: SeatAttendance) => void
}

/** One seat of the monitor. */
export function PersonRow({
  row,
  timeZone,
  isOver,
  onRevoke,
  onRestore,
  onReissue,
}: { readonly row: SeatAttendance; readonly timeZone: string; readonly isOver: boolean } & PersonHands) {
  const { t } = useTranslation('organiser')
  const { presence, takeOvers, firstSeenAt } = row
  const look = LOOK[presence]
  const entries: MenuEntry[] = [
    { key: 'reissue', label: t('reissue'), icon: 'refresh', onSelect: () => onReissue(row) },
    presence === 'revoked'
      ? { key: 'restore', label: t('restore'), icon: 'undo', onSelect: () => onRestore(row) }
      : { key: 'revoke', label: t('revoke'), icon: 'remove-person', onSelect: () => onRevoke(row) },
  ]
  return (
    <tr data-s={presence === 'expected' ? 'away' : presence}>
      <td className="who">
        <b>{row.holderName}</b>
        {row.holderEmail !== null && <span>{row.holderEmail}</span>}
      </td>
      <td>
        {isOver && presence !== 'revoked' ? (
          <Status {...(firstSeenAt === null ? { icon: 'remove-person' } : { icon: 'check', tone: 'ok' })}>
            {firstSeenAt === null ? t('presence_never') : t('presence_attended')}
          </Status>
        ) : (
          <Status tone={look.tone} icon={look.icon}>
            {t(`presence_${presence}`)}
          </Status>
        )}
      </td>
      <td data-l={t('numberShort')} className="nowrap">
        {accessNumber(row.number)}
      </td>
      <td className="num" data-l={t('minutesLabel')}>
        {row.presentMinutes}
      </td>
      <td data-l={t('firstSeenLabel')}>{firstSeenAt === null ? <span className="t-2">–</span> : clock(firstSeenAt, timeZone)}</td>
      <td className="changes">
        {takeOvers === 0 ? (
          <span className="t-2">{t('changesNone')}</span>
        ) : (
          <Status tone={takeOvers >= MANY_CHANGES ? 'warn' : 'neutral'} icon={takeOvers >= MANY_CHANGES ? 'flag' : 'devices'}>
            {t('changes', { count: takeOvers })}
          </Status>
        )}
      </td>
      <td className="act">
        <Menu label={t('moreFor', { name: row.holderName })} entries={entries} />
      </td>
    </tr>
  )
}
