import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmailAddress, SeminarLine } from '@podium/shared/primitives.ts'
import { createSeminar } from '@podium/shared/seminars.ts'
import { call } from '../../lib/api.ts'
import { newOpId } from '../../lib/op.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { momentsOf, SpanFields } from './SpanFields.tsx'
import { useSeminarChange } from './useSeminarChange.ts'

const TIME_ZONE = 'Europe/Berlin'
const EMPTY = { title: '', subtitle: '', trainerName: '', supportPhone: '', supportEmail: '' }

/** A new seminar with what letters and pages need; `onCreated` gets its public name. */
export function CreateSeminar({ onClose, onCreated }: { readonly onClose: () => void; readonly onCreated: (slug: string) => void }) {
  const { t } = useTranslation(['tickets', 'organiser', 'common'])
  const { isPending, failure, run } = useSeminarChange()
  // A repeat after a lost answer makes no second seminar.
  const [opId] = useState(newOpId)
  const [facts, setFacts] = useState(EMPTY)
  const [span, setSpan] = useState({ date: '', from: '10:00', to: '11:30' })
  const [wasSent, setSent] = useState(false)
  const moments = momentsOf(span, TIME_ZONE)
  const isLine = (text: string) => SeminarLine.safeParse(text).success
  const hasEmail = EmailAddress.safeParse(facts.supportEmail).success
  const set = (name: keyof typeof EMPTY) => (value: string) => setFacts({ ...facts, [name]: value })
  const hasSubtitle = facts.subtitle.trim() === '' || isLine(facts.subtitle)
  const problemWith = (text: string, isGood: boolean, wrong: string) => {
    if (!wasSent || isGood) return null
    return text.trim() === '' ? t('required') : wrong
  }

  async function create() {
    setSent(true)
    const isComplete = isLine(facts.title) && hasSubtitle && isLine(facts.trainerName) && hasEmail
    if (!isComplete || typeof moments === 'string' || isPending) return
    const made = await run(() => call(createSeminar, { opId, ...facts, subtitle: facts.subtitle.trim(), ...moments, timeZone: TIME_ZONE }))
    if (made !== null) onCreated(made.slug)
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('createSeminar')}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void create()}>
            {t('create')}
          </Button>
        </>
      }
    >
      <p className="t-2">{t('createLead')}</p>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <Field
          label={t('title')}
          value={facts.title}
          onChange={set('title')}
          isRequired
          error={problemWith(facts.title, isLine(facts.title), t('lineWrong'))}
        />
        <Field
          label={t('subtitle')}
          value={facts.subtitle}
          onChange={set('subtitle')}
          error={problemWith(facts.subtitle, hasSubtitle, t('lineWrong'))}
        />
        <Field
          label={t('trainer')}
          value={facts.trainerName}
          onChange={set('trainerName')}
          isRequired
          error={problemWith(facts.trainerName, isLine(facts.trainerName), t('lineWrong'))}
        />
        <SpanFields span={span} timeZone={TIME_ZONE} problem={wasSent && typeof moments === 'string' ? moments : null} onChange={setSpan} />
        <Field label={t('supportPhone')} value={facts.supportPhone} onChange={set('supportPhone')} maxLength={40} />
        <Field
          label={t('supportEmail')}
          value={facts.supportEmail}
          onChange={set('supportEmail')}
          type="email"
          isRequired
          error={problemWith(facts.supportEmail, hasEmail, t('organiser:emailWrong'))}
        />
        {/* Enter in a field sends the form. */}
        <button type="submit" hidden>
          {t('create')}
        </button>
      </form>
      {failure !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{failure}</span>
        </p>
      )}
    </Dialog>
  )
}
