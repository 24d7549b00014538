import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { textProblem } from './text.ts'

/** Changing one's own question while nobody else sees it yet. */
export function EditForm({
  text,
  onSave,
  onCancel,
}: {
  readonly text: string
  readonly onSave: (text: string) => Promise<string | null>
  readonly onCancel: () => void
}) {
  const { t } = useTranslation('questions')
  const [draft, setDraft] = useState(text)
  const [error, setError] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
  const save = async (): Promise<void> => {
    const problem = textProblem(draft)
    if (problem !== null) {
      setError(problem.kind === 'too_long' ? t('tooLong', { count: problem.by }) : t(problem.kind))
      return
    }
    setPending(true)
    setError(await onSave(draft))
    setPending(false)
  }
  return (
    <form
      className="stack stack--s"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field label={<span className="sr">{t('editLabel')}</span>} isMultiline value={draft} onChange={setDraft} error={error} />
      <div className="row row--s">
        <Button type="submit" variant="primary" isDense isPending={isPending}>
          {t('saveEdit')}
        </Button>
        <Button isDense onPress={onCancel}>
          {t('cancelEdit')}
        </Button>
      </div>
    </form>
  )
}
