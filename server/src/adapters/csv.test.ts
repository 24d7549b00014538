import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeCsv } from './csv.ts'

describe('tables for spreadsheet programs', () => {
  it('P32 Nothing typed by people runs as a formula', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']) {
      const cell = writeCsv([[`${start}1+1`]])
        .replace('\ufeff', '')
        .replace(/^"/, '')
      expect(cell.startsWith("'")).toBe(true)
    }
  })

  it('P32 Numbers have a decimal comma and stay numbers, cells are quoted where they must be, rows end as the standard says', () => {
    expect(writeCsv([['a;b', 'sagt "ja"', -4.2, 3, null], ['Zeile\nzwei']])).toBe('\ufeff"a;b";"sagt ""ja""";-4,2;3;\r\n"Zeile\nzwei"\r\n')
  })

  it('P32 Whatever the text, it comes back whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const cell = writeCsv([[text]]).slice(1, -2)
        const bare = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
        expect(bare === text || bare === `'${text}`).toBe(true)
      }),
    )
  })
})
