// One WebSocket over a raw TCP connection; frames are read in place from one buffer that all connections share.
import { connect, type Socket } from 'node:net'
import { clientPong, OPCODE, type OnFrame, readFrames } from '../frames.ts'

const READ_BYTES = 64 * 1024
const SHARED = Buffer.alloc(READ_BYTES)
const HEAD_END = '\r\n\r\n'

export interface LineOptions {
  readonly port: number
  /** The head of the upgrade request; null where frames begin at once (the floor). */
  readonly head: string | null
  readonly onText: (bytes: Buffer, start: number, end: number) => void
  readonly onClose: () => void
}

/** A connection that speaks frames. */
export class Line {
  readonly #socket: Socket
  readonly #options: LineOptions
  #rest: Buffer | null = null
  #isUpgraded: boolean
  #isClosed = false
  #resolve: () => void = () => undefined
  #reject: (error: Error) => void = () => undefined
  /** Resolves once frames may be sent. */
  readonly opened: Promise<void>

  constructor(options: LineOptions) {
    this.#options = options
    this.#isUpgraded = options.head === null
    this.opened = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#socket = connect({
      host: '127.0.0.1',
      port: options.port,
      noDelay: true,
      onread: {
        buffer: SHARED,
        callback: (length, bytes) => {
          // Node hands back the buffer it was given.
          this.#read(bytes as Buffer, length)
          return true
        },
      },
    })
    this.#socket.on('connect', () => {
      if (options.head === null) this.#resolve()
      else this.#socket.write(options.head)
    })
    this.#socket.on('error', (error) => this.#closed(error))
    this.#socket.on('close', () => this.#closed(new Error('closed')))
  }

  send(frame: Buffer): void {
    this.#socket.write(frame)
  }

  /** Cuts the connection without a word, as a lost network does. */
  cut(): void {
    this.#socket.destroy()
  }

  #closed(error: Error): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#reject(error)
    this.#options.onClose()
  }

  #read(chunk: Buffer, length: number): void {
    let bytes = chunk
    let size = length
    if (this.#rest !== null) {
      bytes = Buffer.concat([this.#rest, chunk.subarray(0, length)])
      size = bytes.length
      this.#rest = null
    }
    if (!this.#isUpgraded) {
      const end = bytes.subarray(0, size).indexOf(HEAD_END)
      if (end !== -1) {
        const status = bytes.toString('latin1', 9, 12)
        if (status !== '101') {
          this.#closed(new Error(`not upgraded: ${bytes.toString('latin1', 0, Math.min(size, 400))}`))
          this.cut()
          return
        }
        this.#isUpgraded = true
        this.#resolve()
        bytes = bytes.subarray(end + HEAD_END.length, size)
        size = bytes.length
      }
    }
    const read = this.#isUpgraded ? readFrames(bytes, size, this.#onFrame) : 0
    if (read < size) this.#rest = Buffer.from(bytes.subarray(read, size))
  }

  readonly #onFrame: OnFrame = (opcode, bytes, start, end) => {
    if (opcode === OPCODE.text) this.#options.onText(bytes, start, end)
    else if (opcode === OPCODE.ping) this.send(clientPong(bytes.subarray(start, end)))
    else if (opcode === OPCODE.close) this.cut()
  }
}

/** The head of a WebSocket upgrade. */
export function upgradeHead(port: number, path: string, origin: string | null): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: localhost:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...(origin === null ? [] : [`Origin: ${origin}`]),
  ]
  return lines.join('\r\n') + HEAD_END
}
