import { describe, expect, it } from 'vitest'
import { decodeText } from './csv-decode.ts'

const german = 'Name;Ort\nJörg Süß;Weißenfels\nÄnne Öztürk;Grünau\n'
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

async function decode(bytes: Uint8Array) {
  const { charset, text } = await decodeText(bytes)
  return [charset, text.toString()]
}

describe('charsets of ticket files', () => {
  it('R40 A byte order mark is believed and taken off', async () => {
    expect(await decode(Buffer.from(`\ufeff${german}`))).toEqual(['utf-8', german])
    expect(await decode(Buffer.from(`\ufeff${german}`, 'utf16le'))).toEqual(['utf-16le', german])
    expect(await decode(utf16be(`\ufeff${german}`))).toEqual(['utf-16be', german])
  })

  it('R40 Without one the bytes tell', async () => {
    expect(await decode(Buffer.from(german))).toEqual(['utf-8', german])
    expect(await decode(Buffer.from(german, 'utf16le'))).toEqual(['utf-16le', german])
    expect(await decode(utf16be(german))).toEqual(['utf-16be', german])
    expect(await decode(Buffer.from(german, 'latin1'))).toEqual(['windows-1252', german])
  })

  it('R40 Windows has more letters than Latin-1', async () => {
    const bytes = Buffer.from([0x80, 0x84, 0x93, 0x96, 0x20, 0x8a, 0x9e, 0x81, 0xe9, 0xff])
    expect(await decode(bytes)).toEqual(['windows-1252', '€„“– Šž\u0081éÿ'])
  })

  it('R40 One damaged letter does not spoil the umlauts of all others', async () => {
    const bytes = Buffer.concat([Buffer.from(german), Buffer.from([0xfc, 0x3b, 0xed, 0xa0, 0x80])])
    const [charset, text] = await decode(bytes)
    expect(charset).toBe('utf-8')
    expect(text).toContain('Jörg Süß')
  })

  it('R40 Letters on the seam of two pieces stay whole', async () => {
    const text = `x${'😀ü'.repeat(300_000)}`
    expect(await decode(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(['utf-16le', text])
    const nul = `\0${text}`
    expect(await decode(Buffer.from(nul))).toEqual(['utf-8', text])
  })
})
