// The way out for letters: SMTP, or nowhere when no mail server is configured.
import type { LetterProblem } from '@podium/shared/letters.ts'

/** One message for one recipient, complete as it leaves. */
export interface Message {
  readonly from: string
  readonly to: string
  /** The whole MIME message; the same bytes at every attempt. */
  readonly raw: string
}

/** What became of an attempt. `deferred` problems are worth another try, `refused` ones are not. */
export type Attempt =
  | { readonly outcome: 'sent'; readonly serverSaid: string }
  | { readonly outcome: 'again'; readonly problem: LetterProblem; readonly serverSaid: string | null }
  | { readonly outcome: 'never'; readonly problem: LetterProblem; readonly serverSaid: string | null }

/** A mail server. */
export interface Mailer {
  readonly host: string
  send(message: Message): Promise<Attempt>
  close(): void
}
