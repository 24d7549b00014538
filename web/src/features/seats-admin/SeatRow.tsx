import { useTranslation } from 'react-i18next'
import type { SeatEntry } from '@podium/shared/seats.ts'
import type { LetterState } from '@podium/shared/letters.ts'
import { accessNumber, shortMoment } from '../../lib/i18n/format.ts'
import type { IconName } from '../../ui/Icon.tsx'
import { Menu, type MenuEntry } from '../../ui/Menu.tsx'
import { Status, type Tone } from '../../ui/Status.tsx'

export interface SeatHands {
  readonly onSubstitute: (seat: SeatEntry) => void
  readonly onCoViewers: (seat: SeatEntry) => void
  readonly onResend: (seat: SeatEntry) => void
  readonly onReissue: (seat: SeatEntry) => void
  readonly onRevoke: (seat: SeatEntry) => void
  readonly onRestore: (seat: SeatEntry) => void
}

const LETTER_LOOK: Readonly<Record<LetterState, { readonly tone: Tone; readonly icon: IconName }>> = {
  waiting: { tone: 'neutral', icon: 'clock' },
  sent: { tone: 'ok', icon: 'check' },
  kept: { tone: 'primary', icon: 'inbox' },
  failed: { tone: 'danger', icon: 'alert' },
  skipped: { tone: 'neutral', icon: 'ban' },
}

/** One seat: who, whether it is valid, what was bought, what was written. */
export function SeatRow({ seat, timeZone, ...hands }: { readonly seat: SeatEntry; readonly timeZone: string } & SeatHands) {
  const { t } = useTranslation(['tickets', 'letters', 'organiser'])
  const entries: MenuEntry[] =
    seat.revokedBy === null
      ? [
          { key: 'substitute', label: t('substitute'), icon: 'people', onSelect: () => hands.onSubstitute(seat) },
          { key: 'coViewers', label: t('coViewersEdit'), icon: 'add-person', onSelect: () => hands.onCoViewers(seat) },
          ...(seat.holderEmail === null
            ? []
            : [{ key: 'resend', label: t('resend'), icon: 'mail', onSelect: () => hands.onResend(seat) } as const]),
          { key: 'reissue', label: t('organiser:reissue'), icon: 'refresh', onSelect: () => hands.onReissue(seat) },
          { key: 'revoke', label: t('organiser:revoke'), icon: 'remove-person', onSelect: () => hands.onRevoke(seat) },
        ]
      : [{ key: 'restore', label: t('organiser:restore'), icon: 'undo', onSelect: () => hands.onRestore(seat) }]
  return (
    <tr data-s={seat.revokedBy === null ? 'valid' : 'away'}>
      <td className="who">
        <b>{seat.holderName}</b>
        {seat.holderEmail !== null && <span>{seat.holderEmail}</span>}
        <span>{accessNumber(seat.number)}</span>
        {seat.coViewers.length > 0 && <span>{t('coViewers', { count: seat.coViewers.length, names: seat.coViewers.join(', ') })}</span>}
      </td>
      <td>
        <div className="stack stack--xs">
          {seat.revokedBy === null ? (
            <Status tone="ok" icon="check">
              {t('stateValid')}
            </Status>
          ) : (
            <Status icon="ban">{seat.revokedBy === 'shop' ? t('stateShop') : t('stateHand')}</Status>
          )}
          {seat.revokedBy === null &&
            seat.flags.map((flag) => (
              <Status key={flag} tone="warn" icon="flag">
                {t(`flag_${flag}`, { status: seat.shopStatus ?? '' })}
              </Status>
            ))}
        </div>
      </td>
      <td className="who">
        <span>{[t(`origin_${seat.origin}`), seat.ticketName].filter(Boolean).join(' · ')}</span>
        {seat.orderRef !== null && seat.orderRef !== '' && <span>{t('order', { ref: seat.orderRef })}</span>}
        {seat.buyerName !== null && seat.buyerName !== '' && seat.buyerName !== seat.holderName && (
          <span>{t('boughtBy', { name: seat.buyerName })}</span>
        )}
      </td>
      <td>
        {seat.letters.length === 0 ? (
          <span className="t-2">{t('noLetters')}</span>
        ) : (
          <ul className="seat-letters">
            {seat.letters.map(({ kind, state, at }) => (
              <li key={kind}>
                <Status tone={LETTER_LOOK[state].tone} icon={LETTER_LOOK[state].icon}>
                  {t(`letters:kind_${kind}`)}, {t(`letters:state_${state}`)} <span className="t-2 nowrap">{shortMoment(at, timeZone)}</span>
                </Status>
              </li>
            ))}
          </ul>
        )}
      </td>
      <td className="act">
        <Menu label={t('organiser:moreFor', { name: seat.holderName })} entries={entries} />
      </td>
    </tr>
  )
}
