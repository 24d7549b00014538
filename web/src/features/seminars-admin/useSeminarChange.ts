import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@podium/shared/failures.ts'

/** Runs one change of a seminar: while it runs, why it was refused, and the list read again when it worked. */
export function useSeminarChange(): {
  readonly isPending: boolean
  readonly failure: string | null
  readonly run: (change: () => Promise<void>) => Promise<boolean>
} {
  const { t } = useTranslation(['organiser', 'failures'])
  const queries = useQueryClient()
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  return {
    isPending,
    failure,
    async run(change) {
      setPending(true)
      setFailure(null)
      try {
        await change()
        await queries.invalidateQueries({ queryKey: ['staff', 'seminars'] })
        return true
      } catch (error) {
        setFailure(error instanceof Refusal ? t(`failures:${error.code}`) : t('unreachable'))
        return false
      } finally {
        setPending(false)
      }
    },
  }
}
