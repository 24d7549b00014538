import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PollKind } from '@podium/shared/polls.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Switch } from '../../ui/Switch.tsx'

const MOST_OPTIONS = 12

export interface PollDraft {
  readonly kind: PollKind
  readonly text: string
  readonly options: string[]
  readonly isConfidential: boolean
}

/** A poll made up on the spot; `onCreate` answers with an explanation when it was refused, null when it worked. */
export function NewPoll({
  onClose,
  onCreate,
}: {
  readonly onClose: () => void
  readonly onCreate: (draft: PollDraft) => Promise<string | null>
}) {
  const { t } = useTranslation(['studio', 'common'])
  const [kind, setKind] = useState<PollKind>('choice')
  const [text, setText] = useState('')
  const [options, setOptions] = useState(['', ''])
  const [isConfidential, setConfidential] = useState(true)
  const [wasSent, setSent] = useState(false)
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const filled = options.map((option) => option.trim()).filter((option) => option !== '')
  const textError = text.trim() === '' ? t('pollTextMissing') : null
  const optionsError = kind === 'choice' && (filled.length < 2 || new Set(filled).size < filled.length) ? t('optionsMissing') : null

  async function create() {
    setSent(true)
    if (textError !== null || optionsError !== null || isPending) return
    setPending(true)
    const refusal = await onCreate({ kind, text: text.trim(), options: kind === 'choice' ? filled : [], isConfidential })
    if (refusal === null) return onClose()
    setFailure(refusal)
    setPending(false)
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('newPollTitle')}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void create()}>
            {t('createPoll')}
          </Button>
        </>
      }
    >
      <p className="t-2">{t('newPollLead')}</p>
      <fieldset className="kinds">
        <legend className="label">{t('pollKind')}</legend>
        {(['choice', 'debate'] as const).map((value) => (
          <label key={value} className="check">
            <input type="radio" name="poll-kind" checked={kind === value} onChange={() => setKind(value)} />{' '}
            <span>{value === 'choice' ? t('kindChoice') : t('kindDebate')}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label={kind === 'choice' ? t('pollText') : t('pollMotion')}
        value={text}
        onChange={setText}
        maxLength={300}
        isMultiline
        error={wasSent ? textError : null}
      />
      {kind === 'choice' && <Options options={options} onChange={setOptions} />}
      {kind === 'choice' && (
        <Switch isOn={isConfidential} onChange={setConfidential}>
          {t('confidential')}
        </Switch>
      )}
      {((wasSent && optionsError !== null) || failure !== null) && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{optionsError ?? failure}</span>
        </p>
      )}
    </Dialog>
  )
}

function Options({ options, onChange }: { readonly options: readonly string[]; readonly onChange: (options: string[]) => void }) {
  const { t } = useTranslation('studio')
  return (
    <div className="stack stack--s">
      {options.map((option, index) => (
        // Options have no other identity than their place.
        <div key={index} className="option-edit">
          <Field
            label={t('optionN', { index: index + 1 })}
            value={option}
            maxLength={120}
            onChange={(value) => onChange(options.with(index, value))}
          />
          {options.length > 2 && (
            <Button variant="quiet" isIconOnly icon="close" onPress={() => onChange(options.toSpliced(index, 1))}>
              {t('removeOption', { index: index + 1 })}
            </Button>
          )}
        </div>
      ))}
      {options.length < MOST_OPTIONS && (
        <Button variant="quiet" isDense icon="plus" className="flush" onPress={() => onChange([...options, ''])}>
          {t('addOption')}
        </Button>
      )}
    </div>
  )
}
