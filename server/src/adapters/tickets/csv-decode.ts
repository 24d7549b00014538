// The letters in the bytes of a ticket file: offices save tables in whatever their spreadsheet program prefers (SPEC R40).
import { isUtf8 } from 'node:buffer'
import { setImmediate as nextTurn } from 'node:timers/promises'

export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'macintosh'

/** Decoded in pieces so that everybody else is served in between. */
const PIECE_BYTES = 512 * 1024
/** What is enough to tell charsets apart. */
const SAMPLE_BYTES = 4 * 1024 * 1024
const BOMS: readonly (readonly [Charset, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]
/** 0x80 to 0x9f; written out because some releases of Node decode windows-1252 as Latin-1. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** A file's text as UTF-8 without byte order mark and NULs. */
export interface DecodedText {
  readonly charset: Charset
  readonly text: Buffer
}

/** R40: BOM first, then strict UTF-8, then what a damaged UTF-8, a Mac or Windows would have written. */
export async function decodeText(bytes: Uint8Array): Promise<DecodedText> {
  const { charset, start } = detectCharset(bytes)
  const body = Buffer.from(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start)
  if (charset === 'utf-8' && isUtf8(body) && !body.includes(0)) return { charset, text: body }
  const decode = decoderOf(charset)
  const pieces: Buffer[] = []
  for (let at = 0; at < body.length; at += PIECE_BYTES) {
    const isLast = at + PIECE_BYTES >= body.length
    pieces.push(Buffer.from(decode(body.subarray(at, at + PIECE_BYTES), isLast).replaceAll('\0', '')))
    await nextTurn()
  }
  return { charset, text: Buffer.concat(pieces) }
}

/** Whether bytes look like a program's own format: more control characters than any table has. UTF-16 is to be told before. */
export function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 8 * 1024)
  const controls = sample.filter((byte) => byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)).length
  return controls > sample.length * 0.05
}

function detectCharset(bytes: Uint8Array): { charset: Charset; start: number } {
  for (const [charset, bom] of BOMS) {
    if (bom.every((byte, index) => bytes[index] === byte)) return { charset, start: bom.length }
  }
  return { charset: utf16WithoutBom(bytes) ?? (isUtf8(bytes) ? 'utf-8' : guessCharset(bytes)), start: 0 }
}

/** Western text in UTF-16 is half NULs, all on the same side. */
function utf16WithoutBom(bytes: Uint8Array): Charset | null {
  const sample = bytes.subarray(0, 4 * 1024)
  const nuls = [0, 0]
  sample.forEach((byte, index) => {
    if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = nuls
  const many = sample.length * 0.4
  if (odd > many && even < many / 10) return 'utf-16le'
  return even > many && odd < many / 10 ? 'utf-16be' : null
}

function guessCharset(bytes: Uint8Array): Charset {
  const sample = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, SAMPLE_BYTES)).toString('latin1')
  // One damaged character must not spoil every umlaut of an otherwise good UTF-8 file.
  const rest = sample.replaceAll(/[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g, '')
  const damaged = rest.replaceAll(/[\0-\x7f]/g, '').length
  if (sample.length - rest.length > 2 * damaged) return 'utf-8'
  // ä and ü of a Mac would be Š and Ÿ of Windows, which never stand inside a word.
  return /[a-z][\x8a\x9f]/.test(sample) && !/[a-z][\xe4\xf6\xfc\xdf]/.test(sample) ? 'macintosh' : 'windows-1252'
}

function decoderOf(charset: Charset): (bytes: Buffer, isLast: boolean) => string {
  if (charset === 'windows-1252') {
    return (bytes) => bytes.toString('latin1').replaceAll(/[\x80-\x9f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char)
  }
  const decoder = new TextDecoder(charset)
  return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast })
}
