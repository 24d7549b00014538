// Ticket files: a table of any shop, in any charset, as tickets (SPEC R40–R55). Reads bytes, knows no database.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Refusal } from '@podium/shared/failures.ts'
import type { Instant } from '@podium/shared/primitives.ts'
import type { FileMapping, FilePreview, FileProblem, Ticket } from '@podium/shared/tickets.ts'
import { guessMapping, MAX_COLUMNS, namesPeople } from './csv-columns.ts'
import { type Charset, decodeText, looksBinary } from './csv-decode.ts'
import { findLayout, type Layout } from './csv-layout.ts'
import { type Delimiter, readRows } from './csv-records.ts'
import { readRow, type TicketRow } from './csv-rows.ts'
import { numberTickets } from './csv-tickets.ts'

const MAX_ROWS = 50_000
/** No spreadsheet program has more rows; counts empty ones. */
const MAX_LINES = 1_048_576
const SAMPLE_ROWS = 10

/** What a file says. */
export interface TicketFile {
  readonly charset: Charset
  readonly delimiter: Delimiter
  /** Headings as shown. */
  readonly columns: string[]
  /** Which column holds what: as told, or guessed. */
  readonly mapping: FileMapping
  readonly tickets: Ticket[]
  /** Ids that tell no more than a row's place in its order. */
  readonly placed: ReadonlySet<string>
  /** Rows with something in them, headings left out. */
  readonly rows: number
  readonly sample: FilePreview['sample']
  /** Problems of the whole file first, then by row. */
  readonly problems: FileProblem[]
  /** Whether the mapping tells who the people are, and there is something to import. */
  readonly isMapped: boolean
}

/**
 * R40–R52: reads a table of tickets. Reads in small pieces and lets others be served in between; the same bytes, mapping and moment always
 * give the same tickets, whatever the order of the rows.
 * @param mapping null asks for a guess.
 * @throws Refusal file_unreadable where there is no table in the bytes.
 */
export async function readTicketFile(bytes: Uint8Array, mapping: FileMapping | null, now: Instant): Promise<TicketFile> {
  const { charset, text } = await decodeText(bytes)
  const layout = await findLayout(text)
  if (layout === null || !isTable(layout, charset, bytes)) throw new Refusal('file_unreadable')
  const used = mapping === null ? guessMapping(layout.headRow === 0 ? [] : layout.columns) : withinColumns(mapping, layout.columns.length)
  const isMapped = namesPeople(used)
  const { rows, count, problems, isTooLong } = await readTable(layout, isMapped ? used : null)

  if (count === 0) problems.unshift({ row: null, kind: 'empty_file' })
  if (isMapped && used.ticketId === undefined && used.orderRef === undefined && used.barcode === undefined) {
    problems.unshift({ row: null, kind: 'no_key' })
  }
  await nextTurn()
  const numbered = isTooLong ? null : numberTickets(rows, now, MAX_ROWS)
  const base = { charset, delimiter: layout.delimiter, columns: [...layout.columns], mapping: used, rows: count }
  if (numbered === null) {
    return { ...base, tickets: [], placed: new Set(), sample: [], problems: [{ row: null, kind: 'too_many_rows' }], isMapped: false }
  }
  return {
    ...base,
    tickets: numbered.tickets,
    placed: numbered.placed,
    sample: rows.slice(0, SAMPLE_ROWS).map(({ row, holderName, holderEmail, ticketName, status, entitlement }) => ({
      row,
      holderName,
      holderEmail,
      ticketName,
      status,
      entitlement,
    })),
    problems: [...problems, ...numbered.problems].toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    isMapped: isMapped && count > 0,
  }
}

interface Table {
  readonly rows: TicketRow[]
  readonly count: number
  readonly problems: FileProblem[]
  readonly isTooLong: boolean
}

/** Every row below the headings; without a mapping they are only counted. */
async function readTable({ text, delimiter, headRow, columns }: Layout, mapping: FileMapping | null): Promise<Table> {
  const rows: TicketRow[] = []
  const problems: FileProblem[] = []
  let count = 0
  let isTooLong = false
  // A column nobody has mapped need not say anything in every row.
  const tellsKeys = mapping?.ticketId !== undefined || mapping?.orderRef !== undefined || mapping?.barcode !== undefined
  await readRows(text, delimiter, (cells, row) => {
    const isEmpty = cells?.every((cell) => cell.trim() === '') ?? false
    if (row > headRow && !isEmpty) count += 1
    isTooLong = count > MAX_ROWS || row > MAX_LINES
    if (isTooLong) return false
    if (row <= headRow || isEmpty) return true
    if (cells === null || isTooWide(cells, columns.length)) problems.push({ row, kind: 'unreadable_row' })
    else if (mapping !== null) {
      const read = readRow(cells, row, mapping)
      if (read === null) problems.push({ row, kind: 'no_name' })
      else {
        rows.push(read)
        for (const kind of read.problems) if (kind !== 'no_key' || tellsKeys) problems.push({ row, kind })
      }
    }
    return true
  })
  return { rows, count, problems, isTooLong }
}

/** More cells than headings: a separator inside a cell has shifted the others. */
function isTooWide(cells: readonly string[], columns: number): boolean {
  return columns < MAX_COLUMNS && cells.slice(columns).some((cell) => /[^\s,;]/.test(cell))
}

function isTable({ columns, knownHeads }: Layout, charset: Charset, bytes: Uint8Array): boolean {
  if (knownHeads > 0) return true
  const isText = charset === 'utf-16le' || charset === 'utf-16be' || !looksBinary(bytes)
  return isText && columns.length > 1
}

function withinColumns(mapping: FileMapping, columns: number): FileMapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, column]) => column < columns))
}
