// A letter as HTML that mail programs of every age show alike: tables, inline styles, no image, nothing remote (design/mail.html).
import type { Locale } from '@podium/shared/letters.ts'
import { Fragment } from 'react'
import { BlockRow } from './block-row.tsx'
import type { LetterOutline } from './blocks.ts'
import { BRAND, CARD, filled, INK_2, serif, TABLE, text } from './looks.ts'
import { Gap } from './row-parts.tsx'

// Progressive enhancement only: everything essential is inline.
const STYLE = `.em-h1{text-wrap:balance}
@media (max-width:480px){.em-pad{padding-left:22px!important;padding-right:22px!important}.em-h1{font-size:25px!important}.em-half{display:block!important;width:auto!important;padding:12px 20px!important}}
@media (prefers-color-scheme:dark){.em-bg{background-color:#0f181a!important}.em-card{background-color:#162225!important}.em-box{background-color:#0a1113!important}.em-ink{color:#edf2ef!important}.em-ink2{color:#b7c5c4!important}.em-link{color:#85d1c6!important}.em-btn{background-color:#85d1c6!important}.em-btn-a{color:#05211f!important}.em-line{border-color:#2b3c40!important}.em-tick{border-color:#b7c5c4!important}}`

/** The whole document of a letter. */
export function LetterDocument({ letter, locale }: { letter: LetterOutline; locale: Locale }) {
  const { footer } = letter
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{letter.subject}</title>
        <style>{STYLE}</style>
      </head>
      <body className="em-bg" style={{ margin: 0, padding: 0, backgroundColor: '#f3f3ee' }}>
        <div style={{ display: 'none', maxHeight: 0, overflow: 'hidden' }}>{letter.preview}</div>
        {/* Mail shown as a page of its own is read by its landmarks; mail programs ignore the role. */}
        <div role="main" lang={locale}>
          <table {...TABLE} width="100%" className="em-bg" bgcolor="#f3f3ee" style={{ backgroundColor: '#f3f3ee' }}>
            <tbody>
              <tr>
                {/* A word longer than the line breaks; without that it would widen the table. */}
                <td align="center" style={{ padding: '24px 12px', wordBreak: 'break-word', overflowWrap: 'anywhere' }}>
                  <table {...TABLE} width="600" style={{ width: '100%', maxWidth: '600px', textAlign: 'left' }}>
                    <tbody>
                      <tr>
                        <td style={{ padding: '0 0 16px' }}>
                          <table {...TABLE}>
                            <tbody>
                              <tr>
                                <td
                                  width="32"
                                  height="32"
                                  align="center"
                                  valign="middle"
                                  {...filled(BRAND)}
                                  aria-hidden="true"
                                  style={{
                                    ...serif(19, { lineHeight: '28px', color: '#ffffff' }),
                                    backgroundColor: BRAND,
                                    borderBottom: '4px solid #f3b833',
                                    borderRadius: '3px',
                                  }}
                                >
                                  {Array.from(footer.provider).slice(0, 1)}
                                </td>
                                <td className="em-ink" style={serif(19, { paddingLeft: '10px' })}>
                                  {footer.provider}
                                </td>
                              </tr>
                            </tbody>
                          </table>
                        </td>
                      </tr>
                      <tr>
                        <td
                          className="em-card"
                          {...filled(CARD)}
                          style={{
                            backgroundColor: CARD,
                            borderTop: `4px solid ${BRAND}`,
                            fontSize: '36px',
                            lineHeight: '36px',
                            height: '36px',
                          }}
                        >
                          {'\u00a0'}
                        </td>
                      </tr>
                      {letter.blocks.map((block, index) => (
                        <BlockRow key={index} block={block} locale={locale} />
                      ))}
                      <Gap height={36} />
                      <tr>
                        <td style={{ padding: '20px 4px 8px' }}>
                          <p className="em-ink2" style={text(13, INK_2)}>
                            {footer.provider}
                            <br />
                            {footer.question}{' '}
                            <a href={`mailto:${footer.email}`} className="em-link" style={{ color: BRAND }}>
                              {footer.email}
                            </a>
                            {footer.phone !== '' && (
                              <>
                                {' '}
                                {footer.or} <span style={{ display: 'inline-block' }}>{footer.phone}</span>
                              </>
                            )}
                            <br />
                            {footer.why}
                            {footer.links.length > 0 && <br />}
                            {footer.links.map(({ label, url }, index) => (
                              <Fragment key={label}>
                                {index > 0 && ' \u00a0 '}
                                <a href={url} className="em-link" style={{ color: BRAND }}>
                                  {label}
                                </a>
                              </Fragment>
                            ))}
                          </p>
                        </td>
                      </tr>
                    </tbody>
                  </table>
                </td>
              </tr>
            </tbody>
          </table>
        </div>
      </body>
    </html>
  )
}
