import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@podium/shared/failures.ts'

/** Runs one change of a seminar and answers what it made, once the list is read again, or null with the reason when it was refused. */
export function useSeminarChange(): {
  readonly isPending: boolean
  readonly failure: string | null
  readonly run: <Made extends object>(change: () => Promise<Made>) => Promise<Made | null>
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
        const made = await change()
        await queries.invalidateQueries({ queryKey: ['staff', 'seminars'] })
        return made
      } catch (error) {
        setFailure(error instanceof Refusal ? t(`failures:${error.code}`) : t('unreachable'))
        return null
      } finally {
        setPending(false)
      }
    },
  }
}
