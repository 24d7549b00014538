// What the rows of a letter are made of.
import type { ReactNode } from 'react'
import { type Sentence, shown } from './blocks.ts'
import { BRAND, CARD, filled, INK_2, MONO, serif, TABLE, text } from './looks.ts'

/** One block on the card of the letter, with this much space above it. */
export function Row({ children, above }: { children: ReactNode; above: number }) {
  return (
    <>
      <Gap height={above} />
      <tr>
        <td className="em-card em-pad" {...filled(CARD)} style={{ backgroundColor: CARD, padding: '0 40px' }}>
          {children}
        </td>
      </tr>
    </>
  )
}

/** Empty space of this height in pixels. */
export function Gap({ height }: { height: number }) {
  if (height === 0) return null
  return (
    <tr>
      <td
        className="em-card"
        {...filled(CARD)}
        style={{ backgroundColor: CARD, fontSize: `${height}px`, lineHeight: `${height}px`, height: `${height}px` }}
      >
        {'\u00a0'}
      </td>
    </tr>
  )
}

/** Text of a person or an organiser: line breaks stay, everything else is text. */
export function Lines({ children }: { children: string }) {
  return children.split('\n').map((line, index) => (
    <span key={index}>
      {index > 0 && <br />}
      {line}
    </span>
  ))
}

/** A time of day stays with its "Uhr". */
export function unbroken(text: string): string {
  return text.replaceAll(' Uhr', '\u00a0Uhr')
}

/** A sentence in which the words that matter stand out. */
export function Said({ sentence: { text: whole, strong } }: { sentence: Sentence }) {
  const at = strong === null ? -1 : whole.indexOf(strong)
  if (strong === null || at < 0) return unbroken(whole)
  return (
    <>
      {unbroken(whole.slice(0, at))}
      <b>{unbroken(strong)}</b>
      {unbroken(whole.slice(at + strong.length))}
    </>
  )
}

/** The line above a part of the letter. */
export function Heading({ children }: { children: string }) {
  return (
    <h2 className="em-ink" style={serif(19, { margin: '0 0 8px' })}>
      {children}
    </h2>
  )
}

/** What somebody types in, large, side by side; one below the other on a phone. */
export function Fields({ fields }: { fields: readonly { label: string; value: string }[] }) {
  return (
    <table {...TABLE} width="100%" className="em-box" bgcolor="#e8eae4" style={{ backgroundColor: '#e8eae4', borderRadius: '5px' }}>
      <tbody>
        <tr>
          {fields.map(({ label, value }) => (
            <td key={label} className="em-half" width="50%" valign="top" style={{ padding: '18px 20px' }}>
              <p className="em-ink2" style={text(14, INK_2, { lineHeight: 1.4 })}>
                {label}
              </p>
              <p
                className="em-ink"
                style={{ ...text(24), margin: '2px 0 0', fontFamily: MONO, lineHeight: 1.25, fontWeight: 'bold', whiteSpace: 'nowrap' }}
              >
                {value}
              </p>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}

/** An address that can be copied; it breaks anywhere rather than stick out. */
export function BareLink({ url }: { url: string }) {
  return (
    <a href={url} className="em-link" style={{ color: BRAND, wordBreak: 'break-all' }}>
      {shown(url)}
    </a>
  )
}
