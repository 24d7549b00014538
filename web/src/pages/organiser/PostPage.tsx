import { useRef, useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type LetterSummary, retryLetter, retryLetters } from '@podium/shared/letters.ts'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import { LetterDialog } from '../../features/letters-admin/LetterDialog.tsx'
import { LetterTable } from '../../features/letters-admin/LetterTable.tsx'
import { explainLetters, type RetryAllState, useLetters } from '../../features/letters-admin/outbox.ts'
import { call } from '../../lib/api.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { SeminarFrame, SeminarGate } from './SeminarFrame.tsx'

/** The Postausgang of one seminar. */
export function PostPage() {
  return <SeminarGate>{(seminar) => <Post key={seminar.id} seminar={seminar} />}</SeminarGate>
}

function Post({ seminar }: { readonly seminar: SeminarSummary }) {
  const { t } = useTranslation(['letters', 'failures', 'common'])
  const letters = useLetters(seminar.id)
  const queries = useQueryClient()
  const [opened, setOpened] = useState<LetterSummary | null>(null)
  const [complaint, setComplaint] = useState<string | null>(null)

  async function retry(letter: LetterSummary) {
    setComplaint(null)
    try {
      await call(retryLetter, { letterId: letter.id })
      announce(t('retried'))
      await queries.invalidateQueries({ queryKey: ['letters', seminar.id] })
    } catch (error) {
      setComplaint(explainLetters(t, error))
    }
  }

  const heading = useRef<HTMLHeadingElement>(null)
  const retryAll = useMutation({
    mutationFn: (state: RetryAllState) => call(retryLetters, { seminarId: seminar.id, state }),
    onMutate: () => setComplaint(null),
    onSuccess: async ({ count }) => {
      announce(t('retriedAll', { count }))
      await queries.invalidateQueries({ queryKey: ['letters', seminar.id] })
      heading.current?.focus()
    },
    onError: (error) => setComplaint(explainLetters(t, error)),
  })

  return (
    <SeminarFrame seminar={seminar} name={t('postTitle')}>
      {complaint !== null && (
        <div className="banner" data-tone="danger" role="alert">
          <span>{complaint}</span>
          <Button isDense onPress={() => setComplaint(null)}>
            {t('common:close')}
          </Button>
        </div>
      )}
      {letters.isPending && <p className="t-2">{t('common:loading')}</p>}
      {letters.isError && (
        <div className="row">
          <p role="alert">{explainLetters(t, letters.error)}</p>
          <Button icon="refresh" onPress={() => void letters.refetch()}>
            {t('common:retry')}
          </Button>
        </div>
      )}
      {letters.data && (
        <LetterTable
          heading={heading}
          letters={letters.data.letters}
          delivery={letters.data.delivery}
          timeZone={seminar.timeZone}
          onOpen={setOpened}
          onRetry={(letter) => void retry(letter)}
          onRetryAll={retryAll.mutate}
          retrying={retryAll.isPending ? retryAll.variables : null}
        />
      )}
      {opened !== null && <LetterDialog letter={opened} onClose={() => setOpened(null)} />}
    </SeminarFrame>
  )
}
