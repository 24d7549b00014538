// The blocks of a letter as rows of one table.
import { Fragment } from 'react'
import type { Locale } from '@podium/shared/letters.ts'
import type { Block } from './blocks.ts'
import { BRAND, filled, INK, INK_2, SANS, serif, TABLE, text } from './looks.ts'
import { phrases } from './phrases.ts'
import { BareLink, Fields, Heading, Lines, Row, Said, unbroken } from './row-parts.tsx'

/** Outlook leaves out the space around a button's words unless its cell has it. */
const OUTLOOK_PADDING = { msoPaddingAlt: '15px 28px' }

/** What the row of a kind of block is given. */
interface BlockOf<Kind extends Block['kind']> {
  readonly block: Extract<Block, { kind: Kind }>
}

function Greeting({ block }: BlockOf<'greeting'>) {
  return (
    <Row above={0}>
      <p className="em-ink" style={text(16)}>
        {block.text}
      </p>
    </Row>
  )
}

function Headline({ block }: BlockOf<'headline'>) {
  return (
    <Row above={14}>
      <h1 className="em-ink em-h1" style={serif(28, { lineHeight: 1.2 })}>
        {unbroken(block.text)}
      </h1>
    </Row>
  )
}

function SeminarTitle({ block }: BlockOf<'seminar'>) {
  return (
    <Row above={14}>
      <p className="em-ink" style={text(16)}>
        <b>{block.text}</b>
      </p>
    </Row>
  )
}

function Paragraph({ block }: BlockOf<'paragraph'>) {
  return (
    <Row above={18}>
      <p className="em-ink" style={text(15)}>
        <Lines>{block.text}</Lines>
      </p>
    </Row>
  )
}

function When({ block }: BlockOf<'when'>) {
  return (
    <Row above={22}>
      <table {...TABLE} width="100%">
        <tbody>
          <tr>
            <td className="em-ink" style={serif(20, { lineHeight: 1.35 })}>
              {block.date}
              <br />
              {block.time}
            </td>
          </tr>
          <tr>
            <td className="em-ink2" style={text(14, INK_2, { lineHeight: 1.5 })}>
              {block.zone}
              {block.before !== null && (
                <>
                  <br />
                  {block.before.label} <s>{unbroken(block.before.moment)}</s>
                </>
              )}
            </td>
          </tr>
        </tbody>
      </table>
    </Row>
  )
}

function Ruler({ block }: BlockOf<'ruler'>) {
  return (
    <Row above={18}>
      <table {...TABLE} className="em-tick" width="100%" aria-hidden="true" style={{ borderRight: `2px solid ${INK_2}` }}>
        <tbody>
          <tr>
            {block.shares.map((share, index) => (
              <td
                key={index}
                className="em-tick"
                width={`${share.toFixed(1)}%`}
                style={{
                  width: `${share.toFixed(1)}%`,
                  height: '12px',
                  fontSize: '1px',
                  lineHeight: '12px',
                  borderLeft: `2px solid ${INK_2}`,
                  borderBottom: '2px solid #76868a',
                }}
              >
                {'\u00a0'}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <table {...TABLE} width="100%">
        <tbody>
          <tr>
            {([block.from, block.length, block.to] as const).map((label, index) => (
              <td
                key={index}
                align={index === 0 ? 'left' : index === 1 ? 'center' : 'right'}
                className="em-ink2"
                style={text(13, INK_2, { paddingTop: '4px' })}
              >
                {label}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </Row>
  )
}

function LinkButton({ block, locale }: BlockOf<'button'> & { locale: Locale }) {
  return (
    <Row above={26}>
      <table {...TABLE} style={{ borderCollapse: 'separate' }}>
        <tbody>
          <tr>
            <td className="em-btn" {...filled(BRAND)} style={{ backgroundColor: BRAND, borderRadius: '5px', ...OUTLOOK_PADDING }}>
              <a
                href={block.url}
                className="em-btn-a"
                style={{
                  display: 'inline-block',
                  padding: '15px 28px',
                  fontFamily: SANS,
                  fontSize: '16px',
                  lineHeight: 1.25,
                  fontWeight: 'bold',
                  color: '#ffffff',
                  textDecoration: 'none',
                }}
              >
                {block.label}
              </a>
            </td>
          </tr>
        </tbody>
      </table>
      {block.note !== null && (
        <p className="em-ink2" style={text(14, INK_2, { margin: '12px 0 0' })}>
          {block.note}
        </p>
      )}
      <p className="em-ink2" style={text(14, INK_2, { margin: '8px 0 0' })}>
        {phrases(locale).bareLink}
        <br />
        <BareLink url={block.url} />
      </p>
    </Row>
  )
}

function Credentials({ block }: BlockOf<'credentials'>) {
  return (
    <Row above={24}>
      <Fields fields={block.fields} />
    </Row>
  )
}

function Section({ block }: BlockOf<'section'>) {
  return (
    <Row above={26}>
      <Heading>{block.title}</Heading>
      {block.paragraphs.map((paragraph) => (
        <p key={paragraph.text} className="em-ink" style={text(15)}>
          <Said sentence={paragraph} />
        </p>
      ))}
      {block.link !== null && (
        <p className="em-ink" style={text(15)}>
          {block.link.before}
          <a href={block.link.url} className="em-link" style={{ color: BRAND }}>
            {block.link.label}
          </a>
          {block.link.after}
        </p>
      )}
    </Row>
  )
}

function Steps({ block }: BlockOf<'steps'>) {
  return (
    <Row above={30}>
      <Heading>{block.title}</Heading>
      <table {...TABLE} width="100%">
        <tbody>
          {block.steps.map((step, index) => (
            <tr key={step.text}>
              <td width="34" valign="top" className="em-ink" style={serif(19, { padding: '6px 0', lineHeight: 1.35 })}>
                {index + 1}
              </td>
              <td valign="top" className="em-ink" style={text(15, INK, { padding: '6px 0' })}>
                <Said sentence={step} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Row>
  )
}

function Agenda({ block }: BlockOf<'agenda'>) {
  return (
    <Row above={28}>
      <Heading>{block.title}</Heading>
      <table {...TABLE} width="100%">
        <tbody>
          {block.rows.map(({ at, title }) => (
            <tr key={at}>
              <td
                width="64"
                valign="top"
                className="em-ink2 em-line"
                style={text(14, INK_2, { padding: '7px 0', borderTop: '1px solid #d3d7d0', lineHeight: 1.45 })}
              >
                {at}
              </td>
              <td
                valign="top"
                className="em-ink em-line"
                style={text(14, INK, { padding: '7px 0', borderTop: '1px solid #d3d7d0', lineHeight: 1.45 })}
              >
                {title}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {block.note !== null && (
        <p className="em-ink2" style={text(13, INK_2, { margin: '10px 0 0' })}>
          {block.note}
        </p>
      )}
    </Row>
  )
}

function Seats({ block }: BlockOf<'seats'>) {
  return block.seats.map((seat) => (
    <Row key={seat.link} above={20}>
      <p className="em-ink" style={text(15, INK, { margin: '0 0 6px' })}>
        <b>{seat.title}</b>
        <br />
        <BareLink url={seat.link} />
      </p>
      <Fields fields={seat.fields} />
    </Row>
  ))
}

function Answers({ block }: BlockOf<'answers'>) {
  return (
    <Row above={28}>
      <Heading>{block.title}</Heading>
      <table {...TABLE} width="100%">
        <tbody>
          {block.answers.map(({ question, answer }, index) => (
            <Fragment key={index}>
              <tr>
                <td
                  className="em-ink em-line"
                  style={serif(16, { padding: '12px 0 0', borderTop: '1px solid #d3d7d0', fontWeight: 'normal', lineHeight: 1.45 })}
                >
                  <Lines>{question}</Lines>
                </td>
              </tr>
              <tr>
                <td className="em-ink2" style={text(15, INK_2, { padding: '6px 0 12px' })}>
                  <Lines>{answer}</Lines>
                </td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </Row>
  )
}

/** One block of a letter. */
export function BlockRow({ block, locale }: { block: Block; locale: Locale }) {
  switch (block.kind) {
    case 'greeting':
      return <Greeting block={block} />
    case 'headline':
      return <Headline block={block} />
    case 'seminar':
      return <SeminarTitle block={block} />
    case 'paragraph':
      return <Paragraph block={block} />
    case 'when':
      return <When block={block} />
    case 'ruler':
      return <Ruler block={block} />
    case 'button':
      return <LinkButton block={block} locale={locale} />
    case 'credentials':
      return <Credentials block={block} />
    case 'section':
      return <Section block={block} />
    case 'steps':
      return <Steps block={block} />
    case 'agenda':
      return <Agenda block={block} />
    case 'answers':
      return <Answers block={block} />
    case 'seats':
      return <Seats block={block} />
  }
}
