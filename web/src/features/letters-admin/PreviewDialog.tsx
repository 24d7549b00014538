import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type EditableLetter, previewLetter } from '@podium/shared/letters.ts'
import { call } from '../../lib/api.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LetterView } from './LetterView.tsx'
import { explainLetters } from './outbox.ts'

/** How a letter looks with the words that are saved. */
export function PreviewDialog({
  seminarId,
  kind,
  onClose,
}: {
  readonly seminarId: string
  readonly kind: EditableLetter
  readonly onClose: () => void
}) {
  const { t } = useTranslation(['letters', 'failures', 'common'])
  const preview = useQuery({
    queryKey: ['preview', seminarId, kind],
    queryFn: () => call(previewLetter, { seminarId, kind, words: null }),
    gcTime: 0,
    staleTime: 0,
    retry: false,
  })
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={t('previewOf', { kind: t(`kind_${kind}`) })}
      actions={<Button onPress={onClose}>{t('close')}</Button>}
    >
      {preview.isPending && (
        <p className="t-2" role="status">
          {t('common:loading')}
        </p>
      )}
      {preview.isError && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{explainLetters(t, preview.error)}</span>
        </p>
      )}
      {preview.data && <LetterView content={preview.data} />}
    </Dialog>
  )
}
