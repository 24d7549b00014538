// Where the table in a ticket file begins and what separates its cells (SPEC R41).
import { EmailAddress } from '@podium/shared/primitives.ts'
import { columnLetters, countHeads, MAX_COLUMNS, showHeads } from './csv-columns.ts'
import { type Delimiter, readRows } from './csv-records.ts'

/** The headings stand among these first rows; what stands above them is a title. */
const HEAD_ROWS = 20
const SAMPLE_ROWS = 100
/** In this order where nothing tells them apart. */
const DELIMITERS = [',', ';', '\t'] as const

export interface Layout {
  readonly delimiter: Delimiter
  readonly columns: readonly string[]
  /** Tickets stand below this row; 0 for a table without headings. */
  readonly headRow: number
  /** How many headings somebody knows. */
  readonly knownHeads: number
  /** The text after a line that only tells the separator. */
  readonly text: Buffer
}

interface Look extends Omit<Layout, 'text'> {
  /** Share of the rows that are as wide as the headings. */
  readonly evenness: number
}

/** R41: finds the separator by what it makes of the first rows: known headings, then rows of the same width. Null where there is no row at all. */
export async function findLayout(text: Buffer): Promise<Layout | null> {
  const told = /^"?sep=([,;\t])"?(?:\r\n|\n|\r)/i.exec(text.subarray(0, 12).toString('latin1'))
  const body = told === null ? text : text.subarray(told[0].length)
  let best: Look | null = null
  for (const delimiter of DELIMITERS) {
    if (told !== null && told[1] !== delimiter) continue
    const look = await lookThrough(body, delimiter)
    if (look !== null && (best === null || isBetter(look, best))) best = look
  }
  return best === null ? null : { ...best, text: body }
}

function isBetter(a: Look, b: Look): boolean {
  if (a.knownHeads !== b.knownHeads) return a.knownHeads > b.knownHeads
  const isTable = [a, b].map(({ columns }) => columns.length > 1)
  if (isTable[0] !== isTable[1]) return isTable[0] === true
  return a.evenness === b.evenness ? a.columns.length > b.columns.length : a.evenness > b.evenness
}

async function lookThrough(text: Buffer, delimiter: Delimiter): Promise<Look | null> {
  const rows: { cells: readonly string[]; row: number }[] = []
  let seen = 0
  await readRows(text, delimiter, (cells, row) => {
    if (cells?.some((cell) => cell.trim() !== '')) rows.push({ cells: cells.slice(0, MAX_COLUMNS), row })
    seen += 1
    return seen < SAMPLE_ROWS
  })
  const [first] = rows
  if (first === undefined) return null
  let head = { ...first, known: countHeads(first.cells) }
  for (const one of rows.slice(1, HEAD_ROWS)) {
    const known = countHeads(one.cells)
    if (known >= 2 && known > head.known) head = { ...one, known }
  }
  const below = rows.filter(({ row }) => row > head.row)
  const even = below.filter(({ cells }) => cells.length === head.cells.length).length
  const isHeadless = head.known === 0 && head.cells.some((cell) => EmailAddress.safeParse(cell).success)
  return {
    delimiter,
    columns: isHeadless ? head.cells.map((_, index) => columnLetters(index)) : showHeads(head.cells),
    headRow: isHeadless ? head.row - 1 : head.row,
    knownHeads: head.known,
    evenness: below.length === 0 ? 1 : even / below.length,
  }
}
