import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type LetterSummary, readLetter } from '@podium/shared/letters.ts'
import { call } from '../../lib/api.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LetterView } from './LetterView.tsx'
import { explainLetters } from './outbox.ts'

/** One letter, opened from the Postausgang. */
export function LetterDialog({ letter, onClose }: { readonly letter: LetterSummary; readonly onClose: () => void }) {
  const { t } = useTranslation(['letters', 'failures', 'common'])
  const read = useQuery({
    queryKey: ['letter', letter.id, letter.state],
    queryFn: () => call(readLetter, { letterId: letter.id }),
    // The frame's address is good for a while only.
    gcTime: 0,
    staleTime: 0,
    retry: false,
  })
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={`${t(`kind_${letter.kind}`)}: ${letter.recipientName}`}
      actions={<Button onPress={onClose}>{t('close')}</Button>}
    >
      {read.isPending && (
        <p className="t-2" role="status">
          {t('common:loading')}
        </p>
      )}
      {read.isError && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{explainLetters(t, read.error)}</span>
        </p>
      )}
      {read.data && (
        <>
          {read.data.isDraft && <p className="t-2">{t('draft')}</p>}
          <LetterView content={read.data.content} />
        </>
      )}
    </Dialog>
  )
}
