// What single cells of a ticket file mean (SPEC R44, R46, R48). Pure.
import { createHash } from 'node:crypto'
import { EmailAddress } from '@podium/shared/primitives.ts'
import type { Entitlement } from '@podium/shared/tickets.ts'

const CELL_CHARACTERS = 200
const MAX_QUANTITY = 500
/** Words of shops for the state of a ticket, letters only; German ones beyond "Nimmt teil" are taken from the shop's translations. */
const ENTITLED =
  'attending attended checkedin completed freeorder eventbritecompleted paypalcompleted complimentary manual confirmed paid placed valid registered ' +
  'nimmtteil teilgenommen eingecheckt abgeschlossen kostenlosebestellung kostenlos bestatigt bezahlt gultig angemeldet gebucht registriert anwesend'
const NOT_ENTITLED =
  'notattending cancelled canceled refunded refundedcanceled refundedcancelled deleted transferred unpaid notpaid blocked abandoned expired waitlist waitlisted ' +
  'nimmtnichtteil storniert erstattet ruckerstattet zuruckerstattet geloscht ubertragen unbezahlt nichtbezahlt gesperrt abgemeldet abgebrochen abgelaufen warteliste'
const ENTITLEMENTS = new Map<string, Entitlement>([
  ...ENTITLED.split(' ').map((word) => [plainWord(word), 'yes'] as const),
  ...NOT_ENTITLED.split(' ').map((word) => [plainWord(word), 'no'] as const),
])

/**
 * R44: a cell as one line of plain text: composed letters, no control or invisible characters, single spaces, at most 200 characters.
 * Formulas stay the text they are.
 */
export function cleanCell(cell: string, maxCharacters = CELL_CHARACTERS): string {
  const part = cell.slice(0, maxCharacters * 10)
  if (/^[!-~]*(?: [!-~]+)*$/.test(part) && part.length <= maxCharacters) return part
  return part
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\s\p{Zl}\p{Zp}\u2800\u3164\uffa0\u115f\u1160]+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\u034f]/gu, '')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .slice(0, maxCharacters)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()
}

/** Letters and digits alone, without accents and case: "Übertragen" and "ubertragen" are one word, "ß" is "ss". */
export function plainWord(text: string): string {
  return text
    .slice(0, CELL_CHARACTERS)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll(/([aou])e/g, '$1')
}

/** R46: whether a shop's word for the state of a ticket entitles. No word says nothing against it; an unknown one keeps access and is shown. */
export function readStatus(word: string): Entitlement {
  return word === '' ? 'yes' : (ENTITLEMENTS.get(plainWord(word)) ?? 'unknown')
}

/** Shops write this where nobody was named yet. */
const NOT_NAMED = plainWord('Info Requested')

/** A name; '' where nobody was named yet. */
export function readName(...parts: readonly string[]): string {
  const name = parts.filter((part) => part !== '' && plainWord(part) !== NOT_NAMED).join(' ')
  return cleanCell(name)
}

/** R48: the address in a cell, lower case; '' where there is none, null where there is something else. */
export function readEmail(cell: string): string | null {
  const text = cleanCell(cell, 300)
  if (text === '' || plainWord(text) === NOT_NAMED) return ''
  const { success, data } = EmailAddress.safeParse(text)
  return success ? data : null
}

/** R47: how many tickets a row stands for; null where the cell holds no such number. */
export function readQuantity(cell: string): number | null {
  const text = cleanCell(cell)
  if (text === '') return 1
  const digits = /^(\d{1,4})(?:[.,]0*)?$/.exec(text)?.[1]
  const quantity = Number(digits ?? 0)
  return quantity >= 1 && quantity <= MAX_QUANTITY ? quantity : null
}

/** R45: a number that identifies; '' for what a spreadsheet program has rounded ("1,00E+22"), because others would look the same. */
export function readKey(cell: string): string {
  const key = cleanCell(cell)
  if (/^\d[.,]?\d*e\+?\d+$/i.test(key)) return ''
  return key.length <= 100 ? key : `x-${digest(key)}`
}

/** Stands for a text of any length, the same every time. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
