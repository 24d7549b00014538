// The rows of a delimited text, damaged ones on their own, without keeping others waiting (SPEC R43, R49).
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CsvError, Parser } from 'csv-parse'
import { parse as parseAtOnce } from 'csv-parse/sync'

export type Delimiter = ',' | ';' | '\t'

/** A few milliseconds of parsing; rows of uneven width are slow. */
const PIECE_BYTES = 4 * 1024
/** What stands beyond is one cell. */
const MAX_CELLS = 501
/** With more than that the file is not damaged but written by a program that never quotes. */
const MAX_REPAIRS = 500
/** A cell whose opening quote was closed by another row's. */
const RAN_ON = /^"[^]*[\r\n]/
const CR = 0x0d
const LF = 0x0a
/** Longest first; a file may mix them. */
const LINE_ENDS = ['\r\n', '\n', '\r']

/**
 * What is done with a row; false ends the reading.
 * @param cells null where nobody can tell what the row holds.
 * @param row counted from 1 as a spreadsheet shows it, empty lines included.
 */
export type TakeRow = (cells: readonly string[] | null, row: number) => boolean

/** Thrown inside the parser to leave it early. */
class Enough extends Error {}

/**
 * R43: hands over every row that is not empty. Quotes are read by the standard; a row that breaks it is read as one line of its own, so that
 * a quote left open swallows nothing. After many such rows quotes inside cells are taken as they stand.
 */
export async function readRows(text: Buffer, delimiter: Delimiter, take: TakeRow): Promise<void> {
  let at = 0
  let row = 0
  for (let repairs = 0; at < text.length; repairs += 1) {
    const isRelaxed = repairs >= MAX_REPAIRS
    const run = await readRun(text.subarray(at), delimiter, isRelaxed, (cells, inRun) => take(cells, row + inRun))
    if (run.end === 'done') return
    at += run.bytes
    row += run.rows
    const line = nextLine(text, at)
    row += line.emptyLines + 1
    at = line.next
    if (!take(isRelaxed ? null : readLine(text.subarray(line.start, line.end), delimiter), row)) return
    if (repairs % 50 === 49) await nextTurn()
  }
}

/** Reads until the end, until enough is read, or to the first damaged row; `bytes` and `rows` count what was handed over. */
async function readRun(
  text: Buffer,
  delimiter: Delimiter,
  isRelaxed: boolean,
  take: TakeRow,
): Promise<{ end: 'done' | 'damaged'; bytes: number; rows: number }> {
  const handed = { bytes: 0, rows: 0 }
  const parser = new Parser({
    delimiter,
    record_delimiter: LINE_ENDS,
    relax_column_count: true,
    relax_quotes: isRelaxed,
    ignore_last_delimiters: MAX_CELLS,
    skip_empty_lines: true,
    on_record: (cells: string[], info) => {
      handed.bytes = info.bytes_records
      handed.rows = info.records + info.empty_lines
      if (!take(isRelaxed && cells.some((cell) => RAN_ON.test(cell)) ? null : cells, handed.rows)) throw new Enough()
      return null
    },
  })
  // Every failure comes back through the callbacks below.
  parser.on('error', () => undefined)
  for (let at = 0; at <= text.length; at += PIECE_BYTES) {
    const isLast = at + PIECE_BYTES > text.length
    const error = await new Promise<Error | null>((resolve) => {
      const done = (failure?: Error | null) => resolve(failure ?? null)
      const piece = text.subarray(at, at + PIECE_BYTES)
      if (isLast) parser.end(piece, () => done(parser.errored)).once('error', done)
      else parser.write(piece, done)
    })
    if (error instanceof Enough) return { end: 'done', ...handed }
    if (error instanceof CsvError) return { end: 'damaged', ...handed }
    if (error !== null) throw error
    await nextTurn()
  }
  return { end: 'done', ...handed }
}

/** One damaged row on its own; null where even its first line makes no sense. */
function readLine(line: Buffer, delimiter: Delimiter): string[] | null {
  try {
    const options = {
      delimiter,
      record_delimiter: LINE_ENDS,
      relax_column_count: true,
      relax_quotes: true,
      ignore_last_delimiters: MAX_CELLS,
    }
    return parseAtOnce(line, options)[0] ?? null
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

function nextLine(text: Buffer, from: number): { start: number; end: number; next: number; emptyLines: number } {
  let start = from
  let emptyLines = 0
  while (text[start] === CR || text[start] === LF) {
    start = afterLineEnd(text, start)
    emptyLines += 1
  }
  let end = start
  while (end < text.length && text[end] !== CR && text[end] !== LF) end += 1
  return { start, end, next: afterLineEnd(text, end), emptyLines }
}

function afterLineEnd(text: Buffer, at: number): number {
  return text[at] === CR && text[at + 1] === LF ? at + 2 : at + 1
}
