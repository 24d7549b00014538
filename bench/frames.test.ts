import { describe, expect, it } from 'vitest'
import { clientPong, clientText, OPCODE, readFrames, serverText } from './frames.ts'

function textsIn(bytes: Buffer): { texts: string[]; read: number } {
  const texts: string[] = []
  const read = readFrames(bytes, bytes.length, (opcode, frame, start, end) => {
    if (opcode === OPCODE.text) texts.push(frame.toString('utf8', start, end))
  })
  return { texts, read }
}

describe('frames', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536, 70_000])('G3 A text of %i bytes comes back whole from either side', (length) => {
    const text = 'ä'.repeat(length >> 1) + 'x'.repeat(length & 1)
    expect(textsIn(clientText(text)).texts).toEqual([text])
    expect(textsIn(serverText(text)).texts).toEqual([text])
  })

  it('G3 A frame that is not whole yet waits, however it was cut', () => {
    const both = Buffer.concat([serverText('first'), serverText('second'.repeat(50))])
    const whole = serverText('first').length
    for (let cut = 0; cut < both.length; cut += 1) {
      const { texts, read } = textsIn(both.subarray(0, cut))
      expect(texts).toEqual(cut >= whole ? ['first'] : [])
      expect(read).toBe(cut >= whole ? whole : 0)
    }
  })

  it('G3 Clients mask with zero, so the payload can be read where it stands', () => {
    const frame = clientText('hello')
    expect(frame.subarray(0, 6)).toEqual(Buffer.from([0x81, 0x80 | 5, 0, 0, 0, 0]))
    expect(clientPong(Buffer.from('x'))[0]).toBe(0x8a)
  })

  it('G3 What no server under test may send is refused', () => {
    expect(() => textsIn(Buffer.from([0x01, 0x01, 0x41]))).toThrow('fragmented')
    expect(() => textsIn(Buffer.from([0x81, 0x81, 1, 2, 3, 4, 0x41]))).toThrow('mask')
  })
})
