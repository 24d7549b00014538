import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll, PollKind } from '@podium/shared/polls.ts'
import type { AgendaItem } from '@podium/shared/seminars.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, SelectField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { draftOf, emptyForm, formOf, type PollDraft, problemsOf } from './draft.ts'
import { OptionFields, ScaleFields } from './OptionFields.tsx'

const KINDS = ['choice', 'multiple', 'scale', 'words', 'debate'] as const satisfies readonly PollKind[]
const NO_ITEM = ''

export interface NewPollProps {
  /** The poll to change; null for a new one. */
  readonly poll: Poll | null
  readonly agenda: readonly AgendaItem[]
  /** Where a new poll belongs unless somebody says otherwise. */
  readonly currentItemId: string | null
  readonly onClose: () => void
  /** Answers with an explanation when it was refused, null when it worked. */
  readonly onSave: (draft: PollDraft) => Promise<string | null>
}

/** A poll prepared beforehand or made up on the spot, and a prepared one being changed. */
export function NewPoll({ poll, agenda, currentItemId, onClose, onSave }: NewPollProps) {
  const { t } = useTranslation(['studio', 'common'])
  const [form, setForm] = useState(() => (poll ? formOf(poll) : emptyForm(currentItemId)))
  const [wasSent, setSent] = useState(false)
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const problems = problemsOf(form)
  const optionsError = wasSent && problems.options !== null ? t(problems.options) : null
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part })

  async function save() {
    setSent(true)
    if (problems.isTextMissing || problems.options !== null || isPending) return
    setPending(true)
    const refusal = await onSave(draftOf(form))
    if (refusal === null) return onClose()
    setFailure(refusal)
    setPending(false)
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={poll ? t('editPollTitle') : t('newPollTitle')}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void save()}>
            {poll ? t('savePoll') : t('createPoll')}
          </Button>
        </>
      }
    >
      <p className="t-2">{poll ? t('editPollLead') : t('newPollLead')}</p>
      <fieldset className="kinds">
        <legend className="label">{t('pollKind')}</legend>
        {KINDS.map((kind) => (
          <label key={kind} className="check">
            <input type="radio" name="poll-kind" checked={form.kind === kind} onChange={() => change({ kind })} />{' '}
            <span>{t(`kindText_${kind}`)}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label={form.kind === 'debate' ? t('pollMotion') : t('pollText')}
        value={form.text}
        onChange={(text) => change({ text })}
        maxLength={300}
        isMultiline
        error={wasSent && problems.isTextMissing ? t('pollTextMissing') : null}
      />
      {(form.kind === 'choice' || form.kind === 'multiple') && (
        <OptionFields options={form.options} onChange={(options) => change({ options })} />
      )}
      {form.kind === 'scale' && <ScaleFields scale={form.scale} onChange={(scale) => change({ scale })} />}
      {agenda.length > 0 && (
        <SelectField
          label={t('pollItem')}
          value={form.itemId ?? NO_ITEM}
          onChange={(itemId) => change({ itemId: itemId === NO_ITEM ? null : itemId })}
          options={[
            { value: NO_ITEM, label: t('pollNoItem') },
            ...agenda.map(({ id, title }, index) => ({ value: id, label: t('pollItemN', { index: index + 1, title }) })),
          ]}
        />
      )}
      {form.kind === 'debate' ? (
        <Switch isOn={form.hasMiddle} onChange={(hasMiddle) => change({ hasMiddle })}>
          {t('hasMiddle')}
        </Switch>
      ) : (
        <Switch isOn={form.isConfidential} onChange={(isConfidential) => change({ isConfidential })}>
          {t('confidential')}
        </Switch>
      )}
      {(optionsError !== null || failure !== null) && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{optionsError ?? failure}</span>
        </p>
      )}
    </Dialog>
  )
}
