// WebSocket frames by hand: what a browser's socket costs must not depend on a client library.

const FINAL_TEXT = 0x81
const MASKED = 0x80
const MASK_BYTES = 4

export const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 } as const

/** A text frame as a client sends it; the mask is zero, so the payload stands in it as it is. */
export function clientText(text: string): Buffer {
  return frame(FINAL_TEXT, Buffer.from(text), true)
}

/** The answer to a ping of the WebSocket protocol. */
export function clientPong(payload: Buffer): Buffer {
  return frame(0x80 | OPCODE.pong, payload, true)
}

/** A text frame as a server sends it: no mask. */
export function serverText(text: string): Buffer {
  return frame(FINAL_TEXT, Buffer.from(text), false)
}

function frame(first: number, payload: Buffer, isMasked: boolean): Buffer {
  const { length } = payload
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8
  const head = 2 + extra + (isMasked ? MASK_BYTES : 0)
  const bytes = Buffer.alloc(head + length)
  bytes[0] = first
  bytes[1] = (isMasked ? MASKED : 0) | (extra === 0 ? length : extra === 2 ? 126 : 127)
  if (extra === 2) bytes.writeUInt16BE(length, 2)
  if (extra === 8) bytes.writeBigUInt64BE(BigInt(length), 2)
  payload.copy(bytes, head)
  return bytes
}

/** Told about each whole frame; the payload stands in `bytes` from `start` to `end`. */
export type OnFrame = (opcode: number, bytes: Buffer, start: number, end: number) => void

/**
 * Finds the whole frames in `bytes` up to `length`; returns where the first incomplete one begins.
 * @throws on a fragmented message or a mask other than zero: no server under test sends them.
 */
export function readFrames(bytes: Buffer, length: number, onFrame: OnFrame): number {
  let at = 0
  while (length - at >= 2) {
    const first = bytes[at] ?? 0
    const second = bytes[at + 1] ?? 0
    const short = second & 0x7f
    const extra = short < 126 ? 0 : short === 126 ? 2 : 8
    const isMasked = (second & MASKED) !== 0
    const start = at + 2 + extra + (isMasked ? MASK_BYTES : 0)
    if (start > length) break
    const size = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
    if (start + size > length) break
    if ((first & 0x80) === 0) throw new Error('a fragmented message')
    if (isMasked && bytes.readUInt32BE(start - MASK_BYTES) !== 0) throw new Error('a mask other than zero')
    onFrame(first & 0x0f, bytes, start, start + size)
    at = start + size
  }
  return at
}
