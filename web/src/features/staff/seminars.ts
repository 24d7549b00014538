// The seminars of the person signed in.
import { useQuery } from '@tanstack/react-query'
import { listSeminars, type SeminarSummary } from '@podium/shared/seminars.ts'
import { call } from '../../lib/api.ts'

export type Seminars =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly retry: () => void }
  | { readonly kind: 'known'; readonly seminars: readonly SeminarSummary[] }

/** The list, asked again when a page with it opens. */
export function useSeminars(): Seminars {
  const query = useQuery({ queryKey: ['staff', 'seminars'], queryFn: () => call(listSeminars, {}) })
  if (query.isPending) return { kind: 'loading' }
  if (query.isError) return { kind: 'failed', retry: () => void query.refetch() }
  return { kind: 'known', seminars: query.data.seminars }
}
