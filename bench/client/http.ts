// HTTP by hand over one connection that is kept open: one request after the other.
import { connect, type Socket } from 'node:net'

export interface HttpAnswer {
  readonly status: number
  /** Names and values of the cookies that were set, ready to be sent back. */
  readonly cookies: readonly string[]
  readonly body: string
}

/** One connection; requests wait for each other. */
export class HttpLine {
  readonly #port: number
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #settle: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void } | null = null

  constructor(port: number) {
    this.#port = port
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true })
    this.#socket.on('data', (chunk: Buffer) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
      this.#look()
    })
    const fail = (error: Error) => {
      this.#settle?.reject(error)
      this.#settle = null
    }
    this.#socket.on('error', fail)
    this.#socket.on('close', () => fail(new Error('connection closed')))
  }

  /** Asks; `body` null means GET. */
  request(path: string, body: string | null, options: { cookie?: string; type?: string } = {}): Promise<HttpAnswer> {
    const head = [
      `${body === null ? 'GET' : 'POST'} ${path} HTTP/1.1`,
      `Host: localhost:${this.#port}`,
      'Connection: keep-alive',
      `Origin: http://localhost:${this.#port}`,
      ...(options.cookie === undefined ? [] : [`Cookie: ${options.cookie}`]),
      ...(body === null ? [] : [`Content-Type: ${options.type ?? 'application/json'}`, `Content-Length: ${Buffer.byteLength(body)}`]),
    ]
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) {
        reject(new Error('connection closed'))
        return
      }
      this.#settle = { resolve, reject }
      this.#socket.write(`${head.join('\r\n')}\r\n\r\n${body ?? ''}`)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #look(): void {
    const answer = readAnswer(this.#received)
    if (answer === null) return
    this.#received = this.#received.subarray(answer.length)
    this.#settle?.resolve(answer)
    this.#settle = null
  }
}

/** The answer that begins these bytes and how many of them it takes; null while it is incomplete. Only answers with a length are understood. */
export function readAnswer(bytes: Buffer): (HttpAnswer & { length: number }) | null {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) return null
  const [first = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n')
  const fields = lines.map((line) => /^([^:]+): *(.*)$/.exec(line) ?? [])
  const size = Number(fields.find(([, name = '']) => name.toLowerCase() === 'content-length')?.[2] ?? 0)
  const length = headEnd + 4 + size
  if (bytes.length < length) return null
  return {
    status: Number(first.split(' ')[1]),
    cookies: fields.filter(([, name = '']) => name.toLowerCase() === 'set-cookie').map(([, , value = '']) => value.split(';')[0] ?? ''),
    body: bytes.toString('utf8', headEnd + 4, length),
    length,
  }
}
