// A real SMTP server that takes letters, or fails at the step of the dialogue a test names.
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface MailServer {
  readonly url: string
  /** Whole messages as they arrived. */
  readonly taken: { readonly to: string; readonly raw: string }[]
  close(): Promise<void>
}

/** A server that takes everything; `refuse` answers a recipient with an error instead, `mayAnswer` holds its word on a letter back. */
export async function startMailServer(
  refuse: (to: string) => { code: number; text: string } | null = () => null,
  port = 0,
  mayAnswer: () => Promise<void> = async () => undefined,
): Promise<MailServer> {
  const taken: { to: string; raw: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    closeTimeout: 100,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, callback) {
      const refusal = refuse(address)
      if (refusal === null) return callback()
      callback(Object.assign(new Error(refusal.text), { responseCode: refusal.code }))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        taken.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw: Buffer.concat(chunks).toString('utf8') })
        void mayAnswer().then(() => callback())
      })
    },
  })
  server.on('error', () => undefined) // clients that are killed break off
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    url: `smtp://127.0.0.1:${portOf(server.server)}`,
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export type Step = 'connect' | 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'dot'
/** How a step fails: with this answer, by breaking the line, or by half a line and then nothing more. */
export type Failing = { readonly answer: string } | 'cut' | 'half'

/** Speaks SMTP by hand up to the step that fails. */
export async function startFailingServer(step: Step, failing: Failing): Promise<{ url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    const fail = () => {
      if (failing === 'cut') socket.destroy()
      else if (failing === 'half') socket.write('25')
      else socket.write(`${failing.answer}\r\n`)
    }
    const answer = (at: Step, text: string) => (at === step ? fail() : socket.write(`${text}\r\n`))
    let isData = false
    let buffer = ''
    if (step === 'connect') {
      socket.destroy()
      return
    }
    answer('greeting', '220 mail.example ESMTP')
    socket.on('data', (chunk: Buffer) => {
      buffer += chunk.toString('latin1')
      for (let end = buffer.indexOf('\r\n'); end !== -1; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        if (isData) {
          if (line !== '.') continue
          isData = false
          answer('dot', '250 taken')
        } else if (/^EHLO/i.test(line)) answer('EHLO', '250-mail.example\r\n250 AUTH PLAIN')
        else if (/^HELO/i.test(line)) answer('EHLO', '250 mail.example')
        else if (/^AUTH/i.test(line)) answer('AUTH', '235 welcome')
        else if (/^MAIL/i.test(line)) answer('MAIL', '250 ok')
        else if (/^RCPT/i.test(line)) answer('RCPT', '250 ok')
        else if (/^DATA/i.test(line)) {
          isData = step !== 'DATA'
          answer('DATA', '354 go on')
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else socket.write('250 ok\r\n')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://user:secret@127.0.0.1:${portOf(server)}`,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port')
  return address.port
}
