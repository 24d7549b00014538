import { describe, expect, it } from 'vitest'
// @ts-expect-error a plain script without types
import { citedNumbers, definedNumbers, orphans, testTitles } from '../spec.mjs'

const SPEC = ['- **Q4** A question may be withdrawn.', '- **P1** One ballot.', 'Text with **Q9** in it.'].join('\n')

describe('the specification check', () => {
  it('B1 Numbers are read from lines that begin with them', () => {
    expect(definedNumbers(SPEC)).toEqual(['Q4', 'P1'])
  })

  it('B1 Titles are read from every way to write a test, with all numbers they begin with', () => {
    // Written in two parts, so that this file's own check does not read them as its tests.
    const source = [`${'it'}('Q4 P1 One')`, `${'test'}("P1 Two")`, `${'it'}.skip('Q4 Three')`, `${'test'}.describe('group')`].join('\n')
    const titles: string[] = testTitles(source)
    expect(titles.map(citedNumbers)).toEqual([['Q4', 'P1'], ['P1'], ['Q4']])
  })

  it('B1 An untested number, an unknown number and a title without one are all reported', () => {
    const files = [{ name: 'a.test.ts', source: ['Q4 fits', 'Q5 unknown', 'none'].map((title) => `${'it'}('${title}')`).join('\n') }]
    expect(orphans(SPEC, files)).toEqual([
      'a.test.ts: "Q5 unknown" cites Q5, which SPEC.md does not define',
      'a.test.ts: "none" cites no number of SPEC.md',
      'SPEC.md: P1 has no test',
    ])
  })
})
