import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type EditableLetter, type LetterTexts, Locale, readLetterTexts, saveLetterSettings } from '@podium/shared/letters.ts'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import { explainLetters } from '../../features/letters-admin/outbox.ts'
import { PreviewDialog } from '../../features/letters-admin/PreviewDialog.tsx'
import { TextEditor } from '../../features/letters-admin/TextEditor.tsx'
import { TextList } from '../../features/letters-admin/TextList.tsx'
import { call } from '../../lib/api.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { SeminarFrame, SeminarGate } from './SeminarFrame.tsx'

/** The words of the letters of one seminar. */
export function TextsPage() {
  return <SeminarGate>{(seminar) => <Texts key={seminar.id} seminar={seminar} />}</SeminarGate>
}

function Texts({ seminar }: { readonly seminar: SeminarSummary }) {
  const { t } = useTranslation(['letters', 'failures', 'common'])
  const queries = useQueryClient()
  const key = ['texts', seminar.id]
  const texts = useQuery({ queryKey: key, queryFn: () => call(readLetterTexts, { seminarId: seminar.id }) })
  const [asking, setAsking] = useState<{ readonly kind: EditableLetter; readonly isEdited: boolean } | null>(null)
  const [complaint, setComplaint] = useState<string | null>(null)
  const show = (now: LetterTexts) => {
    queries.setQueryData(key, now)
    setAsking(null)
  }

  async function set(before: LetterTexts, settings: { locale: Locale; isReminderWanted: boolean }) {
    setComplaint(null)
    // The choice stands at once, so that the next one builds on it.
    queries.setQueryData(key, { ...before, ...settings })
    try {
      queries.setQueryData(key, await call(saveLetterSettings, { seminarId: seminar.id, ...settings }))
      announce(t('settingsSaved'))
    } catch (error) {
      queries.setQueryData(key, before)
      setComplaint(explainLetters(t, error))
    }
  }

  const edited = asking?.isEdited ? texts.data?.texts.find(({ kind }) => kind === asking.kind) : undefined
  return (
    <SeminarFrame seminar={seminar} name={t('textsTitle')}>
      <div className="area-body">
        <section className="stack" aria-labelledby="texts-heading">
          <h2 id="texts-heading" className="h-sec">
            {t('textsTitle')}
          </h2>
          <p className="t-2">{t('textsLead')}</p>
          {texts.isPending && <p className="t-2">{t('common:loading')}</p>}
          {texts.isError && (
            <div className="row">
              <p role="alert">{explainLetters(t, texts.error)}</p>
              <Button icon="refresh" onPress={() => void texts.refetch()}>
                {t('common:retry')}
              </Button>
            </div>
          )}
          {texts.data && (
            <>
              <div className="row letter-settings">
                <SelectField
                  label={t('language')}
                  value={texts.data.locale}
                  onChange={(value) => void set(texts.data, { locale: Locale.parse(value), isReminderWanted: texts.data.isReminderWanted })}
                  options={Locale.options.map((locale) => ({ value: locale, label: t(`language_${locale}`) }))}
                />
                <Switch
                  isOn={texts.data.isReminderWanted}
                  onChange={(isReminderWanted) => void set(texts.data, { locale: texts.data.locale, isReminderWanted })}
                >
                  {t('reminderSwitch')}
                </Switch>
              </div>
              {complaint !== null && (
                <p className="error" role="alert">
                  <Icon name="alert" /> <span>{complaint}</span>
                </p>
              )}
              <TextList
                texts={texts.data.texts}
                startsAt={seminar.startsAt}
                timeZone={seminar.timeZone}
                onPreview={(kind) => setAsking({ kind, isEdited: false })}
                onEdit={(kind) => setAsking({ kind, isEdited: true })}
              />
            </>
          )}
        </section>
      </div>
      {asking !== null && !asking.isEdited && <PreviewDialog seminarId={seminar.id} kind={asking.kind} onClose={() => setAsking(null)} />}
      {edited && (
        <TextEditor
          key={edited.kind}
          seminarId={seminar.id}
          kind={edited.kind}
          words={edited.words}
          isOwn={edited.isOwn}
          onClose={() => setAsking(null)}
          onSaved={show}
        />
      )}
    </SeminarFrame>
  )
}
