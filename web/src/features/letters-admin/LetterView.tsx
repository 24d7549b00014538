import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LetterContent } from '@podium/shared/letters.ts'
import { saveFile } from '../../lib/browser.ts'
import { Button } from '../../ui/Button.tsx'
import { Tabs } from '../../ui/Tabs.tsx'

/** A letter as its recipient sees it, as plain text, with its headers and its calendar file. */
export function LetterView({ content }: { readonly content: LetterContent }) {
  const { t } = useTranslation('letters')
  const [tab, setTab] = useState<'rendered' | 'text' | 'headers' | 'calendar'>('rendered')
  const { calendar } = content
  return (
    <div className="letter-view">
      <p className="letter-subject">
        <span className="t-sm t-2">{t('subject')}</span> <b>{content.subject}</b>
      </p>
      <Tabs
        label={t('kind')}
        selected={tab}
        onSelect={setTab}
        items={[
          {
            key: 'rendered',
            label: t('viewRendered'),
            // The frame has a policy of its own: no script, nothing remote, no link that leads anywhere.
            panel: (
              <iframe
                className="letter-frame"
                title={t('frame', { subject: content.subject })}
                src={content.frame}
                sandbox=""
                tabIndex={0}
              />
            ),
          },
          {
            key: 'text',
            label: t('viewText'),
            panel: (
              <pre className="letter-text" tabIndex={0}>
                {content.text}
              </pre>
            ),
          },
          ...(content.headers.length === 0
            ? []
            : [
                {
                  key: 'headers' as const,
                  label: t('viewHeaders'),
                  panel: (
                    <dl className="letter-headers" tabIndex={0}>
                      {content.headers.map(({ name, value }, index) => (
                        <div key={index}>
                          <dt>{name}</dt>
                          <dd>{value}</dd>
                        </div>
                      ))}
                    </dl>
                  ),
                },
              ]),
          ...(calendar === null
            ? []
            : [
                {
                  key: 'calendar' as const,
                  label: t('viewCalendar'),
                  panel: (
                    <div className="stack">
                      <pre className="letter-text" tabIndex={0}>
                        {calendar}
                      </pre>
                      <Button icon="calendar" isDense onPress={() => saveFile('seminar.ics', calendar, 'text/calendar;charset=utf-8')}>
                        {t('saveCalendar')}
                      </Button>
                    </div>
                  ),
                },
              ]),
        ]}
      />
    </div>
  )
}
