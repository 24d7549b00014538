// The way out for letters: one pooled SMTP connection, encrypted unless it stays on this machine (EM-06).
import { createTransport } from 'nodemailer'
import type { LetterProblem } from '@podium/shared/letters.ts'

/** One message for one recipient, complete as it leaves. */
export interface Message {
  readonly from: string
  readonly to: string
  /** The whole MIME message; the same bytes at every attempt. */
  readonly raw: string
}

/** What became of an attempt. `again` is worth another try, `never` is not. */
export type Attempt =
  | { readonly outcome: 'sent'; readonly serverSaid: string }
  | { readonly outcome: 'again'; readonly problem: LetterProblem; readonly serverSaid: string | null }
  | { readonly outcome: 'never'; readonly problem: LetterProblem; readonly serverSaid: string | null }

/** A mail server. */
export interface Mailer {
  readonly host: string
  /** Never throws: whatever goes wrong is an outcome. */
  send(message: Message): Promise<Attempt>
  close(): void
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/
const SAID_LENGTH = 200

/** How long a mail server may be silent in the middle of the dialogue. */
const PATIENCE_MS = 30_000

/** Opens the mail server at `smtp://user:password@host:port` or `smtps://…`; without TLS only on this machine. */
export function createSmtpMailer(smtpUrl: string, patienceMs: number = PATIENCE_MS): Mailer {
  const url = new URL(smtpUrl)
  const isImplicitTls = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isLocal = LOOPBACK.test(host)
  const transport = createTransport({
    pool: true,
    maxConnections: 1,
    // Once is for a pooled line the server has closed meanwhile; whoever is away is left to the outbox.
    maxRequeues: 1,
    host,
    port: url.port === '' ? (isImplicitTls ? 465 : 587) : Number(url.port),
    secure: isImplicitTls,
    requireTLS: !isImplicitTls && !isLocal,
    ...(isLocal ? { ignoreTLS: !isImplicitTls } : {}),
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: patienceMs / 2,
    greetingTimeout: patienceMs / 2,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    host,
    async send({ from, to, raw }) {
      try {
        const { response } = await transport.sendMail({ envelope: { from, to: [to] }, raw })
        return { outcome: 'sent', serverSaid: plain(response) }
      } catch (error) {
        return attemptOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** L10: what an error of the SMTP dialogue means (RFC 5321 4.2.1): 5xx of the message is final, everything else is tried again. */
export function attemptOf(error: unknown): Attempt {
  const { code, responseCode, response, command } = factsOf(error)
  const serverSaid = response === null ? null : plain(response)
  if (code === 'EAUTH') return { outcome: 'again', problem: 'server_refused_login', serverSaid }
  // A mail server that turns away the connection, or us as sender, may take it once that is put right; one that turns away this letter will not.
  const isAboutLetter = command !== null && /^(RCPT TO|DATA|API)$/.test(command)
  if (responseCode !== null && responseCode >= 500 && isAboutLetter) return { outcome: 'never', problem: 'refused', serverSaid }
  if (responseCode !== null && responseCode >= 400) return { outcome: 'again', problem: 'deferred', serverSaid }
  return { outcome: 'again', problem: 'server_unreachable', serverSaid }
}

interface SmtpFacts {
  readonly code: string | null
  readonly responseCode: number | null
  readonly response: string | null
  readonly command: string | null
}

function factsOf(error: unknown): SmtpFacts {
  const facts: object = error instanceof Error ? error : {}
  const text = (name: string) => {
    const value: unknown = Reflect.get(facts, name)
    return typeof value === 'string' ? value : null
  }
  const responseCode: unknown = Reflect.get(facts, 'responseCode')
  return {
    code: text('code'),
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    response: text('response'),
    command: text('command'),
  }
}

/** What a server said, as one short line without addresses (AL-03). */
function plain(response: string): string {
  return response
    .replace(/[\w.+-]+@[\w.-]+/g, '…')
    .replace(/\s+/g, ' ')
    .slice(0, SAID_LENGTH)
}
