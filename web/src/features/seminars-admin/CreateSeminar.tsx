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
  const { t } = useTranslation(['tickets', 'common'])
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
  const missing = (isThere: boolean) => (wasSent && !isThere ? t('required') : null)

  async function create() {
    setSent(true)
    const isComplete = isLine(facts.title) && isLine(facts.trainerName) && hasEmail
    if (!isComplete || moments === null || isPending) return
    await run(async () => {
      const made = await call(createSeminar, { opId, ...facts, subtitle: facts.subtitle.trim(), ...moments, timeZone: TIME_ZONE })
      onCreated(made.slug)
    })
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
        <Field label={t('title')} value={facts.title} onChange={set('title')} isRequired error={missing(isLine(facts.title))} />
        <Field label={t('subtitle')} value={facts.subtitle} onChange={set('subtitle')} />
        <Field
          label={t('trainer')}
          value={facts.trainerName}
          onChange={set('trainerName')}
          isRequired
          error={missing(isLine(facts.trainerName))}
        />
        <SpanFields span={span} timeZone={TIME_ZONE} isWrong={wasSent && moments === null} onChange={setSpan} />
        <Field label={t('supportPhone')} value={facts.supportPhone} onChange={set('supportPhone')} maxLength={40} />
        <Field
          label={t('supportEmail')}
          value={facts.supportEmail}
          onChange={set('supportEmail')}
          type="email"
          isRequired
          error={missing(hasEmail)}
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
