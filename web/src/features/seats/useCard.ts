import { useQuery } from '@tanstack/react-query'
import { Refusal } from '@podium/shared/failures.ts'
import { readSeminarCard, type SeminarCard } from '@podium/shared/seminars.ts'
import { call } from '../../lib/api.ts'

const POLL_MS = 20_000
const RETRY_MS = 3_000

export interface CardNow {
  readonly card: SeminarCard
  /** Server clock minus this device's clock, in milliseconds. */
  readonly clockOffsetMs: number
}

/** The public card, read again every 20 s; `isUnreachable` while the server does not answer, `isUnknown` when there is no such seminar. */
export function useCard(slug: string) {
  const query = useQuery({
    queryKey: ['card', slug],
    queryFn: async (): Promise<CardNow> => {
      const card = await call(readSeminarCard, { slug })
      return { card, clockOffsetMs: card.serverNow - Date.now() }
    },
    refetchInterval: (state) => (state.state.error instanceof Refusal ? false : state.state.error ? RETRY_MS : POLL_MS),
    refetchIntervalInBackground: true,
    retry: false,
  })
  return {
    card: query.data?.card ?? null,
    clockOffsetMs: query.data?.clockOffsetMs ?? 0,
    isUnknown: query.error instanceof Refusal && query.error.code === 'not_found',
    isUnreachable: query.error !== null && query.data === undefined,
    refetch: query.refetch,
  }
}
