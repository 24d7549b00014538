// What the columns of a ticket file are called, by shop and language (SPEC R42). Pure.
import type { FileField, FileMapping } from '@podium/shared/tickets.ts'
import { cleanCell, plainWord } from './csv-values.ts'

/** At most this many columns are looked at. */
export const MAX_COLUMNS = 500

/**
 * Headings by meaning, as `headKey` writes them, the surest first. A number is "no" in every language.
 * `plain` may mean the holder or, where another column names the holder outright, the buyer.
 */
const HEADS: Record<FileField, { sure: string; plain?: string }> = {
  ticketId: {
    sure:
      'attendeeno attendeeid teilnehmerno teilnehmerid teilnehmendeno ticketno ticketid ticketcode eintrittskartenno ' +
      'positionid positionno positionsid positionsno',
  },
  orderRef: {
    sure:
      'orderno orderid ordercode orderref orderreference order bestellno bestellungsno bestellungno bestellid bestellcode bestellung ' +
      'buchungsno buchungsid buchungscode buchung bookingno bookingid bookingref bookingreference auftragsno vorgangsno',
  },
  barcode: { sure: 'barcodeno barcode barcodes strichcode' },
  firstName: {
    sure: 'attendeefirstname firstnameattendee teilnehmervorname vornameteilnehmer vornamedesteilnehmers attendeenamegivenname teilnehmernamevorname',
    plain: 'firstname vorname givenname forename',
  },
  lastName: {
    sure:
      'attendeelastname lastnameattendee attendeesurname teilnehmernachname nachnameteilnehmer nachnamedesteilnehmers ' +
      'attendeenamefamilyname teilnehmernamenachname',
    plain: 'lastname surname familyname nachname familienname zuname',
  },
  name: {
    sure:
      'attendeename nameattendee attendee participantname participant holdername ticketholder ticketholdername teilnehmername nameteilnehmer ' +
      'namedesteilnehmers nameteilnehmerin teilnehmer teilnehmerin teilnehmende teilnehmendername ticketinhaber inhabername gast gastname guestname',
    plain: 'name fullname vollstandigername vorundnachname vornamenachname namevorname nachnamevorname vornameundnachname',
  },
  email: {
    sure:
      'attendeeemail emailattendee attendeeemailaddress participantemail holderemail teilnehmeremail emailteilnehmer emaildesteilnehmers ' +
      'emailadressedesteilnehmers teilnehmeremailadresse teilnehmendeemail emailteilnehmerin guestemail',
    plain: 'email emailaddress emailadresse mail mailadresse emails',
  },
  buyerFirstName: { sure: 'buyerfirstname purchaserfirstname kaufervorname vornamedeskaufers vornamekaufer bestellervorname' },
  buyerLastName: {
    sure: 'buyerlastname buyersurname purchaserlastname kaufernachname nachnamedeskaufers nachnamekaufer bestellernachname',
  },
  buyerName: {
    sure:
      'buyername buyer purchasername purchaser namedeskaufers namekaufer kaufername kaufer kauferin namederkauferin namedesbestellers bestellername ' +
      'besteller bestellerin bestellendeperson orderedby boughtby ordername invoicename rechnungsname rechnungsempfanger',
  },
  buyerEmail: {
    sure:
      'buyeremail buyeremailaddress purchaseremail emaildeskaufers emailadressedeskaufers kauferemail kauferemailadresse emailkaufer ' +
      'emaildesbestellers bestelleremail emailbesteller orderemail invoiceemail rechnungsemail emailrechnung',
  },
  quantity: {
    sure: 'quantity ticketquantity qty menge anzahl anzahltickets anzahldertickets ticketanzahl ticketmenge stuckzahl anzahlplatze platze seats',
  },
  ticketName: {
    sure:
      'tickettype ticketart tickettyp ticketkategorie ticketname ticketclass ticketklasse ticketbezeichnung ticket ' +
      'product produkt artikel kategorie category tarif eintrittskarte',
  },
  status: {
    sure: 'attendeestatus teilnehmerstatus ticketstatus buchungsstatus bookingstatus orderstatus bestellstatus status zustand state ordertype bestellart',
  },
}
/** Holders first: what is left over may be the buyer's. */
const PAIRS = [
  ['firstName', 'buyerFirstName'],
  ['lastName', 'buyerLastName'],
  ['name', 'buyerName'],
  ['email', 'buyerEmail'],
] as const satisfies readonly (readonly [FileField, FileField])[]
const SINGLES = ['ticketId', 'orderRef', 'barcode', 'quantity', 'ticketName', 'status'] as const satisfies readonly FileField[]

const WORDS = Object.fromEntries(
  Object.entries(HEADS).map(([field, { sure, plain = '' }]) => [field, { sure: keysOf(sure), plain: keysOf(plain) }]),
)
const KNOWN_KEYS = new Set(Object.values(WORDS).flatMap(({ sure, plain }) => [...sure, ...plain]))

/** R42: a heading without case, accents, dots, spaces; "#", "Nr.", "no." and "number" are the same. */
export function headKey(heading: string): string {
  return plainWord(heading.replaceAll('#', ' no')).replace(/(?:nummer|number|numer|num|nr)$/, 'no')
}

/** How many cells of a row are headings somebody knows. */
export function countHeads(cells: readonly string[]): number {
  return new Set(
    cells
      .slice(0, MAX_COLUMNS)
      .map(headKey)
      .filter((key) => KNOWN_KEYS.has(key)),
  ).size
}

/** Headings as shown; one without words is called as a spreadsheet calls its column. */
export function showHeads(cells: readonly string[]): string[] {
  return cells.slice(0, MAX_COLUMNS).map((cell, index) => cleanCell(cell) || columnLetters(index))
}

/** "A" for the first column, "AA" for the 27th. */
export function columnLetters(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

/** R42: what the columns hold, by their headings. The person on the ticket goes before the person who bought it. */
export function guessMapping(heads: readonly string[]): FileMapping {
  const keys = heads.map(headKey)
  const mapping: FileMapping = {}
  const taken = new Set<number>()
  const assign = (field: FileField, words: readonly string[]): boolean => {
    const column = words.map((word) => keys.findIndex((key, index) => key === word && !taken.has(index))).find((index) => index >= 0)
    if (column === undefined) return false
    mapping[field] = column
    taken.add(column)
    return true
  }
  for (const field of SINGLES) assign(field, WORDS[field]?.sure ?? [])
  for (const [holder, buyer] of PAIRS) {
    const plain = WORDS[holder]?.plain ?? []
    const isSure = assign(holder, WORDS[holder]?.sure ?? [])
    if (!assign(buyer, WORDS[buyer]?.sure ?? []) && isSure) assign(buyer, plain)
    if (!isSure) assign(holder, plain)
  }
  // "Name" beside "Vorname" is the family name.
  if (mapping.firstName !== undefined && mapping.lastName === undefined && mapping.name !== undefined) {
    mapping.lastName = mapping.name
    delete mapping.name
  }
  return mapping
}

/** Whether a mapping tells who the people are. */
export function namesPeople(mapping: FileMapping): boolean {
  return (['name', 'firstName', 'lastName', 'buyerName', 'buyerFirstName', 'buyerLastName'] as const).some(
    (field) => mapping[field] !== undefined,
  )
}

function keysOf(words: string): string[] {
  return words
    .split(' ')
    .filter((word) => word !== '')
    .map(headKey)
}
