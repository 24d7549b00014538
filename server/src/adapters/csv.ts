// Tables for spreadsheet programs as German offices open them: BOM, semicolons, decimal commas, and no cell that runs (RT-13).

/** A text, a number as such, or nothing. */
export type Cell = string | number | null

const BOM = '\ufeff'
/** What makes a spreadsheet program take a cell for a formula, full-width forms included. */
const RUNS = /^[=+\-@\t\r\n\0＝＋－＠]/u

/** The rows as CSV after RFC 4180. */
export function writeCsv(rows: readonly (readonly Cell[])[]): string {
  return BOM + rows.map((row) => `${row.map((cell) => writeCell(cell)).join(';')}\r\n`).join('')
}

function writeCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  const safe = RUNS.test(cell) ? `'${cell}` : cell
  return /[;"\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
