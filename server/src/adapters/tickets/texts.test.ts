import { describe, expect, it } from 'vitest'
import { emailOf, lineOf, nameOf } from './texts.ts'

describe('texts of shops', () => {
  it.each([
    ['spaces and line ends', '  Petra \n\t Beispiel ', 'Petra Beispiel'],
    ['two ways to write an umlaut', 'Mu\u0308ller', 'Müller'],
    ['controls and direction marks', 'Pe\u0000tra\u202e Bei\u200bspiel\ufeff', 'Petra Beispiel'],
    ['half a character', 'Petra \ud83d', 'Petra \ufffd'],
    ['nothing', null, ''],
    ['nothing visible', '\u200b\u202e \u0007', ''],
  ])('R21 %s', (_name, text, expected) => {
    expect(lineOf(text)).toBe(expected)
  })

  it('R21 A long line ends after 200 characters, never in the middle of one', () => {
    expect(lineOf('x'.repeat(500))).toBe('x'.repeat(200))
    expect(lineOf(`${'x'.repeat(199)}😀`)).toBe('x'.repeat(199))
    expect(lineOf(`${'x'.repeat(199)} yz`)).toBe('x'.repeat(199))
  })

  it('R21 A name is taken whole where there is one, else from its parts; an address only where it is one', () => {
    expect(nameOf('Dr. Petra Beispiel', 'Petra', 'Beispiel')).toBe('Dr. Petra Beispiel')
    expect(nameOf(' ', 'Petra', null)).toBe('Petra')
    expect(emailOf(' Petra@Amt.Example ')).toBe('petra@amt.example')
    expect(emailOf('petra@amt')).toBeNull()
    expect(emailOf('a@b.example, c@d.example')).toBeNull()
    expect(emailOf(null)).toBeNull()
  })
})
