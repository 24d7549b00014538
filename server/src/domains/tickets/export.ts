// The seats of a seminar as a table for spreadsheet programs, for those who keep their own lists (SPEC R53). Pure.
import type { LetterState, Locale } from '@podium/shared/letters.ts'
import type { SeatEntry } from '@podium/shared/seats.ts'
import type { SeatOrigin } from '@podium/shared/tickets.ts'
import { type Cell, writeCsv } from '../../adapters/csv.ts'

interface Words {
  readonly heads: readonly string[]
  readonly origins: Record<SeatOrigin, string>
  readonly valid: string
  readonly revokedBy: Record<'organiser' | 'shop', string>
  readonly flags: Record<SeatEntry['flags'][number], string>
  readonly letters: Record<LetterState, string>
  /** How dates and times of day are written. */
  readonly dates: string
}

const WORDS: Record<Locale, Words> = {
  de: {
    heads: [
      'Platz',
      'Name',
      'E-Mail',
      'Ticket',
      'Bestellung',
      'Bestellende Person',
      'Herkunft',
      'Zustand',
      'Mitschauende',
      'Letzte Zugangsmail',
    ],
    origins: { eventbrite: 'Eventbrite', pretix: 'pretix', csv: 'Datei', hand: 'von Hand' },
    valid: 'gültig',
    revokedBy: { organiser: 'gesperrt', shop: 'storniert' },
    flags: {
      status_unknown: 'unbekannter Zustand im Shop',
      missing: 'fehlt in der Quelle',
      unnamed: 'noch nicht benannt',
      no_email: 'keine E-Mail',
      revocation_held: 'Storno wartet',
    },
    letters: { waiting: 'wartet bis', sent: 'gesendet', kept: 'aufgehoben', failed: 'nicht zustellbar', skipped: 'übersprungen' },
    dates: 'de-DE',
  },
  en: {
    heads: ['Seat', 'Name', 'E-mail', 'Ticket', 'Order', 'Ordered by', 'Origin', 'State', 'Co-viewers', 'Latest access e-mail'],
    origins: { eventbrite: 'Eventbrite', pretix: 'pretix', csv: 'File', hand: 'by hand' },
    valid: 'valid',
    revokedBy: { organiser: 'blocked', shop: 'cancelled' },
    flags: {
      status_unknown: 'unknown state in the shop',
      missing: 'missing at the source',
      unnamed: 'not named yet',
      no_email: 'no e-mail',
      revocation_held: 'cancellation waits',
    },
    letters: { waiting: 'waits until', sent: 'sent', kept: 'kept', failed: 'undeliverable', skipped: 'skipped' },
    dates: 'en-GB',
  },
}

/** R53: the seats as CSV, one row each, heading first; times in the seminar's zone. Nothing anybody typed runs as a formula (RT-13). */
export function seatListCsv(seats: readonly SeatEntry[], locale: Locale, timeZone: string): string {
  const words = WORDS[locale]
  const time = new Intl.DateTimeFormat(words.dates, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  return writeCsv([
    words.heads,
    ...seats.map((seat): Cell[] => [
      // With a hyphen no spreadsheet program takes ten digits for a number.
      seat.number.replace(/^(.{5})(.{5})$/, '$1-$2'),
      seat.holderName,
      seat.holderEmail,
      seat.ticketName,
      seat.orderRef,
      seat.buyerName,
      words.origins[seat.origin],
      stateOf(seat, words),
      seat.coViewers.join(', '),
      accessLetterOf(seat, words, time),
    ]),
  ])
}

function stateOf({ revokedBy, flags, shopStatus }: SeatEntry, words: Words): string {
  const state = revokedBy === null ? words.valid : words.revokedBy[revokedBy]
  const notes = flags.map((flag) => (flag === 'status_unknown' && shopStatus ? `${words.flags[flag]}: ${shopStatus}` : words.flags[flag]))
  return [state, ...notes].join(', ')
}

function accessLetterOf({ letters }: SeatEntry, words: Words, time: Intl.DateTimeFormat): string | null {
  const latest = letters.filter(({ kind }) => kind === 'access').toSorted((a, b) => b.at - a.at)[0]
  return latest === undefined ? null : `${words.letters[latest.state]} ${time.format(latest.at)}`
}
