// A rendered letter as the message that travels, and back again for the Postausgang.
import { simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { LetterContent } from '@podium/shared/letters.ts'
import type { Instant } from '@podium/shared/primitives.ts'
import type { RenderedLetter } from '../letter.ts'

export interface Envelope {
  readonly rendered: RenderedLetter
  readonly from: { readonly name: string; readonly address: string }
  readonly replyTo: string
  readonly to: { readonly name: string; readonly address: string }
  /** With angle brackets. */
  readonly messageId: string
  readonly date: Instant
  /** Makes the boundaries, so that the same letter has the same bytes. */
  readonly boundarySeed: string
  readonly method: 'PUBLISH' | 'CANCEL'
}

/** The whole message, RFC 5322 and MIME; the same input gives the same bytes (EM-02). */
export async function composeMessage(envelope: Envelope): Promise<string> {
  const { rendered } = envelope
  const composer = new MailComposer({
    from: envelope.from,
    to: envelope.to,
    replyTo: envelope.replyTo,
    subject: rendered.subject,
    messageId: envelope.messageId,
    date: new Date(envelope.date),
    text: rendered.text,
    html: rendered.html,
    // RFC 3834: no holiday note answers a machine.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    ...(rendered.calendar === null ? {} : { icalEvent: { method: envelope.method, filename: 'seminar.ics', content: rendered.calendar } }),
    baseBoundary: envelope.boundarySeed,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return (await composer.compile().build()).toString('utf8')
}

/** A message taken apart again, with its headers as they travelled. */
export async function readMessage(raw: string): Promise<RenderedLetter & { headers: LetterContent['headers'] }> {
  const parsed = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true })
  const calendar = parsed.attachments.find(({ contentType }) => /^(text\/calendar|application\/ics)$/.test(contentType))
  return {
    subject: parsed.subject ?? '',
    html: typeof parsed.html === 'string' ? parsed.html : '',
    text: parsed.text ?? '',
    headers: parsed.headerLines.slice(0, 60).map(({ line }) => {
      const at = line.indexOf(':')
      return {
        name: line.slice(0, at),
        value: line
          .slice(at + 1)
          .replace(/\s+/g, ' ')
          .trim(),
      }
    }),
    calendar: calendar?.content.toString('utf8') ?? null,
  }
}
